//! The sections of `maloca.toml`. An unknown key is an error, so that a misspelt one is noticed.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use maloca_bus::NatsUrl;
use maloca_nodes::Ticket;
use maloca_people::Rights;
use serde::Deserialize;

use super::{PublicUrl, Size, Switch, Tls};
use crate::start::StartError;

/// The file that is read when none is named.
const DEFAULT: &str = "maloca.toml";

/// The whole file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct File {
    /// Where database, keys and temporary files are.
    pub data: Option<PathBuf>,
    /// A server of NATS that is told every event of every room.
    pub nats: Option<NatsUrl>,
    /// The web door.
    pub web: Web,
    /// The shared tree.
    pub files: Files,
    /// Who may what.
    pub people: People,
    /// The HFTP door.
    pub hftp: Hftp,
    /// The HTTP/0.9 door.
    pub http09: Http09,
    /// The labs' door.
    pub labs: Door,
    /// The gRPC door.
    pub grpc: Door,
    /// The door for other Malocas.
    pub peers: Peers,
    /// The relay for those of the group.
    pub relay: Door,
}

/// `[web]`
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Web {
    /// Where it listens.
    pub listen: Option<SocketAddr>,
    /// How others reach this machine.
    pub public: Option<Vec<PublicUrl>>,
    /// Encryption.
    pub tls: Option<Tls>,
    /// Whose `X-Forwarded-*` is believed.
    pub trust_proxy: Option<Vec<IpNet>>,
}

/// `[files]`
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Files {
    /// The top folder of the tree.
    pub root: Option<PathBuf>,
    /// The largest file that visitors can store.
    pub max_upload: Option<Size>,
    /// How much of the disk uploads leave free.
    pub reserve: Option<Size>,
    /// For how many days the bin keeps things.
    pub bin_days: Option<u32>,
}

/// `[people]`
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct People {
    /// What somebody without an account may do.
    pub guests: Option<Rights>,
}

/// `[hftp]`
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Hftp {
    /// Where it listens.
    pub listen: Option<Switch>,
    /// The folder of the tree that it serves.
    pub folder: Option<String>,
}

/// `[http09]`
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http09 {
    /// Where it listens.
    pub listen: Option<Switch>,
    /// How many clients are served at once.
    pub clients: Option<usize>,
}

/// `[labs]`, `[grpc]`, `[relay]`
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Door {
    /// Where it listens.
    pub listen: Option<Switch>,
}

/// `[peers]`
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Peers {
    /// Where it listens.
    pub listen: Option<Switch>,
    /// Tickets of other Malocas to join.
    pub join: Option<Vec<Ticket>>,
    /// Whether they are looked for on this network by multicast; so when nobody says.
    pub mdns: Option<bool>,
    /// The folders of the tree that they see; all of it when nobody says.
    pub share: Option<Vec<maloca_files::Path>>,
}

impl File {
    /// Reads the named file, or the default one if it is there; with the path that was read.
    ///
    /// # Errors
    /// When a named file is not there, or a value in it is wrong.
    pub fn load(named: Option<&Path>) -> Result<(Self, Option<PathBuf>), StartError> {
        let path = named.unwrap_or(Path::new(DEFAULT));
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {
                return Ok((Self::default(), None));
            }
            Err(source) => return Err(StartError::Unreadable { path: path.to_owned(), source }),
        };
        toml::from_str(&text).map(|file| (file, Some(path.to_owned()))).map_err(|source| {
            StartError::BadFile { path: path.to_owned(), reason: source.to_string() }
        })
    }
}
