//! Connections that come in.

use std::sync::Arc;
use std::time::Duration;

use iroh::Endpoint;
use iroh::endpoint::Incoming;
use maloca_nodes::wire::{JOIN, MEMBERS};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::guard::DONE;
use crate::knock::welcome;
use crate::shared::Shared;
use crate::talk::talk;

/// How many may be at the door at once, of whom it is not proved that they are members.
const STRANGERS: usize = 64;
/// How long proving it may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Takes connections until the endpoint is closed.
pub(crate) async fn receive(shared: Arc<Shared>, endpoint: Endpoint) {
    let places = Arc::new(Semaphore::new(STRANGERS));
    let mut guests = JoinSet::new();
    while let Some(incoming) = endpoint.accept().await {
        while guests.try_join_next().is_some() {}
        let is_crowded = places.available_permits() < STRANGERS / 2;
        match Arc::clone(&places).try_acquire_owned() {
            // Nobody takes a place in the name of an address that it cannot be reached by.
            Ok(_) if is_crowded && !incoming.remote_addr_validated() => drop(incoming.retry()),
            Ok(place) => drop(guests.spawn(serve(Arc::clone(&shared), incoming, place))),
            Err(_) => incoming.refuse(),
        }
    }
}

/// Members give the place back; how many connections they have is bounded by [`crate::links`].
async fn serve(shared: Arc<Shared>, incoming: Incoming, place: OwnedSemaphorePermit) {
    let Ok(accepting) = incoming.accept() else { return };
    let Ok(Ok(connection)) = timeout(HANDSHAKE, accepting).await else { return };
    match connection.alpn() {
        MEMBERS => {
            drop(place);
            talk(shared, connection).await;
        }
        JOIN => {
            if let Err(error) = welcome(&shared, &connection).await {
                tracing::info!(%error, "a newcomer was not let in");
            }
            connection.close(DONE.into(), b"");
        }
        _ => {}
    }
}
