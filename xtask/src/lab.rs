//! The tests that need what not every machine gives: disks and networks of their own, in namespaces of
//! the kernel that end with them.

use std::process::Command;

use anyhow::{Result, bail};

use crate::place::Place;
use crate::sh;

/// Prepares the namespaces: names of networks are kept in `/run`.
const PREPARE: &str = r#"mount -t tmpfs tmpfs /run; ip link set lo up; exec "$@""#;

/// The Debian packages with the programs that shape networks.
pub(crate) const PROGRAMS: [(&str, &str); 3] =
    [("ip", "iproute2"), ("tc", "iproute2"), ("nft", "nftables")];

/// The yardstick, which only the figures need.
const YARDSTICK: (&str, &str) = ("syncthing", "syncthing");

/// How much of it is run.
#[derive(Clone, Copy)]
pub(crate) enum Extent {
    /// What is quick: part of every test run.
    Short,
    /// The figures as well, one after another.
    Full,
}

/// Why they cannot run here, if they cannot.
pub(crate) fn obstacle() -> Option<String> {
    let mut probe = inside();
    match probe.args(["mount", "-t", "tmpfs", "tmpfs", "/mnt"]).output() {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(format!(
            "this machine gives us no namespaces: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        )),
        Err(error) => Some(format!("unshare (util-linux) cannot be called: {error}")),
    }
}

/// What runs a command in namespaces of its own.
fn inside() -> Command {
    let mut command = Command::new("unshare");
    command.args(["--map-root-user", "--net", "--mount", "sh", "-ec", PREPARE, "sh"]);
    command
}

/// The calls of cargo: the first builds, the second runs the tests of the module `lab`, which are
/// ignored otherwise.
pub(crate) fn commands(place: &Place, extent: Extent) -> [Command; 2] {
    let test = ["test", "--offline", "--package", "maloca-server", "--test", "it"];
    let chosen: &[&str] = match extent {
        Extent::Short => &["--", "--ignored", "--skip", "lab::figures", "lab::"],
        Extent::Full => &["--", "--ignored", "--nocapture", "--test-threads", "1", "lab::"],
    };
    let build = place.cargo(&[&test[..], &["--no-run"]].concat());
    let cargo = place.cargo(&[&test[..], chosen].concat());
    let mut run = inside();
    run.arg(cargo.get_program()).args(cargo.get_args());
    if let Some(folder) = cargo.get_current_dir() {
        run.current_dir(folder);
    }
    let set = cargo.get_envs().filter_map(|(name, value)| Some((name, value?)));
    run.envs(set);
    [build, run]
}

/// Runs all of them.
pub(crate) fn run(place: &Place) -> Result<()> {
    if let Some(why) = obstacle() {
        bail!("{why}; run this as root, or where user namespaces are allowed");
    }
    for (program, package) in PROGRAMS.into_iter().chain([YARDSTICK]) {
        if sh::find(program).is_none() {
            bail!("{program} is missing: sudo apt-get install {package}");
        }
    }
    commands(place, Extent::Full).iter_mut().try_for_each(sh::run)
}
