//! Tickets, open and used.

use async_trait::async_trait;
use maloca_nodes::{NodeId, Offer, Refused, Rights, Secret, Statement};
use sha2::Sha256;
use sqlx::{Row, SqliteConnection, SqlitePool};

use super::note;
use crate::incident::busy;
use crate::writer::{Answer, Desk, Work};

/// The most tickets that can be open.
const MAX_OPEN: i64 = 1_000;
const SECOND: i64 = 1_000_000;
/// How long after its end a ticket is known as expired or used.
const MEMORY: i64 = 30 * 24 * 3_600 * SECOND;

/// SHA-256 of a secret. It has 128 random bits, so no salt and no slow hash is needed.
#[derive(Clone, Copy)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    pub(super) fn of(secret: Secret) -> Self {
        Self(<Sha256 as sha2::Digest>::digest(secret.0).into())
    }
}

/// A ticket that waits to be open.
pub(super) struct Give(pub(super) Offer);

/// A newcomer that waits to be let in.
pub(super) struct Redeem {
    pub(super) digest: Digest,
    pub(super) admission: Statement,
}

#[async_trait]
impl Work for Give {
    type Done = ();
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        sqlx::query("DELETE FROM ticket WHERE until <= $1")
            .bind(desk.now.saturating_sub(MEMORY))
            .execute(&mut *desk.conn)
            .await?;
        if open(desk).await? >= MAX_OPEN {
            return Ok(Err(busy()));
        }
        let expires = i64::try_from(self.0.expires).unwrap_or(i64::MAX);
        sqlx::query("INSERT INTO ticket (digest, rights, until) VALUES ($1, $2, $3)")
            .bind(&Digest::of(self.0.secret).0[..])
            .bind(i64::from(self.0.rights.0))
            .bind(expires.saturating_mul(SECOND))
            .execute(&mut *desk.conn)
            .await?;
        Ok(Ok(()))
    }
}

#[async_trait]
impl Work for Redeem {
    type Done = ();
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let node = self.admission.node;
        if let Err(refused) = state(desk.conn, self.digest, node, desk.now).await? {
            return Ok(Err(refused.into()));
        }
        sqlx::query("UPDATE ticket SET used_by = $2 WHERE digest = $1")
            .bind(&self.digest.0[..])
            .bind(&node.0[..])
            .execute(&mut *desk.conn)
            .await?;
        note::statements(desk, &[self.admission]).await.map(Ok)
    }
}

/// What a ticket gives to this node now, or why nothing.
pub(super) async fn state(
    conn: &mut SqliteConnection,
    digest: Digest,
    to: NodeId,
    now: i64,
) -> Result<Result<Rights, Refused>, sqlx::Error> {
    let row = sqlx::query("SELECT rights, until, used_by FROM ticket WHERE digest = $1")
        .bind(&digest.0[..])
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else { return Ok(Err(Refused::SpentTicket)) };
    let used_by: Option<&[u8]> = row.try_get("used_by")?;
    Ok(match used_by {
        Some(node) if node != to.0 => Err(Refused::SpentTicket),
        None if row.try_get::<i64, _>("until")? <= now => Err(Refused::ExpiredTicket),
        _ => Ok(Rights(row.try_get("rights")?)),
    })
}

/// Whether this node may knock: a ticket is open, or it is the one that used one.
pub(super) async fn expects(
    readers: &SqlitePool,
    node: NodeId,
    now: i64,
) -> Result<bool, sqlx::Error> {
    let row = sqlx::query(
        "SELECT EXISTS (SELECT 1 FROM ticket \
         WHERE (used_by IS NULL AND until > $1) OR used_by = $2) AS there",
    )
    .bind(now)
    .bind(&node.0[..])
    .fetch_one(readers)
    .await?;
    row.try_get("there")
}

async fn open(desk: &mut Desk<'_>) -> Result<i64, sqlx::Error> {
    let sql = "SELECT COUNT(*) AS open FROM ticket WHERE used_by IS NULL AND until > $1";
    let row = sqlx::query(sql).bind(desk.now).fetch_one(&mut *desk.conn).await?;
    row.try_get("open")
}
