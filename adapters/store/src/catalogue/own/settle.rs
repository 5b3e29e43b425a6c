//! Bringing this node's log up to what is shared, when that is not what it was.

use async_trait::async_trait;
use maloca_fault::{Fault, Never};
use maloca_files::Path;
use maloca_nodes::catalogue::Line;
use sqlx::{Row, SqliteConnection};

use super::super::log::Log;
use super::super::{Shelves, keeps, log, prints};
use crate::writer::{Answer, Desk, Work};

/// A log with fewer lines is not begun anew.
const LONG: u64 = 20_000;
/// A log is begun anew when it has so many times more lines than files.
const STALE: u64 = 4;

/// Sees to it that there is a log, and that it says what is shared.
pub(in super::super) async fn open(shelves: &Shelves) -> Result<(), Fault<Never>> {
    if !shelves.submit(Begin(shelves.clone())).await? {
        return Ok(());
    }
    let mut next = Some(Path::root());
    while let Some(after) = next {
        next = shelves.submit(Settle { shelves: shelves.clone(), after }).await?;
    }
    Ok(())
}

/// Begins a log if there is none or too long a one; whether it has to be brought up to what is shared.
struct Begin(Shelves);

#[async_trait]
impl Work for Begin {
    type Done = bool;
    type Reason = Never;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        drop_others(desk.conn, &self.0).await?;
        let log = super::log(&self.0, desk).await?;
        if is_stale(&log) {
            let wishes = keeps::wishes(desk.conn, log.number).await?;
            log::drop_one(desk.conn, &log).await?;
            sqlx::query("DELETE FROM sharing").execute(&mut *desk.conn).await?;
            super::begin(&self.0, desk, log.mark.log.began).await?;
            super::write(&self.0, desk, &keeps::lines(wishes)).await?;
        }
        let settled = settled(desk.conn).await?;
        Ok(Ok(settled.is_none_or(|settled| settled != self.0.inner.sharing.to_json())))
    }
}

const fn is_stale(log: &Log) -> bool {
    log.mark.seq > LONG && log.mark.seq > STALE * log.files
}

/// A log that this node wrote under another key is another's now, and nobody signs it.
async fn drop_others(conn: &mut SqliteConnection, shelves: &Shelves) -> Result<(), sqlx::Error> {
    let sql = "UPDATE log SET state = 'dropped' WHERE own <> (node = $1)";
    sqlx::query(sql).bind(&shelves.node().0[..]).execute(&mut *conn).await.map(drop)
}

async fn settled(conn: &mut SqliteConnection) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query("SELECT folders FROM sharing").fetch_optional(conn).await?;
    row.map(|row| row.try_get("folders")).transpose()
}

/// Says of some files whether they are shared; after which one to go on.
struct Settle {
    shelves: Shelves,
    after: Path,
}

#[async_trait]
impl Work for Settle {
    type Done = Option<Path>;
    type Reason = Never;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let prints = prints::after(desk.conn, &self.after).await?;
        let Some(last) = prints.last() else {
            finish(desk.conn, &self.shelves).await?;
            return Ok(Ok(None));
        };
        let line = |print| prints::line(&self.shelves.inner.sharing, print);
        let lines: Vec<Line> = prints.iter().map(line).collect();
        super::write(&self.shelves, desk, &lines).await?;
        Ok(Ok(Some(last.path.clone())))
    }

    fn committed(&self, _: &Option<Path>) {
        self.shelves.ring();
    }
}

async fn finish(conn: &mut SqliteConnection, shelves: &Shelves) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO sharing (one, folders) VALUES (1, $1) \
         ON CONFLICT (one) DO UPDATE SET folders = excluded.folders",
    )
    .bind(shelves.inner.sharing.to_json())
    .execute(conn)
    .await
    .map(drop)
}
