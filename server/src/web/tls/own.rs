//! The certificate that the house makes for itself.
//!
//! It is kept, so that a browser that was once told to trust it goes on doing so, until the house has
//! other addresses or the certificate comes of age.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use rcgen::{CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair};
use time::OffsetDateTime;

use super::Files;
use crate::start::StartError;

/// How long it is valid: longer is refused by some browsers.
const VALID: Duration = Duration::from_secs(397 * 24 * 60 * 60);
/// After what time a start makes a new one.
const AGE: Duration = Duration::from_secs(300 * 24 * 60 * 60);

/// The certificate in this folder, made if there is none, or none for these hosts.
///
/// # Errors
/// [`StartError::Tls`] when it can neither be read nor made.
pub(super) fn certificate(folder: &Path, mut hosts: Vec<String>) -> Result<Files, StartError> {
    let files = Files { cert: folder.join("cert.pem"), key: folder.join("key.pem") };
    hosts.extend(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
    hosts.sort();
    hosts.dedup();
    if !is_fresh(&files, folder, &hosts) {
        make(&files, folder, hosts).map_err(|reason| StartError::Tls {
            reason: format!("cannot make a certificate in {}: {reason}", folder.display()),
            remedy: "Give this user the right to write there, or name a certificate with --tls \
                     files:CERT,KEY.",
        })?;
    }
    Ok(files)
}

fn is_fresh(files: &Files, folder: &Path, hosts: &[String]) -> bool {
    let made = fs::metadata(&files.cert).and_then(|made| made.modified());
    let is_young = made.ok().and_then(|made| made.elapsed().ok()).is_some_and(|age| age < AGE);
    let known = fs::read_to_string(folder.join("hosts")).unwrap_or_default();
    let covers = hosts.iter().all(|host| known.lines().any(|line| line == host));
    is_young && covers && files.key.exists()
}

fn make(
    files: &Files,
    folder: &Path,
    hosts: Vec<String>,
) -> Result<(), Box<dyn std::error::Error>> {
    let (names, key) = (hosts.join("\n"), KeyPair::generate()?);
    let now = OffsetDateTime::now_utc();
    let mut wanted = CertificateParams::new(hosts)?;
    wanted.distinguished_name.push(DnType::CommonName, "maloca");
    wanted.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    (wanted.not_before, wanted.not_after) = (now - Duration::from_secs(86_400), now + VALID);
    let cert = wanted.self_signed(&key)?;
    fs::create_dir_all(folder)?;
    write(&files.key, 0o600, &key.serialize_pem())?;
    write(&files.cert, 0o644, &cert.pem())?;
    // Written last: without it the others count for nothing.
    write(&folder.join("hosts"), 0o644, &names)?;
    Ok(())
}

fn write(path: &Path, mode: u32, text: &str) -> io::Result<()> {
    let draft = path.with_extension("new");
    let _ = fs::remove_file(&draft);
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(mode).open(&draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(draft, path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn hosts(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_certificate_is_kept_while_it_is_for_all_addresses() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("tls");
        let read = |names: &[&str]| {
            let files = certificate(&folder, hosts(names)).unwrap();
            assert!(super::super::Encryption::of(&files.cert, &files.key).is_ok());
            fs::read_to_string(files.cert).unwrap()
        };
        let first = read(&["192.0.2.1", "house.example"]);
        assert_eq!(read(&["house.example"]), first);
        assert_ne!(read(&["192.0.2.2"]), first);
        let mode = fs::metadata(folder.join("key.pem")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_an_error_that_names_it() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = certificate(&file.path().join("tls"), Vec::new()).unwrap_err().to_string();
        assert!(error.contains("cannot make a certificate") && error.contains("files:CERT,KEY"));
    }
}
