//! Tells `assets.rs` where the site is that goes into the executable.

use std::env;
use std::path::Path;

/// `MALOCA_SITE` is set where cargo's target directory is not `target`: `cargo xtask` does it.
fn main() {
    let site = env::var("MALOCA_SITE").unwrap_or_else(|_| {
        let here = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
        Path::new(&here).with_file_name("target/site").display().to_string()
    });
    println!("cargo::rustc-env=MALOCA_SITE={site}");
    println!("cargo::rerun-if-env-changed=MALOCA_SITE");
    println!("cargo::rerun-if-changed=build.rs");
    // A debug build reads the site from disk at each request and need not be made anew with it.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed={site}");
    }
}
