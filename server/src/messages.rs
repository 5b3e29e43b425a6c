//! Messages: what was committed, told to a server of NATS when one is named.

use std::sync::Arc;

use maloca_bus::{LocalBus, Nats, NatsUrl, Publisher};
use maloca_chat::{Log, Outbox};
use maloca_people::Caller;
use maloca_store::Store;

use crate::hall::Hall;
use crate::start::StartError;

/// Tells every event of every room until the house ends, if there is somebody to tell. Nothing waits for it.
///
/// # Errors
/// When what was told before cannot be read.
pub async fn open(hall: &Hall, store: &Store, bus: &LocalBus) -> Result<(), StartError> {
    match &hall.config.nats.value {
        Some(url) => tell(hall, store, bus, url).await,
        None => Ok(()),
    }
}

async fn tell(hall: &Hall, store: &Store, bus: &LocalBus, url: &NatsUrl) -> Result<(), StartError> {
    let unread = |reason: String| StartError::Database {
        path: hall.config.data.value.join("maloca.db"),
        reason,
    };
    let group = hall.nodes.look(&Caller::house()).await;
    let house = group.map_err(|fault| unread(fault.to_string()))?.me.id;
    let (log, outbox): (Arc<dyn Log>, Arc<dyn Outbox>) =
        (Arc::new(store.clone()), Arc::new(store.clone()));
    let publisher = Publisher::open(log, outbox, Nats::connect(url).await?, house).await;
    let publisher = publisher.map_err(|fault| unread(fault.to_string()))?;
    let (life, rings) = (hall.life.clone(), bus.listen_to_all());
    hall.life.spawn(async move {
        tokio::select! {
            () = life.ended() => {}
            () = publisher.run(rings) => {}
        }
    });
    Ok(())
}
