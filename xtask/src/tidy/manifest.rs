//! Dependency lines: each version stands once, in the root manifest, with the reason for it.

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
    for package in Packages::ours(place)?.packages {
        let file = format!("{}/Cargo.toml", package.folder(place));
        let text = fs::read_to_string(&package.manifest_path)?;
        let manifest: Table = text.parse().with_context(|| format!("{file} cannot be read"))?;
        found.extend(inheritance(&file, &manifest));
    }
    Ok(found)
}

/// Lines of `[workspace.dependencies]` without `# reason`, or with any version at all.
fn reasons(text: &str) -> Vec<Violation> {
    let lines =
        text.lines().enumerate().skip_while(|(_, line)| *line != "[workspace.dependencies]");
    let table = lines.skip(1).take_while(|(_, line)| !line.starts_with('['));
    table
        .filter_map(|(at, line)| {
            fault(line).map(|text| Violation::at("reasons", ROOT, at + 1, text))
        })
        .collect()
}

fn fault(line: &str) -> Option<String> {
    let (name, value) = line.split_once('=')?;
    let is_ours = value.contains("path =");
    let comment = value.rsplit_once(" # ").map_or("", |(_, comment)| comment);
    if line.trim_start().starts_with('#') || is_ours {
        None
    } else if value.contains("\"*\"") {
        Some(format!("{}: any version is no version, pin one", name.trim()))
    } else if comment.split_whitespace().count() < 1 {
        Some(format!("{}: say at the end of the line, after #, why it is needed", name.trim()))
    } else {
        None
    }
}

/// Dependencies of a member that do not say `workspace = true`.
fn inheritance(file: &str, manifest: &Table) -> Vec<Violation> {
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
    let tables = kinds.iter().filter_map(|kind| manifest.get(*kind)?.as_table());
    let wrong = tables.flatten().filter(|(_, value)| !inherits(value));
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
}
