//! The binary `maloca`: reads what is asked for and does it.
//!
//! # Layout
//! - [`cli`], [`config`]: what is asked for.
//! - [`serve`], [`start`], [`lock`], [`announce`]: opening and closing the house.
//! - [`doors`]: every door, bound and counted.
//! - [`web`], [`router`], [`pages`], [`assets`]: the web door.
//! - [`hall`], [`visitor`], [`limits`], [`security`], [`problem`], [`extract`], [`kept`]: what handlers
//!   share.
//! - [`mod@fetch`]: `maloca hftp`, a client.
//! - [`calc`], [`chat`], [`files`], [`people`]: the rooms' doors on the web port.
//! - [`nodes`]: the other houses; [`control`]: the owner's door, for commands.
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
mod fetch;
mod files;
mod hall;
mod kept;
mod limits;
mod lock;
mod metrics;
mod nodes;
mod openapi;
mod pages;
mod people;
mod problem;
mod ready;
mod router;
mod security;
mod serve;
mod start;
mod visitor;
mod web;

use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches};
use tokio::runtime::Runtime;
use tracing_subscriber::EnvFilter;

use crate::cli::{Cli, Command, Flags};
use crate::config::Config;
use crate::start::StartError;

/// The exit code for what prevents the house from starting.
const CANNOT_START: u8 = 2;

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
        Some(Command::Hftp(wish)) => fetch(&wish),
        Some(command) => ask(&command),
    }
}

fn run(flags: Flags, matches: &ArgMatches) -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(EnvFilter::try_from_env("MALOCA_LOG").unwrap_or_else(|_| "info".into()))
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
fn fetch(wish: &cli::Hftp) -> ExitCode {
    match runtime() {
        Ok(runtime) => match runtime.block_on(fetch::run(wish)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("maloca: {error}");
                ExitCode::FAILURE
            }
        },
        Err(error) => or_say(Err(error)),
    }
}

/// Commands to the house that runs; as [`mod@fetch`], they end with 1 when nothing comes of them.
fn ask(command: &Command) -> ExitCode {
    match runtime().map(|runtime| runtime.block_on(nodes::command::run(command))) {
        Ok(None | Some(Ok(()))) => ExitCode::SUCCESS,
        Ok(Some(Err(error))) => {
            eprintln!("maloca: {error}");
            ExitCode::FAILURE
        }
        Err(error) => or_say(Err(error)),
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
