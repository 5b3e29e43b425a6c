//! What `cargo metadata` says about the workspace and its dependencies.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::place::Place;
use crate::sh;

/// The workspace, with or without the packages it depends on.
#[derive(Deserialize)]
pub(crate) struct Packages {
    /// Every package asked for.
    pub(crate) packages: Vec<Package>,
    /// Ids of those that a cargo call without `-p` means.
    pub(crate) workspace_default_members: Vec<String>,
}

/// One package.
#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) version: String,
    /// SPDX expression.
    pub(crate) license: Option<String>,
    pub(crate) manifest_path: PathBuf,
    /// Where it comes from; none for our own.
    pub(crate) source: Option<String>,
    pub(crate) dependencies: Vec<Dependency>,
}

/// One line of a manifest's dependencies.
#[derive(Deserialize)]
pub(crate) struct Dependency {
    pub(crate) name: String,
    /// None for a normal one, else `dev` or `build`.
    pub(crate) kind: Option<String>,
    /// The folder, for one of our own.
    pub(crate) path: Option<PathBuf>,
}

impl Packages {
    /// Our own packages alone: quick.
    pub(crate) fn ours(place: &Place) -> Result<Self> {
        read(place, &["--no-deps"])
    }

    /// Ours and everything below them, as Cargo.lock pins it.
    pub(crate) fn all(place: &Place) -> Result<Self> {
        read(place, &["--locked"])
    }
}

impl Package {
    /// Its folder relative to the repository, such as `domain/calc`.
    pub(crate) fn folder(&self, place: &Place) -> String {
        relative(self.manifest_path.parent().unwrap_or(&self.manifest_path), place)
    }
}

/// A path relative to the repository, as text.
pub(crate) fn relative(path: &Path, place: &Place) -> String {
    path.strip_prefix(&place.root).unwrap_or(path).to_string_lossy().into_owned()
}

fn read(place: &Place, arguments: &[&str]) -> Result<Packages> {
    let mut command = place.cargo(&["metadata", "--format-version=1"]);
    let text = sh::output(command.args(arguments))?;
    serde_json::from_str(&text).context("`cargo metadata` answered something else")
}
