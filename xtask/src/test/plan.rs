//! The steps in their order: what is quick and often wrong comes first.

use std::process::Command;

use anyhow::{Result, bail};

use super::runner::Runner;
use super::{licences, tools};
use crate::build;
use crate::lab;
use crate::sh;
use crate::tidy;

/// The name of the step that others need.
pub(crate) const BUILD: &str = "build";

/// What a step does: `Ok` with a text means that it did not run, and why.
type Work = fn(&Runner) -> Result<Option<String>>;

/// One line of the table.
pub(crate) struct Step {
    /// For `--only` and `--skip`.
    pub(crate) name: &'static str,
    /// For people.
    pub(crate) what: &'static str,
    /// It uses what `cargo xtask build` makes.
    pub(crate) needs_build: bool,
    /// The step itself.
    pub(crate) work: Work,
}

/// Everything native but the xtask, whose features would otherwise make all dependencies be built twice.
const NATIVE: [&str; 7] = [
    "--workspace",
    "--exclude",
    "maloca-frontend",
    "--exclude",
    "maloca-worker",
    "--exclude",
    "xtask",
];

/// What makes a cargo call one for the browser.
const WASM: [&str; 4] = ["--target", "wasm32-unknown-unknown", "--target-dir", "target/wasm"];

/// All steps.
pub(crate) fn steps() -> Vec<Step> {
    let step = |name, what, work| Step { name, what, needs_build: false, work };
    let built = |name, what, work| Step { name, what, needs_build: true, work };
    vec![
        step("format", "rustfmt would change nothing", format),
        step("tidy", "the invariants of the architecture", tidy),
        step("licences", "licences, sources and bans of deny.toml", licences::check),
        step("advisories", "known weaknesses of dependencies", advisories),
        step("lints", "clippy on everything native", lints),
        step(
            "lints-wasm",
            "clippy on pages and worker for the browser: hydrated, cut into chunks, and CSR",
            lints_wasm,
        ),
        step("features", "the pages alone, for the server and for the browser", features),
        step(BUILD, "what `cargo xtask build` makes", build),
        step("native", "unit, property and integration tests", native),
        step("lab", "full disks and networks cut off, where this machine gives us namespaces", lab),
        step("doctests", "examples in the documentation", doctests),
        step("xtask", "tests of the xtask itself", xtask),
        built("wasm", "the calculator's WASM says what the server says", wasm),
        built("browser", "Chromium against the executable", browser),
        step("docs", "rustdoc without a warning", docs),
    ]
}

fn format(runner: &Runner) -> Result<Option<String>> {
    runner.cargo(&["fmt", "--all", "--check"])?;
    Ok(None)
}

fn tidy(runner: &Runner) -> Result<Option<String>> {
    tidy::run(runner.place)?;
    Ok(None)
}

/// The list of weaknesses comes over the network, which not every machine that tests has.
fn advisories(runner: &Runner) -> Result<Option<String>> {
    let arguments: &[&str] = if sh::find("cargo-deny").is_some() {
        &["deny", "check", "advisories"]
    } else if sh::find("cargo-audit").is_some() {
        &["audit"]
    } else {
        return Ok(Some("neither cargo-deny nor cargo-audit is installed".to_owned()));
    };
    match runner.cargo(arguments) {
        Err(_) if runner.last_lines().contains("fetch") => {
            Ok(Some("the list of advisories cannot be fetched from here".to_owned()))
        }
        result => result.map(|()| None),
    }
}

fn lints(runner: &Runner) -> Result<Option<String>> {
    let strict = ["--all-targets", "--", "-D", "warnings"];
    runner.cargo(&[["clippy"].as_slice(), &NATIVE, &strict].concat())?;
    runner.cargo(&[["clippy", "--package", "xtask"].as_slice(), &strict].concat())?;
    Ok(None)
}

