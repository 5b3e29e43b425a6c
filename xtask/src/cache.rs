//! Skipping work whose inputs did not change.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Remembers from run to run which input (by hash) each result was made of.
///
/// The hash is the standard library's: it need not resist anybody, and when a new Rust changes it,
/// the work is merely done once more.
pub(crate) struct Cache {
    file: PathBuf,
    known: BTreeMap<String, u64>,
}

impl Cache {
    /// Reads the memory; one that is missing or damaged is empty.
    pub(crate) fn open(file: PathBuf) -> Self {
        let text = fs::read_to_string(&file).unwrap_or_default();
        Self { file, known: serde_json::from_str(&text).unwrap_or_default() }
    }

    /// Whether the result of this name was made of this input.
    pub(crate) fn holds(&self, name: &str, input: u64) -> bool {
        self.known.get(name) == Some(&input)
    }

    /// Notes that the result of this name is now made of this input.
    pub(crate) fn note(&mut self, name: &str, input: u64) -> Result<()> {
        self.known.insert(name.to_owned(), input);
        write(&self.file, serde_json::to_string_pretty(&self.known)?.as_bytes())
    }
}

/// Hash of bytes together with what else decides over the result (a quality, a version).
pub(crate) fn hash(bytes: &[u8], also: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (bytes, also).hash(&mut hasher);
    hasher.finish()
}

/// Writes a file and the folders above it.
pub(crate) fn write(file: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_remembered_for_its_input_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/memory.json");
        Cache::open(file.clone()).note("glue", hash(b"wasm", "release")).unwrap();
        let again = Cache::open(file);
        assert!(again.holds("glue", hash(b"wasm", "release")));
        assert!(!again.holds("glue", hash(b"wasm", "dev")));
        assert!(!again.holds("style", hash(b"wasm", "release")));
    }

    #[test]
    fn a_damaged_memory_is_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("memory.json");
        fs::write(&file, "{\"glue\":").unwrap();
        assert!(!Cache::open(file).holds("glue", 0));
    }
}
