//! The invariants of docs/ARCHITECTURE.md, checked on every test run.
//!
//! # Layout
//! - [`violation`]: what a check reports, and how it is printed
//! - [`allow`]: the exceptions of `xtask/tidy.toml`
//! - [`source`]: our files, and which lines of them are tests
//! - [`tokens`]: the words of a Rust file, without comments
//! - [`imports`]: who may import whom
//! - [`manifest`]: dependency lines with their reasons
//! - [`layout`]: files that must or must not be there
//! - [`sizes`]: lines of functions and files
//! - [`words`]: what may be written only in one place, or nowhere
//! - [`names`]: names of tests

mod allow;
mod imports;
mod layout;
mod manifest;
mod names;
mod sizes;
mod source;
mod tokens;
mod violation;
mod words;

use anyhow::{Result, bail};

use crate::packages::Packages;
use crate::place::Place;
use allow::Allowed;
use source::Source;
use violation::Violation;

/// Prints every violation with what to do instead, and the figures of our sizes.
pub(crate) fn run(place: &Place) -> Result<()> {
    let sources = source::all(place)?;
    let figures = sizes::Figures::of(&sources);
    let mut found = Allowed::read(place)?.filter(all(place, &sources)?);
    found.extend(figures.violations());
    found.sort();
    for violation in &found {
        println!("{violation}");
    }
    println!("{figures}");
    match found.len() {
        0 => Ok(()),
        count => {
            bail!("tidy found {count} violations of docs/ARCHITECTURE.md; they are listed above")
        }
    }
}

fn all(place: &Place, sources: &[Source]) -> Result<Vec<Violation>> {
    let packages = Packages::ours(place)?;
    let mut found = imports::check(place, &packages);
    found.extend(manifest::check(place)?);
    found.extend(layout::check(place, sources));
    for source in sources {
        found.extend(sizes::check(source));
        found.extend(words::check(source));
        found.extend(names::check(source));
    }
    Ok(found)
}
