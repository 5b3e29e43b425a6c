//! What is here of a file.

use std::sync::Arc;
use std::time::Duration;

use iroh::endpoint::SendStream;
use maloca_files::Hash;
use maloca_nodes::fetch::ranges::Ranges;
use maloca_nodes::wire::Holding;
use tokio::time::sleep;

use super::Desk;
use crate::frame::{self, Broken};
use crate::shared::Shared;

/// The shortest time between two answers.
const PAUSE: Duration = Duration::from_millis(250);

/// Says it at once, and again whenever it has changed.
pub(super) async fn tell(
    shared: &Arc<Shared>,
    desk: &Desk,
    hash: &Hash,
    send: &mut SendStream,
) -> Result<(), Broken> {
    let mut growth = shared.arrivals.growth();
    let mut holding = look(shared, desk, hash).await;
    loop {
        frame::write(send, &holding).await?;
        let told = holding.clone();
        while holding == told {
            tokio::select! {
                _ = send.stopped() => return Ok(()),
                grew = growth.changed() => grew.map_err(Broken::ended)?,
            }
            sleep(PAUSE).await;
            holding = look(shared, desk, hash).await;
        }
    }
}

async fn look(shared: &Shared, desk: &Desk, hash: &Hash) -> Option<Holding> {
    if let Some((piece, held)) = shared.arrivals.partial(hash) {
        return (!held.is_empty()).then(|| Holding::new(piece.size, &held));
    }
    let _turn = desk.lookups.acquire().await.ok()?;
    let piece = shared.own(hash).await?;
    Some(Holding::new(piece.size, &Ranges::whole(piece.size)))
}
