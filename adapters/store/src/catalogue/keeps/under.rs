//! The files of all nodes beneath a folder.

use std::collections::{BTreeMap, BTreeSet};

use maloca_files::{Hash, Path};
use maloca_nodes::NodeId;
use maloca_nodes::catalogue::MAX_LINES;
use maloca_nodes::keep::Held;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection, SqlitePool};

use super::super::{prints, stored};
use crate::chat::parsed;
use crate::rows::{among, array, unsigned};

/// Files by their names, in the order of their bytes, and contents; their nodes are not filled in yet.
type Page = BTreeMap<(String, Hash), Held>;

/// Nodes by something that they have.
type Nodes<K> = BTreeMap<K, BTreeSet<NodeId>>;

/// All contents of the next names.
pub(super) async fn page(
    readers: &SqlitePool,
    folder: &Path,
    after: Option<&Path>,
    limit: usize,
) -> Result<Vec<Held>, sqlx::Error> {
    let mut snapshot = readers.begin().await?;
    let names = names(&mut snapshot, folder, after, limit).await?;
    let mut page = Page::new();
    let named = named(&mut snapshot, names, &mut page).await?;
    let holders = holders(&mut snapshot, &page).await?;
    let whole = |((path, hash), held): ((String, Hash), Held)| Held {
        named: named.get(&path).cloned().unwrap_or_default(),
        holders: holders.get(&hash).cloned().unwrap_or_default(),
        ..held
    };
    Ok(page.into_iter().map(whole).collect())
}

/// The next names, each once, however many have it. They are read in their order: the log of each line is
/// looked up, not the lines of each log.
async fn names(
    conn: &mut SqliteConnection,
    folder: &Path,
    after: Option<&Path>,
    limit: usize,
) -> Result<Vec<String>, sqlx::Error> {
    let (first, end) = prints::range(folder);
    let rows = sqlx::query(
        "SELECT DISTINCT line.path FROM line CROSS JOIN log ON line.log = log.number \
         WHERE line.live AND line.path >= $1 AND line.path < $2 AND line.path > $3 \
         AND log.state = 'kept' ORDER BY line.path LIMIT $4",
    )
    .bind(first)
    .bind(end)
    .bind(after.map(ToString::to_string).unwrap_or_default())
    .bind(stored(limit.min(MAX_LINES)))
    .fetch_all(conn)
    .await?;
    rows.iter().map(|row| row.try_get("path")).collect()
}

/// What is under these names, and who says so.
async fn named(
    conn: &mut SqliteConnection,
    names: Vec<String>,
    page: &mut Page,
) -> Result<Nodes<String>, sqlx::Error> {
    let sql = "SELECT line.path, line.hash, line.size, log.node FROM line \
               JOIN log ON line.log = log.number \
               WHERE line.live AND log.state = 'kept' AND line.path IN ";
    let rows = among(sql, names).build().persistent(false).fetch_all(conn).await?;
    let mut named = Nodes::new();
    for row in &rows {
        let held = held(row)?;
        let path = held.path.to_string();
        named.entry(path.clone()).or_default().insert(NodeId(array(row, "node")?));
        let known = page.entry((path, held.hash)).or_insert_with(|| held.clone());
        known.size = known.size.min(held.size);
    }
    Ok(named)
}

fn held(row: &SqliteRow) -> Result<Held, sqlx::Error> {
    let (hash, size) = (Hash(array(row, "hash")?), unsigned(row, "size")?);
    let (holders, named) = Default::default();
    Ok(Held { path: parsed(row, "path")?, hash, size, holders, named })
}

/// Who has these contents under any name. A node may have one under very many: for each node the first
/// is enough.
async fn holders(conn: &mut SqliteConnection, page: &Page) -> Result<Nodes<Hash>, sqlx::Error> {
    let mut holders: Nodes<Hash> =
        page.keys().map(|(_, hash)| (*hash, Default::default())).collect();
    let hashes: Vec<_> = holders.keys().map(|hash| hash.to_string()).collect();
    let rows = sqlx::query(
        "SELECT unhex(wanted.value) AS hash, log.node FROM json_each($1) AS wanted \
         JOIN log ON log.state = 'kept' WHERE EXISTS (SELECT 1 FROM line \
         WHERE line.live AND line.hash = unhex(wanted.value) AND line.log = log.number)",
    )
    .bind(serde_json::json!(hashes).to_string())
    .fetch_all(conn)
    .await?;
    for row in &rows {
        let nodes = holders.entry(Hash(array(row, "hash")?)).or_default();
        nodes.insert(NodeId(array(row, "node")?));
    }
    Ok(holders)
}
