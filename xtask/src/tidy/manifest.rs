//! Dependency lines: each version stands once, in the root manifest, with the reason for it, and only
//! while a member uses it.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use toml::Table;

use super::violation::Violation;
use crate::packages::Packages;
use crate::place::Place;

const ROOT: &str = "Cargo.toml";

/// Checks the root manifest's table and that all members inherit from it.
pub(crate) fn check(place: &Place) -> Result<Vec<Violation>> {
    let text = fs::read_to_string(place.root.join(ROOT))?;
    let mut found = reasons(&text);
    let mut used = BTreeSet::new();
    for package in Packages::ours(place)?.packages {
        let file = format!("{}/Cargo.toml", package.folder(place));
        let text = fs::read_to_string(&package.manifest_path)?;
        let manifest: Table = text.parse().with_context(|| format!("{file} cannot be read"))?;
        found.extend(inheritance(&file, &manifest));
        used.extend(tables(&manifest).into_iter().flat_map(Table::keys).cloned());
    }
    found.extend(unused(&text, &used));
    Ok(found)
}

/// The lines of `[workspace.dependencies]` that name something, with their numbers.
fn table(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let lines =
        text.lines().enumerate().skip_while(|(_, line)| *line != "[workspace.dependencies]");
    let table = lines.skip(1).take_while(|(_, line)| !line.starts_with('['));
    table.filter(|(_, line)| !line.trim_start().starts_with('#')).filter_map(|(at, line)| {
        line.split_once('=').map(|(name, value)| (at + 1, name.trim(), value))
    })
}

/// Lines that no member inherits.
fn unused(text: &str, used: &BTreeSet<String>) -> Vec<Violation> {
    let idle = table(text).filter(|(_, name, _)| !used.contains(*name));
    idle.map(|(at, name, _)| {
        Violation::at("reasons", ROOT, at, format!("{name}: no member uses it, remove the line"))
    })
    .collect()
}

/// Every table of dependencies, those for one target included.
fn tables(manifest: &Table) -> Vec<&Table> {
    let below = manifest.iter().filter_map(|(name, value)| Some((name, value.as_table()?)));
    let found = below.map(|(name, table)| match KINDS.contains(&name.as_str()) {
        true => vec![table],
        false => tables(table),
    });
    found.flatten().collect()
}

/// The names of such tables.
const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// Lines without `# reason`, or with any version at all.
fn reasons(text: &str) -> Vec<Violation> {
    let faults = table(text).filter_map(|(at, name, value)| Some((at, fault(name, value)?)));
    faults.map(|(at, text)| Violation::at("reasons", ROOT, at, text)).collect()
}

fn fault(name: &str, value: &str) -> Option<String> {
    let comment = value.rsplit_once(" # ").map_or("", |(_, comment)| comment);
    if value.contains("path =") {
        None
    } else if value.contains("\"*\"") {
        Some(format!("{name}: any version is no version, pin one"))
    } else if comment.split_whitespace().count() < 1 {
        Some(format!("{name}: say at the end of the line, after #, why it is needed"))
    } else {
        None
    }
}

/// Dependencies of a member that do not say `workspace = true`.
fn inheritance(file: &str, manifest: &Table) -> Vec<Violation> {
    let wrong = tables(manifest).into_iter().flatten().filter(|(_, value)| !inherits(value));
    let text =
        |name: &str| format!("{name}: write `{name}.workspace = true`, and the version in {ROOT}");
    wrong.map(|(name, _)| Violation::of("reasons", file, text(name))).collect()
}

fn inherits(value: &toml::Value) -> bool {
    value.get("workspace").and_then(toml::Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_a_reason_is_found() {
        let text = "[workspace.dependencies]\n# heading\na = \"1\" # dates\nb = \"2\"\n\
                    c = { path = \"c\" }\nd = \"*\" # why\n[profile.dev]\ne = 1\n";
        let lines: Vec<_> = reasons(text).iter().map(|one| one.line).collect();
        assert_eq!(lines, [4, 6]);
    }

    #[test]
    fn a_version_in_a_member_is_found() {
        let manifest = "[dependencies]\na.workspace = true\nb = \"1\"\n\
                        [dev-dependencies]\nc = { version = \"1\" }\nd = { workspace = true, features = [] }\n";
        let found = inheritance("app/Cargo.toml", &manifest.parse().unwrap());
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn a_line_that_no_member_uses_is_found() {
        let text = "[workspace.dependencies]\na = \"1\" # why\nb = \"2\" # why\nc = \"3\" # why\n";
        let manifest = "[dependencies]\na.workspace = true\n\
                        [target.'cfg(unix)'.dev-dependencies]\nc.workspace = true\n";
        let manifest: Table = manifest.parse().unwrap();
        let used = tables(&manifest).into_iter().flat_map(Table::keys).cloned().collect();
        let lines: Vec<_> = unused(text, &used).iter().map(|one| one.line).collect();
        assert_eq!(lines, [3]);
    }
}
