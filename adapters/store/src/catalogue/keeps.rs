//! The port `Keeps`, and the wishes in logs.
//!
//! # Layout
//! - `wish`: writing down this node's own; `under`: the files beneath a folder.

use std::collections::BTreeMap;
use std::num::NonZeroU8;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::Path;
use maloca_nodes::NodeId;
use maloca_nodes::catalogue::{Change, Line};
use maloca_nodes::keep::{Copies, Held, Keep, Keeps, MAX_KEEPS, Refused};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use self::wish::Wish;
use super::Shelves;
use super::lines::is_wish;
use crate::chat::parsed;
use crate::incident::failed_read;
use crate::rows::array;

mod under;
mod wish;

#[async_trait]
impl Keeps for Shelves {
    async fn all(&self) -> Result<Vec<Keep>, Fault> {
        let sql = "SELECT $1 AS node, folder, NULL AS copies FROM keep_here UNION ALL \
                   SELECT log.node, keep.folder, keep.copies FROM keep \
                   JOIN log ON keep.log = log.number WHERE log.state = 'kept' \
                   ORDER BY folder, copies, node";
        let me = self.node();
        let query = sqlx::query(sql).bind(&me.0[..]);
        let rows = query.fetch_all(self.store().readers()).await.map_err(failed_read)?;
        rows.iter().map(keep).collect::<Result<_, _>>().map_err(failed_read)
    }

    async fn wish(&self, folder: &Path, copies: Option<Copies>) -> Result<(), Fault<Refused>> {
        self.submit(Wish::new(self.clone(), folder.clone(), copies)).await
    }

    async fn under(
        &self,
        folder: &Path,
        after: Option<&Path>,
        limit: usize,
    ) -> Result<Vec<Held>, Fault> {
        under::page(self.store().readers(), folder, after, limit).await.map_err(failed_read)
    }
}

fn keep(row: &SqliteRow) -> Result<Keep, sqlx::Error> {
    let copies: Option<u8> = row.try_get("copies")?;
    let copies = copies.and_then(NonZeroU8::new).map_or(Copies::Here, Copies::Group);
    Ok(Keep { node: NodeId(array(row, "node")?), folder: parsed(row, "folder")?, copies })
}

/// How many copies of which folders.
pub(super) type Wishes = BTreeMap<Path, u8>;

/// The wishes of a log that hold.
pub(super) async fn wishes(conn: &mut SqliteConnection, log: i64) -> Result<Wishes, sqlx::Error> {
    let query = sqlx::query("SELECT folder, copies FROM keep WHERE log = $1").bind(log);
    let rows = query.fetch_all(conn).await?;
    rows.iter().map(|row| Ok((parsed(row, "folder")?, row.try_get("copies")?))).collect()
}

/// Wishes as the lines that say them.
pub(super) fn lines(wishes: Wishes) -> Vec<Line> {
    let line = |(path, copies)| Line { path, change: Change::Kept { copies } };
    wishes.into_iter().map(line).collect()
}

/// Whether a log has more wishes with these lines than one node may have.
pub(super) async fn are_too_many(
    conn: &mut SqliteConnection,
    log: i64,
    lines: &[Line],
) -> Result<bool, sqlx::Error> {
    if !lines.iter().any(is_wish) {
        return Ok(false);
    }
    let mut wishes = wishes(conn, log).await?;
    for (folder, copies) in latest(lines) {
        match copies {
            0 => wishes.remove(folder),
            copies => wishes.insert(folder.clone(), copies),
        };
    }
    Ok(wishes.len() > MAX_KEEPS)
}

/// Takes in the wishes that these lines of a log say.
pub(super) async fn follow(
    conn: &mut SqliteConnection,
    log: i64,
    lines: &[Line],
) -> Result<(), sqlx::Error> {
    for (folder, copies) in latest(lines) {
        let sql = match copies {
            0 => "DELETE FROM keep WHERE log = $1 AND folder = $2",
            _ => {
                "INSERT INTO keep (log, folder, copies) VALUES ($1, $2, $3) \
                 ON CONFLICT (log, folder) DO UPDATE SET copies = excluded.copies"
            }
        };
        let query = sqlx::query(sql).bind(log).bind(folder.to_string());
        let query = if copies == 0 { query } else { query.bind(copies) };
        query.execute(&mut *conn).await?;
    }
    Ok(())
}

/// What lines say of folders in the end.
fn latest(lines: &[Line]) -> BTreeMap<&Path, u8> {
    let wish = |line: &'_ Line| match line.change {
        Change::Kept { copies } => Some(copies),
        Change::Shared { .. } | Change::Gone => None,
    };
    lines.iter().filter_map(|line| Some((&line.path, wish(line)?))).collect()
}
