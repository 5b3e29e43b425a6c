//! Where sources, the target directory and the site are.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::sh;

/// The directories that every task speaks of, all absolute.
pub(crate) struct Place {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Cargo's target directory: `target`, or what `CARGO_TARGET_DIR` or cargo's configuration says.
    pub(crate) target: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Place {
    /// Asks cargo, because only cargo knows all the ways in which a target directory can be set.
    pub(crate) fn find() -> Result<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        let mut command = Command::new(sh::cargo_program());
        command.args(["metadata", "--no-deps", "--format-version=1", "--manifest-path"]);
        let text = sh::output(command.arg(manifest))?;
        let found: Metadata =
            serde_json::from_str(&text).context("`cargo metadata` answered something else")?;
        Ok(Self { root: found.workspace_root, target: found.target_directory })
    }

    /// Target directory of everything compiled to WASM: apart from the native one, so that neither waits for
    /// the other's lock nor unites features with it.
    pub(crate) fn wasm_target(&self) -> PathBuf {
        self.target.join("wasm")
    }

    /// What the server embeds: `pkg/` with scripts, WASM and styles, and the public files beside it.
    pub(crate) fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// What the xtask remembers between runs.
    pub(crate) fn memory(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The executable, for `release` or `debug`.
    pub(crate) fn executable(&self, profile: &str) -> PathBuf {
        self.target.join(profile).join("maloca")
    }

    /// A cargo call from the repository's root that uses this target directory and this site.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(sh::cargo_program());
        command.args(arguments);
        command
    }

    /// Any program, run from the repository's root, that finds target directory and site where this xtask does.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command.env("CARGO_TARGET_DIR", &self.target);
        if self.target != self.root.join("target") {
            command.env("MALOCA_SITE", self.site());
        }
        command
    }
}
