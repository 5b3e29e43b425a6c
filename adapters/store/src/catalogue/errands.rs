//! The port `Errands`.

use async_trait::async_trait;
use maloca_fault::{Fault, Never};
use maloca_files::{Hash, Path};
use maloca_nodes::network::{Errand, Errands, TransferId};
use sqlx::sqlite::SqliteRow;

use super::Shelves;
use crate::chat::parsed;
use crate::incident::failed_read;
use crate::rows::{array, unsigned};
use crate::writer::{Answer, Desk, Work};

#[async_trait]
impl Errands for Shelves {
    async fn open(&self) -> Result<Vec<Errand>, Fault> {
        let query = sqlx::query("SELECT * FROM errand ORDER BY number");
        let rows = query.fetch_all(self.store().readers()).await.map_err(failed_read)?;
        rows.iter().map(errand).collect::<Result<_, _>>().map_err(failed_read)
    }

    async fn begin(&self, hash: Hash, size: u64, to: Path) -> Result<Errand, Fault> {
        self.store().queue().submit(Begin { hash, size, to }).await
    }

    async fn end(&self, id: TransferId) -> Result<(), Fault> {
        self.store().queue().submit(End(id)).await
    }
}

fn errand(row: &SqliteRow) -> Result<Errand, sqlx::Error> {
    Ok(Errand {
        id: TransferId(unsigned(row, "number")?),
        hash: Hash(array(row, "hash")?),
        size: unsigned(row, "size")?,
        to: parsed(row, "path")?,
        since: unsigned(row, "since")?,
    })
}

/// A fetch that waits to be written down.
struct Begin {
    hash: Hash,
    size: u64,
    to: Path,
}

/// A fetch that waits to be crossed out.
struct End(TransferId);

#[async_trait]
impl Work for Begin {
    type Done = Errand;
    type Reason = Never;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let sql =
            "INSERT INTO errand (hash, size, path, since) VALUES ($1, $2, $3, $4) RETURNING *";
        let row = sqlx::query(sql)
            .bind(&self.hash.0[..])
            .bind(self.size.cast_signed())
            .bind(self.to.to_string())
            .bind(desk.now)
            .fetch_one(&mut *desk.conn)
            .await?;
        errand(&row).map(Ok)
    }
}

#[async_trait]
impl Work for End {
    type Done = ();
    type Reason = Never;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let query = sqlx::query("DELETE FROM errand WHERE number = $1");
        query.bind(self.0.0.cast_signed()).execute(&mut *desk.conn).await?;
        Ok(Ok(()))
    }
}
