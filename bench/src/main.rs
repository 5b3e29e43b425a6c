//! What the house costs: rates, processor time, memory and bytes, measured from outside.
//!
//! `cargo run --release -p maloca-bench` starts `target/release/maloca` on processor 0, keeps to
//! processor 1 itself, and prints a table. Machines are noisy: compare lines of one run, which are
//! measured in turns, and not runs with each other.
//!
//! # Layout
//! - [`house`]: the server under measurement, and what it has used.
//! - [`load`]: requests over many connections at once.
//! - [`web`]: pages, an empty handler and the calculator, in turns.
//! - [`chat`]: processor time for each delivered message.
//! - [`doors`]: the doors with protocols of their own.
//! - [`idle`]: memory of the house alone and with many silent sockets.
//! - [`page`]: bytes of the first page.

mod chat;
mod doors;
mod house;
mod idle;
mod load;
mod page;
mod web;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, ValueEnum};

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Subject {
    /// Pages, an empty handler and the calculator.
    Web,
    /// Deliveries of messages.
    Chat,
    /// Memory.
    Idle,
    /// Bytes of the first page.
    Page,
    /// The doors with protocols of their own.
    Doors,
}

/// Measures what the house costs.
#[derive(Debug, Parser)]
struct Options {
    /// What to measure; everything when nothing is named.
    subjects: Vec<Subject>,
    /// The program.
    #[arg(long, default_value = "target/release/maloca")]
    program: PathBuf,
    /// How many rounds of each, in turns.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// How long one measurement takes, in seconds.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let options = Options::parse();
    house::keep_to_processor(1)?;
    let wants = |subject| options.subjects.is_empty() || options.subjects.contains(&subject);
    if wants(Subject::Page) {
        page::measure(&options.program).await?;
    }
    if wants(Subject::Idle) {
        idle::measure(&options.program).await?;
    }
    if wants(Subject::Web) {
        web::measure(&options.program, options.rounds, options.seconds).await?;
    }
    if wants(Subject::Chat) {
        chat::measure(&options.program, options.rounds).await?;
    }
    if wants(Subject::Doors) {
        doors::measure(&options.program, options.rounds).await?;
    }
    Ok(())
}
