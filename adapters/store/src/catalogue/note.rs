//! Noting what was found out about files, and the lines about it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use maloca_fault::Never;
use maloca_files::{Noted, Path, Print};
use maloca_nodes::catalogue::{Change, Line, MAX_LINES};
use sqlx::SqliteConnection;

use super::{Shelves, own, prints};
use crate::writer::{Answer, Desk, Work};

/// What is to be noted; what is left to do is the answer.
pub(super) struct Note {
    shelves: Shelves,
    noted: Vec<Noted>,
    rang: bool,
}

impl Note {
    pub(super) const fn new(shelves: Shelves, noted: Vec<Noted>) -> Self {
        Self { shelves, noted, rang: false }
    }
}

/// What becomes of files: what is in them, or that they are gone.
type Fates = BTreeMap<Path, Option<Print>>;

#[async_trait]
impl Work for Note {
    type Done = Vec<Noted>;
    type Reason = Never;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let mut fates = Fates::new();
        let left = gather(desk.conn, std::mem::take(&mut self.noted), &mut fates).await?;
        let kept: Vec<&Print> = fates.values().flatten().collect();
        prints::put(desk.conn, &kept).await?;
        let gone: Vec<&Path> =
            fates.iter().filter(|(_, fate)| fate.is_none()).map(|(path, _)| path).collect();
        prints::remove(desk.conn, &gone).await?;
        let lines: Vec<Line> = fates.iter().map(|fate| self.line(fate)).collect();
        self.rang = own::write(&self.shelves, desk, &lines).await?;
        Ok(Ok(left))
    }

    fn committed(&self, _: &Vec<Noted>) {
        if self.rang {
            self.shelves.ring();
        }
    }
}

impl Note {
    fn line(&self, (path, fate): (&Path, &Option<Print>)) -> Line {
        match fate {
            Some(print) => prints::line(&self.shelves.inner.sharing, print),
            None => Line { path: path.clone(), change: Change::Gone },
        }
    }
}

/// Finds out what becomes of which files. A folder of many files goes in more than one step: then it
/// and what comes after it is left.
async fn gather(
    conn: &mut SqliteConnection,
    noted: Vec<Noted>,
    fates: &mut Fates,
) -> Result<Vec<Noted>, sqlx::Error> {
    let mut room = MAX_LINES;
    let mut noted = noted.into_iter();
    while let Some(one) = noted.next() {
        match one {
            Noted::Read(print) => drop(fates.insert(print.path.clone(), Some(print))),
            Noted::Gone(path) => {
                forget(fates, &path);
                let gone = prints::beneath(conn, &path, room).await?;
                room -= gone.len();
                fates.extend(gone.into_iter().map(|path| (path, None)));
                if room == 0 {
                    return Ok(std::iter::once(Noted::Gone(path)).chain(noted).collect());
                }
            }
        }
    }
    Ok(Vec::new())
}

/// What was read a moment before is gone too.
fn forget(fates: &mut Fates, path: &Path) {
    let beneath = fates.range(path..).map(|(path, _)| path);
    let beneath: Vec<Path> = beneath.take_while(|one| one.is_within(path)).cloned().collect();
    beneath.iter().for_each(|path| drop(fates.remove(path)));
}
