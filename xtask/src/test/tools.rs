//! Chromium, node, Python and their packages, a server of NATS: fetched when they are missing.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::runner::Runner;
use crate::cache::{self, Cache};
use crate::lab;
use crate::sh;

/// Names under which a Chromium may be on PATH.
const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/// A Chromium: `$CHROMIUM`, one on PATH, or Debian's, which is then installed.
pub(crate) fn chromium(runner: &Runner) -> Result<PathBuf> {
    if let Some(given) = env::var_os("CHROMIUM") {
        return Ok(given.into());
    }
    let installed = || BROWSERS.iter().find_map(|name| sh::find(name));
    if installed().is_none() {
        apt_install(runner, &["chromium"])?;
    }
    installed().context("Chromium was installed but is not on PATH: set CHROMIUM to its path")
}

/// Node and npm, installed from Debian where they are missing: one after the other, because some packages of
/// node bring npm and refuse a second one.
pub(crate) fn node(runner: &Runner) -> Result<()> {
    for (program, package) in [("node", "nodejs"), ("npm", "npm")] {
        if sh::find(program).is_none() {
            apt_install(runner, &[package])?;
        }
    }
    Ok(())
}

/// Installs the packages that a folder's package-lock.json pins, unless they are there.
pub(crate) fn node_packages(runner: &Runner, folder: &str) -> Result<()> {
    let folder = runner.place.root.join(folder);
    let lock = folder.join("package-lock.json");
    let pinned = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let mut cache = Cache::open(runner.place.memory().join("packages.json"));
    let key = lock.display().to_string();
    let hash = cache::hash(&pinned, "npm ci");
    if cache.holds(&key, hash) && folder.join("node_modules").is_dir() {
        return Ok(());
    }
    let mut command = Command::new("npm");
    command.args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder);
    runner.run(&mut command)?;
    cache.note(&key, hash)
}

/// A Python with the packages that e2e/requirements.txt pins, in an environment of its own.
pub(crate) fn python(runner: &Runner) -> Result<PathBuf> {
    let pins = runner.place.root.join("e2e/requirements.txt");
    let pinned = fs::read(&pins).with_context(|| format!("cannot read {}", pins.display()))?;
    let folder = runner.place.target.join("venv");
    let python = folder.join("bin/python");
    let mut cache = Cache::open(runner.place.memory().join("packages.json"));
    let (key, hash) = (pins.display().to_string(), cache::hash(&pinned, "pip install"));
    if cache.holds(&key, hash) && python.is_file() {
        return Ok(python);
    }
    let make = |runner: &Runner| {
        runner.run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))
    };
    if make(runner).is_err() {
        apt_install(runner, &["python3", "python3-venv"])?;
        make(runner)?;
    }
    let mut command = Command::new(&python);
    command.args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&pins);
    runner.run(&mut command)?;
    cache.note(&key, hash)?;
    Ok(python)
}

/// What shapes networks.
pub(crate) fn network(runner: &Runner) -> Result<()> {
    let missing = lab::PROGRAMS.into_iter().filter(|(program, _)| sh::find(program).is_none());
    match &missing.map(|(_, package)| package).collect::<Vec<_>>()[..] {
        [] => Ok(()),
        packages => apt_install(runner, packages),
    }
}

/// A server of NATS: `$NATS_SERVER`, an installed one, or Debian's, which is unpacked beside what we build: installed it
/// would also run as a service of this machine.
pub(crate) fn nats_server(runner: &Runner) -> Result<PathBuf> {
    if let Some(given) = env::var_os("NATS_SERVER") {
        return Ok(given.into());
    }
    let folder = runner.place.target.join("nats");
    let unpacked = folder.join("usr/sbin/nats-server");
    let known = [PathBuf::from("/usr/sbin/nats-server"), unpacked.clone()];
    let found = sh::find("nats-server").or_else(|| known.into_iter().find(|path| path.is_file()));
    if let Some(found) = found {
        return Ok(found);
    }
    fs::create_dir_all(&folder)?;
    let fetch = || {
        let mut command = Command::new("apt-get");
        runner.run(command.args(["download", "nats-server"]).current_dir(&folder))
    };
    if fetch().is_err() {
        apt(runner, &["update"], "install nats-server as this system does")?;
        fetch()?;
    }
    for package in files_ending(&folder, ".deb")? {
        runner.run(Command::new("dpkg-deb").arg("--extract").arg(package).arg(&folder))?;
    }
    Ok(unpacked)
}

/// Installs Debian packages as root, or through sudo where it asks for no password.
fn apt_install(runner: &Runner, packages: &[&str]) -> Result<()> {
    let advice = format!("install it first: sudo apt-get install {}", packages.join(" "));
    if sh::find("apt-get").is_none() {
        bail!(
            "{} is missing and there is no apt-get; install it as this system does",
            packages.join(" ")
        );
    }
    apt(runner, &["update"], &advice)?;
    apt(runner, &[&["install", "--yes", "--no-install-recommends"], packages].concat(), &advice)
}

/// Calls apt-get as root; `advice` is what to do when that cannot be.
fn apt(runner: &Runner, arguments: &[&str], advice: &str) -> Result<()> {
    let before = become_root().with_context(|| advice.to_owned())?;
    let words = [before, &["apt-get"], arguments].concat();
    let (program, rest) = words.split_first().context("an empty command")?;
    let mut command = Command::new(program);
    runner
        .run(command.args(rest).env("DEBIAN_FRONTEND", "noninteractive"))
        .with_context(|| advice.to_owned())
}

/// The words to put before a command that only root may run.
fn become_root() -> Result<&'static [&'static str]> {
    if sh::output(Command::new("id").arg("-u"))?.trim() == "0" {
        return Ok(&[]);
    }
    let may = sh::output(Command::new("sudo").args(["--non-interactive", "true"]));
    may.map(|_| ["sudo", "--non-interactive"].as_slice())
        .context("this user may not install packages")
}

/// Files below a folder whose names end so, sorted; `node --test` means different things by a folder in each
/// of its versions.
pub(crate) fn files_ending(folder: &Path, end: &str) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(end) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
