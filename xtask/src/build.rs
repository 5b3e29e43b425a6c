//! Pages, styles and WASM into `target/site`, then the one-file executable that embeds them.
//!
//! # Layout
//! - [`wasm`]: the target, and the two crates compiled for it
//! - [`split`]: the pages' module, cut into chunks that are loaded when needed
//! - [`bundle`]: small chunks in one file
//! - [`glue`]: the JavaScript around a WASM module
//! - [`style`]: one style sheet of many files
//! - [`site`]: the folder that the server embeds
//! - [`compress`]: brotli and gzip beside each file

mod bundle;
mod compress;
mod glue;
mod site;
mod split;
mod style;
mod wasm;

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;

use crate::cache::Cache;
use crate::place::Place;
use crate::progress::{Outcome, Progress};
use crate::sh;
use site::Site;

/// How to build.
#[derive(Args, Default, Clone, Copy)]
pub(crate) struct Options {
    /// Unoptimised and uncompressed, in a fraction of the time: target/debug/maloca
    #[arg(long)]
    pub(crate) dev: bool,
}

impl Options {
    fn native_profile(self) -> &'static str {
        if self.dev { "debug" } else { "release" }
    }
}

/// Builds all and returns where the executable is.
pub(crate) fn run(place: &Place, options: Options) -> Result<PathBuf> {
    let mut progress = Progress::of(8);
    fill_site(place, options, &mut progress)?;
    progress.step("The server, with all that inside", || server(place, options))?;
    let executable = place.executable(options.native_profile());
    eprintln!("{} is ready after {}", executable.display(), progress.total_time());
    Ok(executable)
}

/// Steps 1 to 7: everything in `target/site`.
fn fill_site(place: &Place, options: Options, progress: &mut Progress) -> Result<()> {
    let mut cache = Cache::open(place.memory().join("cache.json"));
    let mut site = Site::at(place.site());
    progress.step("The compiler's WASM target", || wasm::ensure_target(place))?;
    progress.step("The pages for the browser", || wasm::compile(place, &wasm::PAGES, options))?;
    progress.step("The calculator for the browser", || {
        wasm::compile(place, &wasm::CALCULATOR, options)
    })?;
    progress
        .step("JavaScript around both", || glue::make(place, options, &mut cache, &mut site))?;
    progress.step("Styles", || style::bundle(place, &mut site))?;
    progress.step("Public files", || {
        site.copy_folder(&place.root.join("public"))?;
        site.sweep()
    })?;
    progress.step("Compression", || compress::all(&site, options, &mut cache))
}

/// Builds the calculator's worker alone: what cargo-leptos does not know to build.
pub(crate) fn calculator_only(place: &Place) -> Result<()> {
    let mut progress = Progress::of(3);
    progress.step("The compiler's WASM target", || wasm::ensure_target(place))?;
    progress.step("The calculator for the browser", || {
        wasm::compile(place, &wasm::CALCULATOR, Options::default())
    })?;
    progress.step("JavaScript around it", || put_calculator(place).map(|()| Outcome::Done))
}

/// Puts the calculator's worker, as it was built last, into the site.
pub(crate) fn put_calculator(place: &Place) -> Result<()> {
    let mut cache = Cache::open(place.memory().join("cache.json"));
    let mut site = Site::at(place.site());
    glue::make_one(place, &wasm::CALCULATOR, Options::default(), &mut cache, &mut site).map(drop)
}

fn server(place: &Place, options: Options) -> Result<Outcome> {
    let mut command = place.cargo(&["build", "--package", "maloca-server"]);
    if !options.dev {
        command.arg("--release");
    }
    sh::run(&mut command).map(|()| Outcome::Done)
}