fn lints_wasm(runner: &Runner) -> Result<Option<String>> {
    let variants: [&[&str]; 4] = [
        &["maloca-frontend"],
        &["maloca-frontend", "--features", "split"],
        &["maloca-frontend", "--no-default-features", "--features", "csr"],
        &["maloca-worker"],
    ];
    for variant in variants {
        let strict = ["--", "-D", "warnings"];
        wasm_cargo(runner, &[["clippy", "--package"].as_slice(), variant].concat(), &strict)?;
    }
    Ok(None)
}

fn features(runner: &Runner) -> Result<Option<String>> {
    runner.cargo(&["check", "--package", "maloca-app", "--features", "ssr"])?;
    wasm_cargo(runner, &["check", "--package", "maloca-app", "--features", "hydrate"], &[])?;
    // The one domain crate that no page uses yet.
    wasm_cargo(runner, &["check", "--package", "maloca-nodes"], &[])?;
    Ok(None)
}

fn wasm_cargo(runner: &Runner, before: &[&str], after: &[&str]) -> Result<()> {
    let folder = runner.place.wasm_target().display().to_string();
    let target = WASM.map(|word| if word == "target/wasm" { folder.as_str() } else { word });
    runner.cargo(&[before, &target, after].concat())
}

fn build(runner: &Runner) -> Result<Option<String>> {
    build::run(runner.place, build::Options::default())?;
    Ok(None)
}

fn native(runner: &Runner) -> Result<Option<String>> {
    let with: &[&str] = match sh::find("cargo-nextest") {
        Some(_) => &["nextest", "run", "--profile", "ci"],
        None => &["test", "--tests", "--no-fail-fast"],
    };
    let mut command = runner.place.cargo(&[with, &NATIVE].concat());
    command.env("MALOCA_PYTHON", tools::python(runner)?);
    runner.run(command.env("NATS_SERVER", tools::nats_server(runner)?))?;
    Ok(None)
}

fn lab(runner: &Runner) -> Result<Option<String>> {
    tools::network(runner)?;
    if let Some(why) = lab::obstacle() {
        return Ok(Some(why));
    }
    let no_network = lab::no_network();
    let extent = if no_network.is_some() { lab::Extent::Disks } else { lab::Extent::Short };
    for mut command in lab::commands(runner.place, extent) {
        runner.run(&mut command)?;
    }
    Ok(no_network.map(|why| format!("the disks alone: {why}")))
}

fn doctests(runner: &Runner) -> Result<Option<String>> {
    runner.cargo(&[["test", "--doc"].as_slice(), &NATIVE].concat())?;
    Ok(None)
}

fn xtask(runner: &Runner) -> Result<Option<String>> {
    runner.cargo(&["test", "--package", "xtask"])?;
    Ok(None)
}

fn wasm(runner: &Runner) -> Result<Option<String>> {
    tools::node(runner)?;
    let mut command = runner.place.command("node");
    command.arg("frontend/worker/tests/same.mjs").arg(runner.place.site().join("pkg"));
    runner.run(&mut command)?;
    Ok(None)
}

fn browser(runner: &Runner) -> Result<Option<String>> {
    let chromium = tools::chromium(runner)?;
    tools::node(runner)?;
    tools::node_packages(runner, "e2e")?;
    let tests = tools::files_ending(&runner.place.root.join("e2e/tests"), ".test.js")?;
    if tests.is_empty() {
        bail!("e2e/tests holds no *.test.js");
    }
    let mut command: Command = runner.place.command("node");
    command.args(["--test", "--test-reporter=spec"]).args(tests);
    command.env("CHROMIUM", chromium).env("MALOCA_BIN", runner.place.executable("release"));
    command.env("MALOCA_PYTHON", tools::python(runner)?);
    runner.run(&mut command)?;
    Ok(None)
}

fn docs(runner: &Runner) -> Result<Option<String>> {
    let mut command = runner.place.cargo(&[["doc", "--no-deps"].as_slice(), &NATIVE].concat());
    runner.run(command.env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(None)
}
