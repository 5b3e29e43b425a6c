//! The effective configuration, and where each value came from.
//!
//! Flags win over the environment, the environment over the file, the file over the defaults.
//!
//! # Layout
//! - [`mod@file`]: the sections of `maloca.toml`.
//! - [`origin`]: a value with its origin.
//! - [`value`]: the types of single values.
//! - [`size`]: amounts of bytes.
//! - [`report`]: the table that `maloca config` prints.

pub mod file;
pub mod origin;
pub mod report;
pub mod size;
pub mod value;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::ArgMatches;
use ipnet::IpNet;
use maloca_bus::NatsUrl;
use maloca_files::Path;
use maloca_nodes::Ticket;
use maloca_people::{Right, Rights};

use crate::cli::Flags;
use crate::start::StartError;
use crate::web::tls::Encryption;
use file::File;
use origin::{Layers, Setting};
pub use size::Size;
pub use value::{PublicUrl, Switch, Tls};

/// Everything that can be set, with the origin of each value.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the web door listens.
    pub listen: Setting<SocketAddr>,
    /// Where database, keys and temporary files are.
    pub data: Setting<PathBuf>,
    /// The shared tree.
    pub files: Setting<PathBuf>,
    /// The largest file that visitors can store; `None` is as large as the disk takes.
    pub max_upload: Setting<Option<Size>>,
    /// How much of the disk uploads leave free; `None` is a twentieth of it, 8 MiB to 1 GiB.
    pub reserve: Setting<Option<Size>>,
    /// For how many days the bin keeps things.
    pub bin_days: Setting<u32>,
    /// The HFTP door.
    pub hftp: Setting<Switch>,
    /// The folder that HFTP serves, beneath the tree.
    pub hftp_folder: Setting<String>,
    /// The HTTP/0.9 door.
    pub http09: Setting<Switch>,
    /// How many HTTP/0.9 clients are served at once.
    pub http09_clients: Setting<usize>,
    /// The labs' door.
    pub labs: Setting<Switch>,
    /// The gRPC door.
    pub grpc: Setting<Switch>,
    /// The door for other Malocas.
    pub peers: Setting<Switch>,
    /// The relay for other Malocas of the group.
    pub relay: Setting<Switch>,
    /// Tickets of other Malocas to join, in the order in which they are tried.
    pub join: Setting<Vec<Ticket>>,
    /// Whether others are looked for on this network by multicast.
    pub mdns: Setting<bool>,
    /// The folders of the tree that other Malocas see; `None` is all of it.
    pub share: Setting<Option<Vec<Path>>>,
    /// A server of NATS that is told every event of every room.
    pub nats: Setting<Option<NatsUrl>>,
    /// How others reach this machine.
    pub public: Setting<Vec<PublicUrl>>,
    /// Encryption of the web door.
    pub tls: Setting<Tls>,
    /// Whose `X-Forwarded-*` is believed.
    pub trust_proxy: Setting<Vec<IpNet>>,
    /// What somebody without an account may do.
    pub guests: Setting<Rights>,
}

/// The data directory unless somebody names another.
pub const DATA: &str = "maloca-data";

/// For how many days the bin keeps things unless somebody says otherwise.
const BIN_DAYS: u32 = 30;

const GUESTS: Rights = Rights::of(&[Right::Calc, Right::Chat, Right::Read]);

impl Config {
    /// Puts the layers together: the flags and environment that clap read, and the file.
    ///
    /// # Errors
    /// When the file cannot be read or has a wrong or unknown value.
    pub fn load(flags: Flags, matches: &ArgMatches) -> Result<Self, StartError> {
        let (file, path) = File::load(flags.config.as_deref())?;
        let layers = Layers { matches, path: path.as_deref() };
        Ok(Self::merge(flags, file, &layers))
    }

    fn merge(flags: Flags, file: File, layers: &Layers<'_>) -> Self {
        let any = |port| Switch::On(SocketAddr::from(([0, 0, 0, 0], port)));
        let data = layers.pick("data", flags.data, file.data, || DATA.into());
        let default_files = data.value.join("files");
        let (web, peers) = (file.web, file.peers);
        Self {
            listen: layers.pick("listen", flags.listen, web.listen, || ([0, 0, 0, 0], 3000).into()),
            files: layers.pick("files", flags.files, file.files.root, || default_files),
            max_upload: layers.pick_file(file.files.max_upload.map(Some), || None),
            reserve: layers.pick_file(file.files.reserve.map(Some), || None),
            bin_days: layers.pick_file(file.files.bin_days, || BIN_DAYS),
            hftp: layers.pick("hftp", flags.hftp, file.hftp.listen, || any(19500)),
            hftp_folder: layers.pick_file(file.hftp.folder, String::new),
            http09: layers.pick("http09", flags.http09, file.http09.listen, || any(8009)),
            http09_clients: layers.pick_file(file.http09.clients, || 10),
            labs: layers.pick("labs", flags.labs, file.labs.listen, || any(1543)),
            grpc: layers.pick("grpc", flags.grpc, file.grpc.listen, || any(50051)),
            peers: layers.pick("peers", flags.peers, peers.listen, || any(19501)),
            relay: layers.pick("relay", flags.relay, file.relay.listen, || Switch::Off),
            join: layers.pick("join", flags.join, peers.join, Vec::new),
            mdns: layers.pick_file(peers.mdns, || true),
            share: layers.pick_file(peers.share.map(Some), || None),
            nats: layers.pick("nats", flags.nats.map(Some), file.nats.map(Some), || None),
            public: layers.pick("public", flags.public, web.public, Vec::new),
            tls: layers.pick("tls", flags.tls, web.tls, || Tls::Off),
            trust_proxy: layers.pick("trust_proxy", flags.trust_proxy, web.trust_proxy, Vec::new),
            guests: layers.pick("guests", flags.guests, file.people.guests, || GUESTS),
            data,
        }
    }

    /// Checks what can be checked without starting.
    ///
    /// # Errors
    /// When the data directory or the tree is something other than a directory, the URL of NATS is none, a
    /// certificate cannot be used, or a relay shall be open without the door for other Malocas.
    pub fn check(&self) -> Result<(), StartError> {
        for (flag, setting) in [("--data", &self.data), ("--files", &self.files)] {
            if setting.value.exists() && !setting.value.is_dir() {
                return Err(StartError::NoDirectory { flag, path: setting.value.clone() });
            }
        }
        if self.relay.value != Switch::Off && self.peers.value == Switch::Off {
            return Err(StartError::RelayAlone);
        }
        self.nats.value.as_ref().map_or(Ok(()), NatsUrl::check)?;
        Encryption::check(&self.tls.value)
    }
}

#[cfg(test)]
mod tests;
