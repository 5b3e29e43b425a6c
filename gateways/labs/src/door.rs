//! The server, as the accept loop knows it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use maloca_calc::Calculator;
use maloca_chat::Chat;
use maloca_gateway::{Life, Limits, Listen, Pace, Paced, Site, Tally};
use maloca_people::People;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::chat::Group;
use crate::names::{Names, NamesError};
use crate::serve;

/// How many clients are served at once; the next wait in the kernel's queue.
pub const LIMITS: Limits = Limits { connections: 512 };

/// How long one request may take, from the first byte to the last of its answer.
const WHOLE: Duration = Duration::from_secs(60);

/// How long a client may send or take nothing. Longer than a calculation can wait for its turn, as
/// a client that waits for an answer sends nothing.
const PACE: Pace = Pace { window: Duration::from_secs(30), bytes: 1 };

/// The rooms that this door opens onto.
#[derive(Clone)]
pub struct House {
    /// The calculator.
    pub calc: Arc<dyn Calculator>,
    /// The group chat; the lab's group is its room `general`.
    pub chat: Arc<dyn Chat>,
    /// Who holds which name, and what guests may do.
    pub people: Arc<dyn People>,
    /// The names that this house is known by.
    pub site: Site,
}

/// The labs door. Cheap to clone.
#[derive(Clone)]
pub struct Labs {
    pub(crate) calc: Arc<dyn Calculator>,
    pub(crate) people: Arc<dyn People>,
    pub(crate) group: Group,
    pub(crate) site: Site,
    names: Arc<Names>,
    tally: Tally,
}

impl Labs {
    /// Opens the door with the names kept in `names`, a JSON file that is made when it is missing.
    ///
    /// # Errors
    /// [`NamesError`] when the file cannot be read or is no such file.
    pub fn open(house: House, names: PathBuf, tally: Tally) -> Result<Self, NamesError> {
        let names = Arc::new(Names::open(names)?);
        let House { calc, chat, people, site } = house;
        let group = Group::new(chat, Arc::clone(&people), Arc::clone(&names));
        Ok(Self { calc, people, group, site, names, tally })
    }

    /// Writes down now and then how far the names have read, until `life` ends and once more then.
    /// Without it a restart would make lab users read some lines twice.
    pub async fn keep(self, life: Life) {
        self.names.keep(&life).await;
    }
}

#[async_trait]
impl Listen for Labs {
    fn door(&self) -> &'static str {
        "labs"
    }

    async fn serve(&self, stream: TcpStream, _: SocketAddr, life: Life) {
        let stream = Paced::new(stream, PACE, PACE, self.tally.clone());
        let talk = timeout(WHOLE, serve::connection(stream, self, &self.tally));
        tokio::select! {
            () = life.ended() => {}
            // Who is not done in time is owed nothing more.
            _ = talk => {}
        }
    }
}
