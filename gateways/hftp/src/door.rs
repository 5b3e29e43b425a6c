//! The server, as the accept loop knows it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use maloca_files::{Files, Path};
use maloca_gateway::{Life, Limits, Listen, Pace, Paced, Tally};
use maloca_people::Caller;
use tokio::net::TcpStream;

use crate::session;
use crate::shelf::Shelf;

/// How many connections are held at once. Each costs a few KiB.
pub const LIMITS: Limits = Limits { connections: 2048 };

/// People type this protocol into telnet and think in between; still nobody stays for ever.
const PATIENCE: Pace = Pace { window: Duration::from_secs(15 * 60), bytes: 1 };

/// A client that takes nothing of its answer for so long is gone.
const TAKING: Pace = Pace { window: Duration::from_secs(2 * 60), bytes: 1 };

/// The HFTP door onto the regular files of one folder.
pub struct Hftp {
    shelf: Shelf,
    tally: Tally,
}

impl Hftp {
    /// Serves `folder` (the root for the tree's top folder) with the rights of `who`, a guest. The
    /// folder need not exist yet.
    pub fn new(files: Arc<dyn Files>, who: Caller, folder: Path, tally: Tally) -> Self {
        Self { shelf: Shelf::new(files, who, folder), tally }
    }
}

#[async_trait]
impl Listen for Hftp {
    fn door(&self) -> &'static str {
        "hftp"
    }

    async fn serve(&self, stream: TcpStream, _: SocketAddr, life: Life) {
        let paced = Paced::new(stream, PATIENCE, TAKING, self.tally.clone());
        tokio::select! {
            () = life.ended() => {}
            () = session::run(paced, &self.shelf, &self.tally) => {}
        }
    }
}
