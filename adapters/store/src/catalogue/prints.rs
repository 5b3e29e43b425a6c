//! The port `Prints`. Times are kept to the microsecond; a folder of many files that is gone is noted
//! in several steps, and after a crash between them the rest is remembered still.
//!
//! # Layout
//! - `folder`: the page of a folder.

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::prints::Remembered;
use maloca_files::{Hash, Noted, Path, Print, Prints, Version};
use maloca_nodes::catalogue::{Change, Line, MAX_LINES};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, SqliteConnection};

use super::note::Note;
use super::{Sharing, Shelves, stored};
use crate::clock;
use crate::incident::failed_read;
use crate::rows::{array, undecodable, unsigned};

mod folder;

pub(super) use folder::beneath as range;

#[async_trait]
impl Prints for Shelves {
    async fn of(&self, path: &Path) -> Result<Option<Print>, Fault> {
        let Some((folder, name)) = split(path) else { return Ok(None) };
        let row = sqlx::query("SELECT * FROM print WHERE folder = $1 AND name = $2")
            .bind(folder)
            .bind(name)
            .fetch_optional(self.store().readers())
            .await
            .map_err(failed_read)?;
        row.map(|row| print(&row)).transpose().map_err(failed_read)
    }

    async fn within(&self, folder: &Path, after: Option<&str>) -> Result<Remembered, Fault> {
        folder::page(self.store().readers(), folder, after).await.map_err(failed_read)
    }

    async fn note(&self, noted: Vec<Noted>) -> Result<(), Fault> {
        let mut left = noted;
        while !left.is_empty() {
            left = self.submit(Note::new(self.clone(), left)).await?;
        }
        Ok(())
    }
}

/// A file's folder and name; nothing for the root.
fn split(path: &Path) -> Option<(String, String)> {
    Some((path.parent()?.to_string(), path.name()?.to_owned()))
}

fn print(row: &SqliteRow) -> Result<Print, sqlx::Error> {
    let folder: &str = row.try_get("folder")?;
    let folder: Path = folder.parse().map_err(undecodable)?;
    Ok(Print {
        path: folder.join(row.try_get("name")?).map_err(undecodable)?,
        version: Version(row.try_get("version")?),
        size: unsigned(row, "size")?,
        modified: clock::time(row.try_get("modified")?),
        hash: Hash(array(row, "hash")?),
    })
}

/// What this node's log is to say of a file.
pub(super) fn line(sharing: &Sharing, print: &Print) -> Line {
    let Print { path, size, modified, hash, .. } = print;
    let change = if sharing.includes(path) {
        Change::Shared { hash: *hash, size: *size, modified: modified.unix_timestamp() }
    } else {
        Change::Gone
    };
    Line { path: path.clone(), change }
}

/// The next prints of all, by folder and name.
pub(super) async fn after(
    conn: &mut SqliteConnection,
    path: &Path,
) -> Result<Vec<Print>, sqlx::Error> {
    let (folder, name) = split(path).unwrap_or_default();
    let sql = "SELECT * FROM print WHERE (folder, name) > ($1, $2) ORDER BY folder, name LIMIT $3";
    let query = sqlx::query(sql).bind(folder).bind(name).bind(stored(MAX_LINES));
    query.fetch_all(conn).await?.iter().map(print).collect()
}

/// The names of files that are `path` or beneath it, at most `limit`.
pub(super) async fn beneath(
    conn: &mut SqliteConnection,
    path: &Path,
    limit: usize,
) -> Result<Vec<Path>, sqlx::Error> {
    let (folder, name) = split(path).unwrap_or_default();
    let (first, end) = folder::beneath(path);
    let rows = sqlx::query(
        "SELECT * FROM print WHERE folder = $1 AND name = $2 UNION ALL \
         SELECT * FROM print WHERE folder = $3 UNION ALL \
         SELECT * FROM print WHERE folder >= $4 AND folder < $5 LIMIT $6",
    )
    .bind(folder)
    .bind(name)
    .bind(path.to_string())
    .bind(first)
    .bind(end)
    .bind(stored(limit))
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| print(row).map(|print| print.path)).collect()
}

/// Remembers these.
pub(super) async fn put(conn: &mut SqliteConnection, prints: &[&Print]) -> Result<(), sqlx::Error> {
    for part in prints.chunks(MAX_LINES) {
        let columns = "INSERT INTO print (folder, name, version, size, modified, hash) ";
        let mut query = QueryBuilder::new(columns);
        query.push_values(part, |mut row, print| {
            let (folder, name) = split(&print.path).unwrap_or_default();
            row.push_bind(folder).push_bind(name).push_bind(print.version.0.as_str());
            row.push_bind(print.size.cast_signed()).push_bind(clock::micros(print.modified));
            row.push_bind(&print.hash.0[..]);
        });
        query.push(
            " ON CONFLICT (folder, name) DO UPDATE SET version = excluded.version, \
             size = excluded.size, modified = excluded.modified, hash = excluded.hash",
        );
        query.build().persistent(false).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Forgets these.
pub(super) async fn remove(
    conn: &mut SqliteConnection,
    paths: &[&Path],
) -> Result<(), sqlx::Error> {
    for (folder, name) in paths.iter().filter_map(|path| split(path)) {
        let sql = "DELETE FROM print WHERE folder = $1 AND name = $2";
        sqlx::query(sql).bind(folder).bind(name).execute(&mut *conn).await?;
    }
    Ok(())
}
