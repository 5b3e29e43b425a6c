//! Build, then become the server.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result};

use crate::build;
use crate::place::Place;

/// Replaces this process by `maloca`, so that signals and the exit code are the server's own.
pub(crate) fn run(place: &Place, arguments: &[OsString]) -> Result<()> {
    let program = build::run(place, build::Options::default())?;
    let failure = Command::new(&program).args(arguments).exec();
    Err(failure).with_context(|| format!("{} cannot be started", program.display()))
}
