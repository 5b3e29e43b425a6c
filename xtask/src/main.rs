//! The tasks of the house: `cargo xtask build`, `serve`, `test`, `tidy`, `watch`, `bench`,
//! `soak`, `lab`.
//!
//! # Layout
//! - [`place`]: where sources, the target directory and the site are
//! - [`sh`]: running other programs
//! - [`progress`]: numbered steps with the time they took
//! - [`cache`]: skipping work whose inputs did not change
//! - [`build`]: pages, styles and WASM into `target/site`, then the one-file executable
//! - [`serve`]: build, then become the server
//! - [`watch`]: the development loop of cargo-leptos
//! - [`mod@bench`]: what the house costs; [`soak`]: faults for longer than the tests do
//! - [`lab`]: tests in disks and networks of their own
//! - [`mod@test`]: everything that says whether the house stands
//! - [`tidy`]: the invariants of docs/ARCHITECTURE.md
//! - [`packages`]: what `cargo metadata` says about the workspace and its dependencies

mod bench;
mod build;
mod cache;
mod lab;
mod packages;
mod place;
mod progress;
mod serve;
mod sh;
mod soak;
mod test;
mod tidy;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The tasks of the house.
#[derive(Parser)]
#[command(name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Make the one-file executable: target/release/maloca
    Build(build::Options),
    /// Build, then run `maloca` with the arguments that follow
    Serve {
        /// What `maloca` itself understands, for example: serve --listen 127.0.0.1:8080
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Install what the tests need and run everything
    Test(test::Options),
    /// Check the invariants of the architecture
    Tidy,
    /// Build, then measure what the house costs
    Bench {
        /// What `maloca-bench` itself understands, for example: web --rounds 5
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Run the rounds of faults in full, which the tests run short
    Soak,
    /// Run the tests that need disks and networks of their own, with their figures
    Lab,
    /// Develop with `cargo leptos watch`, the calculator's worker included
    Watch {
        /// What `cargo leptos watch` itself understands
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Runs beside `watch`
    #[command(name = watch::KEEPER, hide = true)]
    KeepCalculator,
}

/// Not `-> Result`, which would print a backtrace where people need the reason.
fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<()> {
    let place = place::Place::find()?;
    match task {
        Task::Build(options) => build::run(&place, options).map(drop),
        Task::Serve { arguments } => serve::run(&place, &arguments),
        Task::Test(options) => test::run(&place, &options),
        Task::Tidy => tidy::run(&place),
        Task::Bench { arguments } => bench::run(&place, &arguments),
        Task::Soak => soak::run(&place),
        Task::Lab => lab::run(&place),
        Task::Watch { arguments } => watch::run(&place, &arguments),
        Task::KeepCalculator => watch::keep_calculator(&place),
    }
}
