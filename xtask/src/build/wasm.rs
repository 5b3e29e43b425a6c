//! The compiler's WASM target, and the two crates compiled for it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Result, bail};

use super::Options;
use crate::place::Place;
use crate::progress::Outcome;
use crate::sh;

/// Name of the target that browsers run.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// A crate that becomes one WASM module.
pub(crate) struct Module {
    /// Cargo's name of it.
    pub(crate) package: &'static str,
    /// The name of its script under `pkg/`, without `.js`.
    pub(crate) name: &'static str,
    /// The name of its WASM under `pkg/`.
    pub(crate) wasm: &'static str,
    /// Whether it is cut into chunks, which its feature `split` prepares.
    pub(crate) split: bool,
}

/// The pages, which hydrate what the server rendered. The names are those that cargo-leptos gives.
pub(crate) const PAGES: Module =
    Module { package: "maloca-frontend", name: "maloca", wasm: "maloca.wasm", split: true };

/// The calculator alone, for a web worker.
pub(crate) const CALCULATOR: Module = Module {
    package: "maloca-worker",
    name: "calculator",
    wasm: "calculator_bg.wasm",
    split: false,
};

impl Module {
    /// Where cargo leaves it.
    pub(crate) fn compiled(&self, place: &Place, options: Options) -> PathBuf {
        let file = format!("{}.wasm", self.package.replace('-', "_"));
        place.wasm_target().join(TARGET).join(folder(options)).join(file)
    }

    /// Whether this build cuts it into chunks: one for development is whole, which is quicker.
    pub(crate) fn is_cut(&self, options: Options) -> bool {
        self.split && !options.dev
    }
}

/// Installs the target where it is missing: a target listed in rust-toolchain.toml is not installed by
/// the first cargo call of a toolchain that was already there.
pub(crate) fn ensure_target(place: &Place) -> Result<Outcome> {
    if target_is_installed(place)? {
        return Ok(Outcome::Unchanged);
    }
    if sh::find("rustup").is_none() {
        bail!(
            "Rust's {TARGET} target is missing and there is no rustup to install it: \
             install Rust from rustup.rs, or the target from wherever this Rust came"
        );
    }
    sh::run(place.command("rustup").args(["target", "add", TARGET]))?;
    Ok(Outcome::Done)
}

fn target_is_installed(place: &Place) -> Result<bool> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(rustc);
    command.current_dir(&place.root).args(["--print", "target-libdir", "--target", TARGET]);
    Ok(PathBuf::from(sh::output(&mut command)?.trim()).is_dir())
}

/// Compiles one module in a cargo call of its own, so that the features of the two never unite.
pub(crate) fn compile(place: &Place, module: &Module, options: Options) -> Result<Outcome> {
    let profile = if options.dev { "dev" } else { "wasm-release" };
    let mut command = place.cargo(&["rustc", "--lib", "--target", TARGET]);
    command.args(["--package", module.package, "--profile", profile]);
    command.arg("--target-dir").arg(place.wasm_target());
    if module.is_cut(options) {
        // The relocations say which function needs which.
        command.args(["--features", "split", "--", "-Clink-args=--emit-relocs"]);
    }
    sh::run(&mut command)?;
    Ok(Outcome::Done)
}

fn folder(options: Options) -> &'static str {
    if options.dev { "debug" } else { "wasm-release" }
}
