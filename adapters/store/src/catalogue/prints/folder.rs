//! What is remembered of one folder.

use std::collections::BTreeSet;

use maloca_files::Path;
use maloca_files::prints::{MAX_REMEMBERED, Remembered};
use sqlx::{Row, SqliteConnection, SqlitePool};

use super::super::stored;

/// A page of a folder.
pub(super) async fn page(
    readers: &SqlitePool,
    folder: &Path,
    after: Option<&str>,
) -> Result<Remembered, sqlx::Error> {
    let mut snapshot = readers.begin().await?;
    let sql = "SELECT * FROM print WHERE folder = $1 AND name > $2 ORDER BY name LIMIT $3";
    let rows = sqlx::query(sql)
        .bind(folder.to_string())
        .bind(after.unwrap_or_default())
        .bind(stored(MAX_REMEMBERED))
        .fetch_all(&mut *snapshot)
        .await?;
    let files = rows.iter().map(super::print).collect::<Result<_, _>>()?;
    let folders = match after {
        None => folders(&mut snapshot, folder).await?,
        Some(_) => Vec::new(),
    };
    Ok(Remembered { files, folders })
}

/// From where to where the paths of the folders beneath one are: `0` comes after `/`.
pub(in super::super) fn beneath(folder: &Path) -> (String, String) {
    if folder.is_root() {
        // No path begins with a character of control, or goes beyond the last of all.
        ("\u{1}".to_owned(), "\u{10ffff}".to_owned())
    } else {
        (format!("{folder}/"), format!("{folder}0"))
    }
}

/// The folders in a folder, each found by a jump over all that is beneath the one before it. Others can
/// stand between a folder and what is beneath it: `a!` comes before `a/b`.
async fn folders(conn: &mut SqliteConnection, folder: &Path) -> Result<Vec<String>, sqlx::Error> {
    let (mut first, end) = beneath(folder);
    let depth = folder.names().len();
    let mut names = BTreeSet::new();
    while let Some(next) = first_between(conn, &first, &end).await? {
        let above: Vec<&str> = next.split('/').take(depth + 1).collect();
        names.extend(above.last().map(|name| (*name).to_owned()));
        let folder = above.join("/");
        first = format!("{folder}{}", if folder == next { "\u{1}" } else { "0" });
    }
    Ok(names.into_iter().collect())
}

async fn first_between(
    conn: &mut SqliteConnection,
    first: &str,
    end: &str,
) -> Result<Option<String>, sqlx::Error> {
    let sql = "SELECT MIN(folder) AS next FROM print WHERE folder >= $1 AND folder < $2";
    sqlx::query(sql).bind(first).bind(end).fetch_one(conn).await?.try_get("next")
}
