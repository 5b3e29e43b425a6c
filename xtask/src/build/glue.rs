//! The JavaScript around a WASM module, made by wasm-bindgen as a library: nothing to install.
//!
//! The glue is not minified. The minifiers that are kept well (oxc, swc) would double the xtask's compile
//! time for about two kilobytes of the first page; the small ones (minify-js, minifier) are not kept or have
//! open bugs about modern syntax.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::Options;
use super::site::Site;
use super::split;
use super::wasm::{self, Module};
use crate::cache::{self, Cache};
use crate::place::Place;
use crate::progress::Outcome;

/// The version of the glue's maker, so that a new one makes it anew.
const MAKER: &str = "wasm-bindgen 0.2.129, renamed, wasm-split 0.2.4, bundled";

/// Makes the glue of both modules and puts it, with the worker's own script, under `pkg/`.
pub(crate) fn make(
    place: &Place,
    options: Options,
    cache: &mut Cache,
    site: &mut Site,
) -> Result<Outcome> {
    let pages = make_one(place, &wasm::PAGES, options, cache, site)?;
    let calculator = make_one(place, &wasm::CALCULATOR, options, cache, site)?;
    Ok(match (pages, calculator) {
        (Outcome::Unchanged, Outcome::Unchanged) => Outcome::Unchanged,
        _ => Outcome::Done,
    })
}

/// Makes the glue of one module, unless the module is that of the last time.
pub(crate) fn make_one(
    place: &Place,
    module: &Module,
    options: Options,
    cache: &mut Cache,
    site: &mut Site,
) -> Result<Outcome> {
    let input = module.compiled(place, options);
    let bytes = fs::read(&input).with_context(|| format!("cannot read {}", input.display()))?;
    let made = place.memory().join("glue").join(module.name);
    let key = format!("glue {}", module.name);
    let cut = module.is_cut(options);
    let hash = cache::hash(&bytes, &format!("{MAKER}, cut: {cut}"));
    let known = cache.holds(&key, hash) && made.is_dir();
    if !known {
        clear(&made)?;
        let bytes = if cut { split::cut(module.name, &bytes, &made)? } else { bytes };
        generate(module, bytes, cut, &made)?;
        cache.note(&key, hash)?;
    }
    site.copy_folder_to(&made, Path::new("pkg"))?;
    copy_scripts(place, module, site)?;
    Ok(if known { Outcome::Unchanged } else { Outcome::Done })
}

fn clear(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

fn generate(module: &Module, bytes: Vec<u8>, cut: bool, made: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(module.name, bytes).out_name(module.name).typescript(false);
    bindgen.remove_name_section(true).remove_producers_section(true);
    // Chunks take memory, stack pointer and table from the module.
    bindgen.keep_lld_exports(cut);
    // A renamed module is found by whoever starts it, which for the pages is the document's head.
    let usual = format!("{}_bg.wasm", module.name);
    bindgen.omit_default_module_path(module.wasm != usual).web(true)?.generate(made)?;
    fs::rename(made.join(usual), made.join(module.wasm)).context("wasm-bindgen made no WASM")
}

/// The worker is started by a script of ours, which lies beside its crate.
fn copy_scripts(place: &Place, module: &Module, site: &mut Site) -> Result<()> {
    let script = format!("{}-worker.js", module.name);
    let source = place.root.join("frontend/worker").join(&script);
    match source.is_file() {
        true => site.put(&Path::new("pkg").join(script), &fs::read(source)?),
        false => Ok(()),
    }
}
