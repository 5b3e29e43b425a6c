//! The binary `maloca`: reads what is asked for and does it.
//!
//! # Layout
//! - [`cli`], [`config`]: what is asked for.
//! - [`serve`], [`start`], [`lock`], [`announce`]: opening and closing the house.
//! - [`doors`]: every door, bound and counted.
//! - [`web`], [`router`], [`pages`], [`assets`]: the web door.
//! - [`hall`], [`visitor`], [`limits`], [`security`], [`problem`], [`extract`], [`kept`], [`live`]: what handlers
//!   share.
//! - [`hftp`]: `maloca hftp`, a client.
//! - [`calc`], [`chat`], [`files`], [`people`]: the rooms' doors on the web port.
//! - [`nodes`]: the other houses; [`network`]: their files; [`control`]: the owner's door, for commands.
//! - [`messages`]: what was committed, told outside.
//! - [`ready`], [`metrics`]: for those who look after the house.

mod announce;
mod assets;
mod calc;
mod chat;
mod cli;
mod config;
mod control;
mod doors;
mod extract;
mod files;
mod hall;
mod hftp;
mod kept;
mod limits;
mod live;
mod lock;
mod messages;
mod metrics;
mod network;
mod nodes;
mod openapi;
mod pages;
mod people;
mod problem;
mod progress;
mod ready;
mod router;
mod security;
mod serve;
mod start;
mod visitor;
mod web;

use std::fmt::Display;
use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches};
use tokio::runtime::Runtime;
use tracing_subscriber::EnvFilter;

use crate::cli::{Cli, Command, Flags};
use crate::config::Config;
use crate::control::call::AskError;
use crate::start::StartError;

/// The exit code for what prevents the house from starting.
const CANNOT_START: u8 = 2;

/// What is logged unless somebody says otherwise. The client of NATS tells each of its tries; that it fails is logged by
/// those who use it, once.
const LOG: &str = "info,async_nats=off";

fn main() -> ExitCode {
    let matches = Cli::command().get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => error.exit(),
    };
    let below = matches.subcommand().map_or(&matches, |(_, below)| below);
    match cli.command {
        None => run(cli.flags, below),
        Some(Command::Serve(flags)) => run(flags, below),
        Some(Command::Check(flags)) => or_say(
            Config::load(flags, below).and_then(|config| config.check()).map(|()| println!("ok")),
        ),
        Some(Command::Config(flags)) => {
            or_say(Config::load(flags, below).map(|config| print!("{config}")))
        }
        Some(Command::Calc { expr }) => calculate(&expr.join(" ")),
        Some(Command::Hftp(wish)) => use_it(hftp::run(&wish)),
        Some(command) => use_it(asked(command)),
    }
}

fn run(flags: Flags, matches: &ArgMatches) -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(EnvFilter::try_from_env("MALOCA_LOG").unwrap_or_else(|_| LOG.into()))
        .init();
    or_say(
        Config::load(flags, matches).and_then(|config| runtime()?.block_on(serve::serve(config))),
    )
}

fn runtime() -> Result<Runtime, StartError> {
    Runtime::new().map_err(|source| StartError::System { what: "start threads", source })
}

fn or_say(result: Result<(), StartError>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("maloca: {error}");
            ExitCode::from(CANNOT_START)
        }
    }
}

/// A command of use ends with code 1 when what it asked for has no answer, as [`calculate`] does; a
/// command that cannot be understood ends with 2, by clap.
fn use_it<E: Display>(work: impl Future<Output = Result<(), E>>) -> ExitCode {
    match runtime() {
        Ok(runtime) => match runtime.block_on(work) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("maloca: {error}");
                ExitCode::FAILURE
            }
        },
        Err(error) => or_say(Err(error)),
    }
}

/// Commands to the house that runs on the same data.
async fn asked(command: Command) -> Result<(), AskError> {
    match command {
        Command::Invite { at, hours } => nodes::command::invite(&at, hours).await,
        Command::Join { at, ticket } => nodes::command::join(&at, &ticket).await,
        Command::Nodes { at } => nodes::command::nodes(&at).await,
        Command::Find { at, query } => network::command::find(&at, &query.join(" ")).await,
        Command::Fetch { at, what } => network::command::fetch(&at, &what).await,
        // The others need no house that runs.
        _ => Ok(()),
    }
}

fn calculate(expr: &str) -> ExitCode {
    let evaluated = maloca_calc::Question::new(expr)
        .and_then(|question| maloca_calc::evaluate(&question, &maloca_calc::Budget::default()));
    match evaluated {
        Ok(answer) => {
            println!("{}", answer.result);
            ExitCode::SUCCESS
        }
        Err(refused) => {
            eprintln!("{refused}");
            ExitCode::FAILURE
        }
    }
}
