//! The development loop of cargo-leptos.
//!
//! cargo-leptos builds the pages and the server but knows nothing of the calculator's own WASM module, so
//! that one is put into the site first; cargo-leptos leaves files it does not know alone.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;

use anyhow::{Result, bail};

use crate::build;
use crate::place::Place;
use crate::sh;

/// Builds the calculator's worker, then becomes `cargo leptos watch`.
pub(crate) fn run(place: &Place, arguments: &[OsString]) -> Result<()> {
    if sh::find("cargo-leptos").is_none() {
        bail!(
            "cargo-leptos is not on PATH. It is not needed for `cargo xtask serve`; for this loop install it \
             as docs/development.md says: cargo install --locked cargo-leptos@0.3.10"
        );
    }
    build::calculator_only(place)?;
    let mut command = place.cargo(&["leptos", "watch"]);
    Err(command.args(arguments).exec().into())
}
