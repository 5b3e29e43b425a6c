//! The development loop of cargo-leptos.
//!
//! cargo-leptos builds the pages and the server but knows nothing of the calculator's own WASM module, and
//! empties the site when it starts: so that module is put there again whenever it is missing.

use std::env;
use std::ffi::OsString;
use std::os::unix::process::{CommandExt, parent_id};
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::build;
use crate::place::Place;
use crate::sh;

/// The xtask's own subcommand that runs beside the watcher.
pub(crate) const KEEPER: &str = "keep-calculator";

/// How often to look whether the calculator is still there.
const PAUSE: Duration = Duration::from_secs(1);

/// Builds the calculator's worker, then becomes `cargo leptos watch`, so that signals are its own.
pub(crate) fn run(place: &Place, arguments: &[OsString]) -> Result<()> {
    if sh::find("cargo-leptos").is_none() {
        bail!(
            "cargo-leptos is not on PATH. It is not needed for `cargo xtask serve`; for this loop install it \
             as docs/development.md says: cargo install --locked cargo-leptos@0.3.10"
        );
    }
    build::calculator_only(place)?;
    Command::new(env::current_exe()?).arg(KEEPER).spawn()?;
    let mut command = place.cargo(&["leptos", "watch"]);
    Err(command.args(arguments).env("LEPTOS_SITE_ROOT", place.site()).exec().into())
}

/// Puts the calculator back whenever it is missing, until the watcher has ended.
pub(crate) fn keep_calculator(place: &Place) -> Result<()> {
    let script = place.site().join("pkg/calculator.js");
    let watcher = parent_id();
    while parent_id() == watcher {
        if !script.is_file() {
            build::put_calculator(place)?;
        }
        thread::sleep(PAUSE);
    }
    Ok(())
}
