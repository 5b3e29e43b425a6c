//! What a member is answered that asks: one stream for each question.
//!
//! # Layout
//! - `give`: bytes of a file.
//! - `holding`: what is here of a file.

mod give;
mod holding;

use std::sync::Arc;
use std::time::Duration;

use iroh::endpoint::{Connection, RecvStream, SendStream};
use maloca_nodes::wire::Ask;
use maloca_nodes::wire::ask::MAX_ASK;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::frame::{self, Broken};
use crate::shared::Shared;

/// A stream is broken off because its bytes are not here, or not any more what they were.
pub(crate) const LACKING: u32 = 3;

/// How long a question may take to arrive.
const ASKING: Duration = Duration::from_secs(10);
/// How many questions of one connection are looked up at once.
const LOOKUPS: usize = 4;
/// How many gets of one connection are served at once.
const GETS: usize = 16;

/// How much one connection may ask at once. How many streams it may open is bounded by QUIC.
struct Desk {
    lookups: Semaphore,
    gets: Semaphore,
}

/// Answers until the connection ends.
pub(crate) async fn answer(shared: &Arc<Shared>, connection: &Connection) -> Result<(), Broken> {
    let desk = Desk { lookups: Semaphore::new(LOOKUPS), gets: Semaphore::new(GETS) };
    let (desk, mut answers) = (Arc::new(desk), JoinSet::new());
    loop {
        let (send, receive) = connection.accept_bi().await.map_err(Broken::ended)?;
        while answers.try_join_next().is_some() {}
        let (shared, desk) = (Arc::clone(shared), Arc::clone(&desk));
        answers.spawn(async move {
            if let Err(error) = reply(&shared, &desk, send, receive).await {
                tracing::debug!(%error, "a question was not answered");
            }
        });
    }
}

async fn reply(
    shared: &Arc<Shared>,
    desk: &Desk,
    mut send: SendStream,
    mut receive: RecvStream,
) -> Result<(), Broken> {
    match timeout(ASKING, frame::read(&mut receive, MAX_ASK)).await?? {
        Ask::Page { log, after } => {
            let _turn = desk.lookups.acquire().await.map_err(Broken::ended)?;
            let page = shared.ports.catalogue.page(log, after).await.map_err(Broken::ended)?;
            frame::write(&mut send, &page).await
        }
        Ask::Holding { hash } => holding::tell(shared, desk, &hash, &mut send).await,
        Ask::Get { hash, range } => give::give(shared, desk, &hash, range, &mut send).await,
    }
}
