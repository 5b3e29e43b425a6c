//! What members tell one another, for as long as they are connected.

use std::sync::Arc;
use std::time::Duration;

use iroh::endpoint::{Connection, SendStream};
use maloca_nodes::NodeId;
use maloca_nodes::spread::reach::Rumour;
use maloca_nodes::wire::{MAX_FRAME, News};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::answer::answer;
use crate::frame::{self, Broken};
use crate::guard::{DONE, node};
use crate::shared::{Cursor, Shared};

/// How long a member may take to begin.
const BEGINNING: Duration = Duration::from_secs(10);
/// How long somebody who was put out has to read that.
const FAREWELL: Duration = Duration::from_secs(2);
/// News go before the bytes of files, whose streams have none.
const PRIORITY: i32 = 1;
/// How many rumours may wait.
const RUMOURS: usize = 8;

/// Talks until the connection ends or one of both is no member any more.
pub(crate) async fn talk(shared: Arc<Shared>, connection: Connection) {
    let node = node(&connection);
    let (sender, mut rumours) = mpsc::channel(RUMOURS);
    shared.state().links.add(node, connection.clone(), sender);
    shared.ring();
    tracing::info!(node = %node.short(), "connected");
    let ended = tokio::select! {
        ended = tell(&shared, &connection, node, &mut rumours) => ended,
        ended = hear(&shared, &connection, node) => ended,
        ended = answer(&shared, &connection) => ended,
        cause = connection.closed() => Err(Broken::ended(cause)),
    };
    shared.state().links.remove(&node, &connection);
    connection.close(DONE.into(), b"");
    let why = ended.err().map(|broken| broken.to_string()).unwrap_or_default();
    tracing::info!(node = %node.short(), why, "disconnected");
    shared.ring();
}

async fn tell(
    shared: &Shared,
    connection: &Connection,
    to: NodeId,
    rumours: &mut mpsc::Receiver<Rumour>,
) -> Result<(), Broken> {
    let mut bell = shared.bell();
    let mut stream = connection.open_uni().await.map_err(Broken::ended)?;
    stream.set_priority(PRIORITY).map_err(Broken::ended)?;
    let mut cursor = Cursor::default();
    let news = shared.state().news(&mut cursor);
    frame::write(&mut stream, &News { card: shared.card(), ..news }).await?;
    while shared.is_member(&to) && shared.is_member(&shared.me()) {
        let news = tokio::select! {
            rung = bell.changed() => {
                rung.map_err(Broken::ended)?;
                shared.state().news(&mut cursor)
            }
            rumour = rumours.recv() => {
                let rumour = rumour.ok_or_else(|| Broken::ended("another connection replaced it"))?;
                News { rumour: Some(rumour), ..News::default() }
            }
        };
        if news != News::default() {
            frame::write(&mut stream, &news).await?;
        }
    }
    finish(stream).await;
    Ok(())
}

/// Lets what was sent arrive.
async fn finish(mut stream: SendStream) {
    if stream.finish().is_ok() {
        let _ = timeout(FAREWELL, stream.stopped()).await;
    }
}

async fn hear(shared: &Arc<Shared>, connection: &Connection, from: NodeId) -> Result<(), Broken> {
    let mut stream = timeout(BEGINNING, connection.accept_uni()).await?.map_err(Broken::ended)?;
    loop {
        let news = frame::read(&mut stream, MAX_FRAME).await?;
        shared.learn(from, news).await.map_err(Broken::ended)?;
    }
}
