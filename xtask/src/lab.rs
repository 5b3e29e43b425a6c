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

/// What a network is made of, each once.
const TRY: &str = "ip link add bridge0 type bridge; ip netns add there; \
    ip link add port0 type veth peer name eth0 netns there; ip link set port0 master bridge0 up; \
    tc qdisc add dev port0 root tbf rate 1mbit burst 64kb latency 50ms; \
    ip netns exec there nft add table inet probe";

/// How much of it is run.
#[derive(Clone, Copy)]
pub(crate) enum Extent {
    /// Disks alone.
    Disks,
    /// What is quick: part of every test run.
    Short,
    /// The figures as well, one after another.
    Full,
}

/// Why they cannot run here, if they cannot.
pub(crate) fn obstacle() -> Option<String> {
    let why = failure(inside().args(["mount", "-t", "tmpfs", "tmpfs", "/mnt"]))?;
    Some(format!("this machine gives us no namespaces: {why}"))
}

/// Why those with networks cannot run here, if they cannot.
pub(crate) fn no_network() -> Option<String> {
    let why = failure(inside().args(["sh", "-ec", TRY]))?;
    Some(format!("this machine gives us no networks: {why}"))
}

/// What a command said that failed.
fn failure(command: &mut Command) -> Option<String> {
    match command.output() {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
        Err(error) => Some(error.to_string()),
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
        Extent::Disks => &["--", "--ignored", "lab::disk"],
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
    for (program, package) in PROGRAMS.into_iter().chain([YARDSTICK]) {
        if sh::find(program).is_none() {
            bail!("{program} is missing: sudo apt-get install {package}");
        }
    }
    if let Some(why) = obstacle().or_else(no_network) {
        bail!("{why}; run this as root, or where user namespaces are allowed");
    }
    commands(place, Extent::Full).iter_mut().try_for_each(sh::run)
}
