//! The command line: commands and flags, each flag with its environment variable.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use ipnet::IpNet;
use maloca_bus::NatsUrl;
use maloca_hftp::Name;
use maloca_hftp::client::Server;
use maloca_nodes::Ticket;
use maloca_people::Rights;

use crate::config::{PublicUrl, Switch, Tls};

/// A house on one machine in which everybody who opens its address has a calculator, a group chat
/// and a shared library of files.
#[derive(Debug, Parser)]
#[command(name = "maloca", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; without a command the house is served.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The flags of `serve`.
    #[command(flatten)]
    pub flags: Flags,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run everything until SIGTERM or Ctrl-C (the default).
    Serve(Flags),
    /// Validate the configuration without starting.
    Check(Flags),
    /// Print every effective value and where it came from.
    Config(Flags),
    /// Evaluate an expression here and print the result.
    Calc {
        /// The expression; several words are joined by spaces.
        #[arg(required = true, num_args = 1.., allow_hyphen_values = true, trailing_var_arg = true)]
        expr: Vec<String>,
    },
    /// List, measure or fetch files of an HFTP server.
    #[command(subcommand)]
    Hftp(Hftp),
    /// Print a ticket that lets one other house into this one's group, once.
    Invite {
        /// Which house.
        #[command(flatten)]
        at: Asking,
        /// For how many hours it can be used [default: 24].
        #[arg(long, value_parser = clap::value_parser!(u32).range(1..=720))]
        hours: Option<u32>,
    },
    /// Join the group of the house that made the ticket.
    Join {
        /// Which house.
        #[command(flatten)]
        at: Asking,
        /// The ticket.
        ticket: String,
    },
    /// Print this house and the others of its group, one on each line.
    Nodes {
        /// Which house.
        #[command(flatten)]
        at: Asking,
    },
    /// Search the files of all houses of the group, and print each as `blake3 size path node`.
    Find {
        /// Which house.
        #[command(flatten)]
        at: Asking,
        /// Words that all occur in the path, or a hash.
        #[arg(required = true, num_args = 1..)]
        query: Vec<String>,
    },
    /// Fetch a file of the group into this house's tree, under the same path.
    Fetch {
        /// Which house.
        #[command(flatten)]
        at: Asking,
        /// Its BLAKE3 hash, its path or its name.
        #[arg(value_name = "HASH|NAME")]
        what: String,
    },
}

/// Which of the houses that run here is asked.
#[derive(Args, Clone, Debug)]
pub struct Asking {
    /// Its data directory [default: ./maloca-data].
    #[arg(long, env = "MALOCA_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The configuration file that may name it [default: ./maloca.toml if present].
    #[arg(long, env = "MALOCA_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What is wanted of an HFTP server. `SERVER` is HOST or HOST:PORT.
#[derive(Debug, Subcommand)]
pub enum Hftp {
    /// Print the names of all files.
    Ls {
        /// The server.
        server: Server,
    },
    /// Print the size of a file in bytes.
    Stat {
        /// The server.
        server: Server,
        /// The file.
        name: Name,
    },
    /// Fetch a file into the current folder; a fetch that was cut off goes on where it stopped.
    Get {
        /// The server.
        server: Server,
        /// The file.
        name: Name,
    },
}

/// What can be set for a running house. See `maloca config` for the effective values.
#[derive(Args, Clone, Debug, Default)]
pub struct Flags {
    /// Where the web door listens [default: 0.0.0.0:3000]; port 0 picks a free one.
    #[arg(long, env = "MALOCA_LISTEN", value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,
    /// Where database, keys and temporary files are [default: ./maloca-data].
    #[arg(long, env = "MALOCA_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The shared tree [default: DATA/files].
    #[arg(long, env = "MALOCA_FILES", value_name = "DIR")]
    pub files: Option<PathBuf>,
    /// Where the HFTP door listens [default: 0.0.0.0:19500].
    #[arg(long, env = "MALOCA_HFTP", value_name = "ADDR:PORT|off")]
    pub hftp: Option<Switch>,
    /// Where the HTTP/0.9 door listens [default: 0.0.0.0:8009].
    #[arg(long, env = "MALOCA_HTTP09", value_name = "ADDR:PORT|off")]
    pub http09: Option<Switch>,
    /// Where the labs' door listens [default: 0.0.0.0:1543].
    #[arg(long, env = "MALOCA_LABS", value_name = "ADDR:PORT|off")]
    pub labs: Option<Switch>,
    /// Where the gRPC door listens [default: 0.0.0.0:50051].
    #[arg(long, env = "MALOCA_GRPC", value_name = "ADDR:PORT|off")]
    pub grpc: Option<Switch>,
    /// Where the door for other Malocas listens, UDP [default: 0.0.0.0:19501].
    #[arg(long, env = "MALOCA_PEERS", value_name = "ADDR:PORT|off")]
    pub peers: Option<Switch>,
    /// Where the relay listens, TCP, for Malocas of the group that cannot reach one another directly
    /// [default: off].
    #[arg(long, env = "MALOCA_RELAY", value_name = "ADDR:PORT|off")]
    pub relay: Option<Switch>,
    /// A ticket of another Maloca to join; repeat it for substitutes.
    #[arg(long, env = "MALOCA_JOIN", value_name = "TICKET", value_delimiter = ',')]
    pub join: Option<Vec<Ticket>>,
    /// A server of NATS that is told every event of every room [default: none].
    #[arg(long, env = "MALOCA_NATS", value_name = "URL", hide_env_values = true)]
    pub nats: Option<NatsUrl>,
    /// How others reach this machine, when it is not by an address of its own; repeatable.
    #[arg(long, env = "MALOCA_PUBLIC", value_name = "URL", value_delimiter = ',')]
    pub public: Option<Vec<PublicUrl>>,
    /// Encryption of the web door [default: off].
    #[arg(long, env = "MALOCA_TLS", value_name = "off|self|files:CERT,KEY|acme:NAME")]
    pub tls: Option<Tls>,
    /// A network whose X-Forwarded-* headers are believed; repeatable.
    #[arg(long, env = "MALOCA_TRUST_PROXY", value_name = "CIDR", value_delimiter = ',')]
    pub trust_proxy: Option<Vec<IpNet>>,
    /// The configuration file [default: ./maloca.toml if present].
    #[arg(long, env = "MALOCA_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// What somebody without an account may do, of calc,chat,read,upload,manage
    /// [default: calc,chat,read].
    #[arg(long, env = "MALOCA_GUESTS", value_name = "LIST")]
    pub guests: Option<Rights>,
}
