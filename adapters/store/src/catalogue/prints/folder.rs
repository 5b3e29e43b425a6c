//! What is remembered of one folder.

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
pub(super) fn beneath(folder: &Path) -> (String, String) {
    if folder.is_root() {
        // A path begins with no character of control, and no text has a byte like this.
        ("\u{1}".to_owned(), "\u{10ffff}".to_owned())
    } else {
        (format!("{folder}/"), format!("{folder}0"))
    }
}

/// The folders in a folder, each found by a jump over all that is beneath the one before it.
async fn folders(conn: &mut SqliteConnection, folder: &Path) -> Result<Vec<String>, sqlx::Error> {
    let (mut first, end) = beneath(folder);
    let depth = folder.names().len();
    let mut names = Vec::new();
    let sql = "SELECT MIN(folder) AS next FROM print WHERE folder >= $1 AND folder < $2";
    loop {
        let query = sqlx::query(sql).bind(&first).bind(&end);
        let row = query.fetch_one(&mut *conn).await?;
        let Some(next) = row.try_get::<Option<&str>, _>("next")? else { return Ok(names) };
        let above: Vec<&str> = next.split('/').take(depth + 1).collect();
        names.push(above.last().copied().unwrap_or_default().to_owned());
        first = format!("{}0", above.join("/"));
    }
}
