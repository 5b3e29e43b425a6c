//! The folder that the server embeds.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::cache;
use crate::progress::Outcome;

/// `target/site` while it is being filled. A file whose bytes did not change is not touched, so that cargo
/// does not rebuild the server for it.
pub(crate) struct Site {
    folder: PathBuf,
    kept: BTreeSet<PathBuf>,
}

impl Site {
    /// A site in this folder, of which nothing is known yet.
    pub(crate) fn at(folder: PathBuf) -> Self {
        Self { folder, kept: BTreeSet::new() }
    }

    /// Stores one file under a path relative to the site.
    pub(crate) fn put(&mut self, name: &Path, bytes: &[u8]) -> Result<()> {
        self.kept.insert(name.to_owned());
        write_if_new(&self.folder.join(name), bytes)
    }

    /// Stores everything in a folder at the top of the site.
    pub(crate) fn copy_folder(&mut self, from: &Path) -> Result<()> {
        self.copy_folder_to(from, Path::new(""))
    }

    /// Stores everything in a folder below a path of the site; a missing folder is an empty one.
    pub(crate) fn copy_folder_to(&mut self, from: &Path, below: &Path) -> Result<()> {
        for file in files_below(from)? {
            let name = below.join(file.strip_prefix(from)?);
            let bytes =
                fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
            self.put(&name, &bytes)?;
        }
        Ok(())
    }

    /// Removes what nobody put there in this run: files of earlier builds, and their compressed forms.
    pub(crate) fn sweep(&self) -> Result<Outcome> {
        for file in files_below(&self.folder)? {
            if !self.is_kept(file.strip_prefix(&self.folder)?) {
                fs::remove_file(&file)?;
            }
        }
        Ok(Outcome::Done)
    }

    /// Every stored file, as (path relative to the site, path on disk).
    pub(crate) fn files(&self) -> impl Iterator<Item = (&Path, PathBuf)> {
        self.kept.iter().map(|name| (name.as_path(), self.folder.join(name)))
    }

    fn is_kept(&self, name: &Path) -> bool {
        let compressed = name.extension().is_some_and(|end| end == "br" || end == "gz");
        self.kept.contains(name) || (compressed && self.kept.contains(&name.with_extension("")))
    }
}

/// Writes a file unless it already holds these bytes.
pub(crate) fn write_if_new(file: &Path, bytes: &[u8]) -> Result<()> {
    match fs::read(file) {
        Ok(old) if old == bytes => Ok(()),
        _ => cache::write(file, bytes),
    }
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    for entry in
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?
    {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_an_earlier_build_is_swept_with_its_compressed_form() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["old.js", "old.js.br", "pkg/new.js.gz"] {
            cache::write(&at(name), b"1").unwrap();
        }
        let mut site = Site::at(folder.path().to_owned());
        site.put(Path::new("pkg/new.js"), b"2").unwrap();
        site.sweep().unwrap();
        let mut left = files_below(folder.path()).unwrap();
        left.sort();
        assert_eq!(left, [at("pkg/new.js"), at("pkg/new.js.gz")]);
    }

    #[test]
    fn an_unchanged_file_keeps_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.css");
        write_if_new(&file, b"a{}").unwrap();
        let past = std::time::SystemTime::UNIX_EPOCH;
        fs::File::options().write(true).open(&file).unwrap().set_modified(past).unwrap();
        write_if_new(&file, b"a{}").unwrap();
        assert_eq!(fs::metadata(&file).unwrap().modified().unwrap(), past);
    }
}
