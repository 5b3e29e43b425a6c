//! Writing down statements and contacts.

use async_trait::async_trait;
use maloca_nodes::{Contact, Refused, Statement};

use crate::writer::{Answer, Desk, Work};

/// Statements that wait to be written down.
pub(super) struct Note(pub(super) Vec<Statement>);

/// A contact that waits to be written down.
pub(super) struct Meet(pub(super) Contact);

#[async_trait]
impl Work for Note {
    type Done = ();
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        statements(desk, &self.0).await.map(Ok)
    }
}

#[async_trait]
impl Work for Meet {
    type Done = ();
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        contact(desk, &self.0).await.map(Ok)
    }
}

pub(super) async fn statements(
    desk: &mut Desk<'_>,
    statements: &[Statement],
) -> Result<(), sqlx::Error> {
    for one in statements {
        sqlx::query("INSERT INTO statement (bytes) VALUES ($1) ON CONFLICT DO NOTHING")
            .bind(one.to_bytes())
            .execute(&mut *desk.conn)
            .await?;
    }
    Ok(())
}

pub(super) async fn contact(desk: &mut Desk<'_>, contact: &Contact) -> Result<(), sqlx::Error> {
    let card = serde_json::to_string(&contact.card);
    sqlx::query(
        "INSERT INTO contact (node, card) VALUES ($1, $2) \
         ON CONFLICT (node) DO UPDATE SET card = excluded.card",
    )
    .bind(&contact.node.0[..])
    .bind(card.map_err(|cause| sqlx::Error::Encode(Box::new(cause)))?)
    .execute(&mut *desk.conn)
    .await
    .map(drop)
}
