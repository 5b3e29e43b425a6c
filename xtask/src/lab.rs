//! The tests that need what not every machine gives: a disk of their own, in a mount namespace.

use std::process::Command;

use anyhow::{Result, bail};

use crate::place::Place;
use crate::sh;

/// Why they cannot run here, if they cannot.
pub(crate) fn obstacle() -> Option<String> {
    let try_it = ["--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"];
    match Command::new("unshare").args(try_it).output() {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(format!(
            "this machine lets us mount nothing: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(error) => Some(format!("unshare (util-linux) cannot be called: {error}")),
    }
}

/// The call of cargo that runs them: those of the module `lab`, which are ignored otherwise.
pub(crate) fn command(place: &Place) -> Command {
    place.cargo(&["test", "--package", "maloca-server", "--test", "it", "--", "--ignored", "lab::"])
}

/// Runs them.
pub(crate) fn run(place: &Place) -> Result<()> {
    if let Some(why) = obstacle() {
        bail!("{why}; run this as root, or where user namespaces are allowed");
    }
    sh::run(&mut command(place))
}
