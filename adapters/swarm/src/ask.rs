//! What is asked of a member: one stream for each question.

use std::time::Duration;

use iroh::endpoint::{Connection, RecvStream, SendStream};
use maloca_files::Hash;
use maloca_nodes::catalogue::{LogId, Page};
use maloca_nodes::fetch::Failure;
use maloca_nodes::wire::ask::{MAX_HOLDING, MAX_PAGE, MAX_REPLY};
use maloca_nodes::wire::{Ask, Holding, Reply};
use tokio::time::timeout;

use crate::coming::{Coming, Want};
use crate::frame::{self, Broken};

/// How long a page may take.
const PAGE: Duration = Duration::from_secs(30);

async fn open(connection: &Connection, ask: &Ask) -> Result<(SendStream, RecvStream), Broken> {
    let (mut send, receive) = connection.open_bi().await.map_err(Broken::ended)?;
    frame::write(&mut send, ask).await?;
    let _ = send.finish();
    Ok((send, receive))
}

/// A page of a log.
pub(crate) async fn page(
    connection: &Connection,
    log: LogId,
    after: u64,
) -> Result<Option<Page>, Broken> {
    let asking = async {
        let (_send, mut receive) = open(connection, &Ask::Page { log, after }).await?;
        frame::read(&mut receive, MAX_PAGE).await
    };
    timeout(PAGE, asking).await?
}

/// What a member says that it holds of a file, again and again.
pub(crate) struct Told(RecvStream);

impl Told {
    pub(crate) async fn next(&mut self) -> Result<Option<Holding>, Broken> {
        frame::read(&mut self.0, MAX_HOLDING).await
    }
}

pub(crate) async fn holding(connection: &Connection, hash: Hash) -> Result<Told, Broken> {
    open(connection, &Ask::Holding { hash }).await.map(|(_, receive)| Told(receive))
}

/// Asks for bytes.
pub(crate) async fn get(connection: &Connection, want: &Want) -> Result<Coming, Failure> {
    let ask = Ask::Get { hash: want.hash, range: want.range.clone() };
    let (_send, mut receive) = open(connection, &ask).await.map_err(|_| Failure::Gone)?;
    match frame::read(&mut receive, MAX_REPLY).await {
        Ok(Reply::Given { size }) if size == want.size => {}
        Ok(Reply::Given { .. }) | Err(Broken::Garbled(_) | Broken::TooLong(_)) => {
            return Err(Failure::Lied);
        }
        Ok(Reply::Lacking) => return Err(Failure::Lacking),
        Ok(Reply::Busy) | Err(_) => return Err(Failure::Gone),
    }
    Ok(Coming::new(want, receive))
}
