//! Licences, sources and bans of deny.toml, read from Cargo.lock.
//!
//! cargo-deny checks the same file and more, but takes ten minutes to install; so the rules that need no
//! network are checked here on every run, and cargo-deny is used where it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use spdx::{Expression, LicenseReq, ParseMode};

use super::runner::Runner;
use crate::packages::{Package, Packages};

/// The part of deny.toml that is checked here.
#[derive(Deserialize)]
struct Rules {
    licenses: Licences,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licences {
    allow: Vec<String>,
    #[serde(default)]
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    #[serde(rename = "crate")]
    name: String,
    /// Then one version is fine, and a second is not.
    #[serde(default, rename = "deny-multiple-versions")]
    only_multiple: bool,
    reason: String,
}

/// Prints what breaks the rules; anything that does is an error.
pub(crate) fn check(runner: &Runner) -> Result<Option<String>> {
    let text =
        fs::read_to_string(runner.place.root.join("deny.toml")).context("reading deny.toml")?;
    let rules: Rules = toml::from_str(&text).context("deny.toml cannot be read")?;
    let packages = Packages::all(runner.place)?.packages;
    let foreign: Vec<_> = packages.iter().filter(|one| one.source.is_some()).collect();
    let found = rules.violations(&foreign);
    found.iter().for_each(|line| println!("{line}"));
    println!("{} foreign packages checked against deny.toml", foreign.len());
    match found.len() {
        0 => Ok(None),
        _ => bail!("deny.toml does not allow:\n{}", found.join("\n")),
    }
}

impl Rules {
    fn violations(&self, packages: &[&Package]) -> Vec<String> {
        let licences = packages.iter().filter_map(|one| self.licence_fault(one));
        let sources = packages.iter().filter_map(|one| source_fault(one));
        licences.chain(sources).chain(self.banned(packages)).collect()
    }

    fn licence_fault(&self, package: &Package) -> Option<String> {
        let Package { name, version, license, .. } = package;
        let Some(text) = license else {
            return Some(format!("{name} {version} names no licence"));
        };
        let Ok(expression) = Expression::parse_mode(text, ParseMode::LAX) else {
            return Some(format!("{name} {version}: `{text}` is no SPDX expression"));
        };
        let extra = self.licenses.exceptions.iter().filter(|one| one.name == *name);
        let allowed: BTreeSet<&str> = self
            .licenses
            .allow
            .iter()
            .chain(extra.flat_map(|one| &one.allow))
            .map(String::as_str)
            .collect();
        let is_fine = expression.evaluate(|licence: &LicenseReq| {
            let text = licence.to_string();
            allowed.contains(text.as_str())
                || text.split_once(" WITH ").is_some_and(|(base, _)| allowed.contains(base))
        });
        (!is_fine).then(|| format!("{name} {version} has the licence `{text}`"))
    }

    fn banned(&self, packages: &[&Package]) -> Vec<String> {
        let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for package in packages {
            versions.entry(&package.name).or_default().push(&package.version);
        }
        let broken = self.bans.deny.iter().filter_map(|ban| {
            let found = versions.get(ban.name.as_str())?;
            let is_wrong = !ban.only_multiple || found.len() > 1;
            is_wrong.then(|| format!("{} {}: {}", ban.name, found.join(" and "), ban.reason))
        });
        broken.collect()
    }
}

fn source_fault(package: &Package) -> Option<String> {
    let source = package.source.as_deref()?;
    let is_public = source.starts_with("registry+") && source.ends_with("/crates.io-index");
    (!is_public).then(|| format!("{} {} comes from {source}", package.name, package.version))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "[licenses]\nallow = [\"MIT\", \"Apache-2.0\"]\n\
        exceptions = [{ crate = \"css\", allow = [\"MPL-2.0\"] }]\n[bans]\ndeny = [\
        { crate = \"openssl\", reason = \"rustls\" },\
        { crate = \"tokio\", deny-multiple-versions = true, reason = \"one runtime\" }]\n";

    fn found(list: &[(&str, &str, &str)]) -> Vec<String> {
        let rules: Rules = toml::from_str(RULES).unwrap();
        let package = |(name, version, licence): &(&str, &str, &str)| Package {
            id: (*name).into(),
            name: (*name).into(),
            version: (*version).into(),
            license: Some((*licence).into()),
            manifest_path: "Cargo.toml".into(),
            source: Some("registry+https://host/crates.io-index".into()),
            dependencies: Vec::new(),
        };
        let packages: Vec<_> = list.iter().map(package).collect();
        rules.violations(&packages.iter().collect::<Vec<_>>())
    }

    #[test]
    fn one_allowed_licence_of_an_or_is_enough() {
        assert!(found(&[("a", "1.0.0", "GPL-3.0-only OR MIT")]).is_empty());
        assert!(found(&[("a", "1.0.0", "MIT/Apache-2.0")]).is_empty());
        assert!(found(&[("a", "1.0.0", "Apache-2.0 WITH LLVM-exception")]).is_empty());
        assert_eq!(found(&[("a", "1.0.0", "GPL-3.0-only AND MIT")]).len(), 1);
    }

    #[test]
    fn an_exception_holds_for_its_crate_alone() {
        assert!(found(&[("css", "1.0.0", "MPL-2.0")]).is_empty());
        assert_eq!(found(&[("html", "1.0.0", "MPL-2.0")]).len(), 1);
    }

    #[test]
    fn a_banned_crate_and_a_second_version_are_found() {
        assert_eq!(found(&[("openssl", "0.10.0", "MIT")]).len(), 1);
        assert!(found(&[("tokio", "1.0.0", "MIT")]).is_empty());
        assert_eq!(found(&[("tokio", "1.0.0", "MIT"), ("tokio", "0.2.0", "MIT")]).len(), 1);
    }
}
