//! Writing down a wish of this node.

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::Path;
use maloca_nodes::catalogue::{Change, Line};
use maloca_nodes::keep::{Copies, MAX_KEEPS, Refused};
use sqlx::{Row, SqliteConnection};

use super::super::{Shelves, own};
use super::wishes;
use crate::writer::{Answer, Desk, Work};

/// A wish that waits to be written down.
pub(super) struct Wish {
    shelves: Shelves,
    folder: Path,
    copies: Option<Copies>,
}

impl Wish {
    pub(super) const fn new(shelves: Shelves, folder: Path, copies: Option<Copies>) -> Self {
        Self { shelves, folder, copies }
    }
}

#[async_trait]
impl Work for Wish {
    type Done = ();
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let log = own::log(&self.shelves, desk).await?.number;
        let before = wishes(desk.conn, log).await?;
        let here = here(desk.conn).await?;
        let spoken = before.get(&self.folder).copied().unwrap_or(0);
        let is_known = spoken > 0 || here.contains(&self.folder.to_string());
        match self.copies {
            None if !is_known => return Ok(Err(Fault::Missing)),
            Some(_) if !is_known && before.len() + here.len() >= MAX_KEEPS => {
                return Ok(Err(Refused::TooMany.into()));
            }
            _ => {}
        }
        mark(desk.conn, &self.folder, self.copies == Some(Copies::Here)).await?;
        let copies = match self.copies {
            Some(Copies::Group(copies)) => copies.get(),
            Some(Copies::Here) | None => 0,
        };
        if copies != spoken {
            let line = Line { path: self.folder.clone(), change: Change::Kept { copies } };
            own::write(&self.shelves, desk, &[line]).await?;
        }
        Ok(Ok(()))
    }

    fn committed(&self, (): &()) {
        self.shelves.ring();
    }
}

/// The folders that are kept here.
async fn here(conn: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let rows = sqlx::query("SELECT folder FROM keep_here").fetch_all(conn).await?;
    rows.iter().map(|row| row.try_get("folder")).collect()
}

/// Remembers whether a folder is kept here.
async fn mark(conn: &mut SqliteConnection, folder: &Path, here: bool) -> Result<(), sqlx::Error> {
    let sql = if here {
        "INSERT INTO keep_here (folder) VALUES ($1) ON CONFLICT (folder) DO NOTHING"
    } else {
        "DELETE FROM keep_here WHERE folder = $1"
    };
    sqlx::query(sql).bind(folder.to_string()).execute(conn).await.map(drop)
}
