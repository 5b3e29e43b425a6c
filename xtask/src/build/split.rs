//! The pages' module, cut into chunks that are loaded when needed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::Options;
use wasmparser::{Parser, Payload};

use super::bundle::Bundle;

/// The script that loads chunks, as the module imports it.
pub(crate) const LOADER: &str = "chunks.js";

/// Which files each room loads, read by the server, which names them in the head of the room's pages.
pub(crate) const LIST: &str = "chunks.json";

/// Chunks below this many bytes share one file: most are a handful of functions that two rooms have in common.
const SMALL: usize = 16 * 1024;

/// Cuts a module that was linked with relocations. The chunks, the script that loads them, and the
/// list of what each room loads go into a folder; the rest of the module is returned.
pub(crate) fn cut(name: &str, bytes: &[u8], into: &Path) -> Result<Vec<u8>> {
    let rest = into.join("rest.wasm");
    let (glue, loader) = (format!("./{name}.js"), format!("./{LOADER}"));
    let mut options = Options::new(bytes);
    options.output_dir = into;
    options.main_out_path = &rest;
    options.main_module = &glue;
    options.link_name = &loader;
    let made = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("the module cannot be cut into chunks: {error:?}"))?;
    let bundle = gather(&made.split_modules, into)?;
    let rooms = made.prefetch_map.into_iter().map(|(room, parts)| (room, bundle.files(parts)));
    let rooms: BTreeMap<_, _> = rooms.collect();
    check(&rooms, into)?;
    fs::write(into.join(LIST), serde_json::to_string_pretty(&rooms)?)?;
    let bytes = fs::read(&rest).context("cutting left no module")?;
    fs::remove_file(&rest)?;
    Ok(bytes)
}

/// Takes out what browsers do not need, and puts small chunks into one file.
fn gather(chunks: &[PathBuf], into: &Path) -> Result<Bundle> {
    let mut bundle = Bundle::default();
    for file in chunks {
        let bytes = without_custom_sections(&fs::read(file)?)?;
        if bytes.len() >= SMALL {
            fs::write(file, bytes)?;
        } else {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            bundle.add(&name, &bytes);
            fs::remove_file(file)?;
        }
    }
    let loader = into.join(LOADER);
    let script = bundle.rewrite(&fs::read_to_string(&loader)?)?;
    fs::write(loader, script)?;
    bundle.write(into)?;
    Ok(bundle)
}

/// Every file that a room loads must lie in the folder, all of which the server embeds.
fn check(rooms: &BTreeMap<String, Vec<String>>, folder: &Path) -> Result<()> {
    for (room, files) in rooms {
        if let Some(file) = files.iter().find(|file| !folder.join(file).is_file()) {
            bail!("the pages of {room} load {file}, which cutting did not leave");
        }
    }
    Ok(())
}

/// The module without names and other notes of the tools.
fn without_custom_sections(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.context("a chunk is no WASM")?;
        let end = match &payload {
            Payload::Version { range, .. } => usize::try_from(range.end)?,
            _ => payload.as_section().map_or(Ok(from), |(_, range)| usize::try_from(range.end))?,
        };
        if !matches!(payload, Payload::CustomSection(_)) {
            kept.extend_from_slice(&bytes[from..end]);
        }
        from = end;
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with a name section between an empty type section and an empty function section.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x01\x01\0\0\x06\x04name\0\x03\x01\0";

    #[test]
    fn names_are_taken_out_and_the_rest_stays() {
        let kept = without_custom_sections(MODULE).unwrap();
        assert_eq!(kept, b"\0asm\x01\0\0\0\x01\x01\0\x03\x01\0");
        assert_eq!(without_custom_sections(&kept).unwrap(), kept);
    }

    #[test]
    fn a_chunk_that_would_not_be_embedded_stops_the_build() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("split_chat.wasm"), MODULE).unwrap();
        let loads = |file: &str| BTreeMap::from([("chat".to_owned(), vec![file.to_owned()])]);
        assert!(check(&loads("split_chat.wasm"), folder.path()).is_ok());
        assert!(check(&loads("chunk_7.wasm"), folder.path()).is_err());
    }

    #[test]
    fn what_is_no_module_is_an_error() {
        assert!(without_custom_sections(b"<html>").is_err());
    }
}
