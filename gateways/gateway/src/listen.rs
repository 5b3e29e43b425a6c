//! Doors with a TCP port of their own, and the accept loop that they share.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Life, Tally};

/// A protocol that is spoken on a TCP port of its own.
#[async_trait]
pub trait Listen: Send + Sync + 'static {
    /// The name of the door in logs and counts.
    fn door(&self) -> &'static str;

    /// Serves one connection until it ends. It must end soon after `life` does.
    async fn serve(&self, stream: TcpStream, peer: SocketAddr, life: Life);
}

/// How much a door takes on.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many connections at once; the next wait in the kernel's queue until one is done.
    pub connections: usize,
}

/// How long the loop rests when the machine has no more sockets to give.
const REST: Duration = Duration::from_millis(100);

/// Accepts connections for a door until its life ends. A failing accept (the peer is gone again, no
/// more descriptors) is counted and never ends the loop.
pub async fn accept(
    door: Arc<dyn Listen>,
    listener: TcpListener,
    limits: Limits,
    tally: Tally,
    life: Life,
) {
    let places = Arc::new(Semaphore::new(limits.connections));
    loop {
        let place = tokio::select! {
            () = life.ended() => return,
            place = Arc::clone(&places).acquire_owned() => place,
        };
        let accepted = tokio::select! {
            () = life.ended() => return,
            accepted = listener.accept() => accepted,
        };
        match (place, accepted) {
            (Ok(place), Ok((stream, peer))) => admit(&door, stream, peer, place, &tally, &life),
            (_, Err(error)) => refuse(&door, &error, &tally).await,
            (Err(_), _) => return,
        }
    }
}

fn admit(
    door: &Arc<dyn Listen>,
    stream: TcpStream,
    peer: SocketAddr,
    place: OwnedSemaphorePermit,
    tally: &Tally,
    life: &Life,
) {
    // Answers are written in whole, so waiting for more to fill a packet only costs time.
    let _ = stream.set_nodelay(true);
    let (door, guest, its_life) = (Arc::clone(door), tally.enter(), life.clone());
    life.spawn(async move {
        door.serve(stream, peer, its_life).await;
        drop((guest, place));
    });
}

async fn refuse(door: &Arc<dyn Listen>, error: &io::Error, tally: &Tally) {
    tally.fail();
    let peer_is_gone =
        matches!(error.kind(), io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset);
    if !peer_is_gone {
        tracing::warn!(door = door.door(), %error, "cannot accept a connection");
        tokio::time::sleep(REST).await;
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    struct Echo;

    #[async_trait]
    impl Listen for Echo {
        fn door(&self) -> &'static str {
            "echo"
        }

        async fn serve(&self, mut stream: TcpStream, _: SocketAddr, life: Life) {
            let mut byte = [0];
            tokio::select! {
                () = life.ended() => {}
                read = stream.read_exact(&mut byte) => {
                    if read.is_ok() {
                        let _ = stream.write_all(&byte).await;
                    }
                }
            }
        }
    }

    async fn open(connections: usize) -> (SocketAddr, Life, Tally) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (life, tally) = (Life::new(), Tally::new("echo"));
        let door: Arc<dyn Listen> = Arc::new(Echo);
        life.spawn(accept(door, listener, Limits { connections }, tally.clone(), life.clone()));
        (address, life, tally)
    }

    #[tokio::test]
    async fn the_connection_over_the_limit_waits_and_is_then_served() {
        let (address, _life, _) = open(1).await;
        let mut first = TcpStream::connect(address).await.unwrap();
        let mut second = TcpStream::connect(address).await.unwrap();
        second.write_all(b"2").await.unwrap();
        let mut byte = [0];
        let early = tokio::time::timeout(Duration::from_millis(100), second.read(&mut byte)).await;
        assert!(early.is_err(), "the second connection was served beside the first");
        first.write_all(b"1").await.unwrap();
        first.read_exact(&mut byte).await.unwrap();
        second.read_exact(&mut byte).await.unwrap();
        assert_eq!(&byte, b"2");
    }

    #[tokio::test]
    async fn the_end_of_life_ends_silent_connections_too() {
        let (address, life, tally) = open(8).await;
        let _silent = TcpStream::connect(address).await.unwrap();
        while tally.open() == 0 {
            tokio::task::yield_now().await;
        }
        assert!(life.end(Duration::from_secs(5)).await);
        assert_eq!((tally.open(), tally.accepted()), (0, 1));
    }
}
