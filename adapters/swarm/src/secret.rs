//! The file with the node's key.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use data_encoding::HEXLOWER;

/// Reads the key in this file. The first time, it is made, for its owner alone to read.
///
/// # Errors
/// When the file cannot be read or made, or holds something else.
pub fn secret(path: &Path) -> io::Result<[u8; 32]> {
    match fs::read_to_string(path) {
        Ok(text) => read(&text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(path),
        Err(error) => Err(error),
    }
}

fn read(text: &str) -> io::Result<[u8; 32]> {
    let bytes = HEXLOWER.decode(text.trim().as_bytes()).ok();
    let key = bytes.and_then(|bytes| bytes.try_into().ok());
    key.ok_or_else(|| io::Error::other("this is no key of a node: 64 digits of hex"))
}

/// There is never half a key: the file gets its name when it is on disk.
fn make(path: &Path) -> io::Result<[u8; 32]> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(io::Error::other)?;
    let draft = path.with_extension("new");
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    writeln!(file, "{}", HEXLOWER.encode(&key))?;
    file.sync_all()?;
    fs::rename(draft, path)?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_its_owner_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("node.key");
        let key = secret(&path).unwrap();
        assert_eq!(secret(&path).unwrap(), key);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::write(&path, "abc").unwrap();
        assert!(secret(&path).is_err(), "a damaged key is not replaced");
    }
}
