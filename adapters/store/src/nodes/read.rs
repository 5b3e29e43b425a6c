//! Reading what was written down.

use maloca_nodes::{Book, Card, Contact, GroupId, NodeId, Statement};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqlitePool};

use crate::rows::{array, undecodable};

/// Everything about the group, if there is one.
pub(super) async fn book(readers: &SqlitePool) -> Result<Option<Book>, sqlx::Error> {
    let mut reading = readers.begin().await?;
    let row = sqlx::query("SELECT id FROM node_group").fetch_optional(&mut *reading).await?;
    let Some(row) = row else { return Ok(None) };
    let group = GroupId::from_bytes(&array(&row, "id")?);
    let rows = sqlx::query("SELECT bytes FROM statement").fetch_all(&mut *reading).await?;
    let statements = rows.iter().map(statement).collect::<Result<_, _>>()?;
    let rows = sqlx::query("SELECT node, card FROM contact").fetch_all(&mut *reading).await?;
    let contacts = rows.iter().map(contact).collect::<Result<_, _>>()?;
    Ok(Some(Book { group, statements, contacts }))
}

fn statement(row: &SqliteRow) -> Result<Statement, sqlx::Error> {
    Statement::from_bytes(row.try_get("bytes")?).map_err(undecodable)
}

fn contact(row: &SqliteRow) -> Result<Contact, sqlx::Error> {
    let card: Card = serde_json::from_str(row.try_get("card")?).map_err(undecodable)?;
    Ok(Contact { node: NodeId(array(row, "node")?), card })
}
