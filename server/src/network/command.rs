//! `maloca find` and `maloca fetch`: asked of the house that runs on the same data, as its owner.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use form_urlencoded::byte_serialize;
use maloca_files::Hash;
use serde_json::json;
use tokio::time::sleep;

use super::shape::{FetchShape, FileShape, Found, State};
use crate::cli::Asking;
use crate::control::call::{AskError, asked};
use crate::progress::draw;

/// How often it is asked how far a fetch is.
const LOOK: Duration = Duration::from_millis(200);

/// Prints one line for each file: `blake3 size path node`.
pub async fn find(at: &Asking, query: &str) -> Result<(), AskError> {
    let mut out = io::stdout().lock();
    for FileShape { blake3, size, path, node, .. } in search(at, query).await?.files {
        // Who closes the pipe has read enough.
        let _ = writeln!(out, "{blake3} {size} {path} {node}");
    }
    Ok(())
}

/// Fetches a file, by its hash or its name, into the tree under the same path, and waits until it is
/// there.
pub async fn fetch(at: &Asking, what: &str) -> Result<(), AskError> {
    let file = chosen(search(at, what).await?, what)?;
    let wish = json!({ "hash": file.blake3, "to": file.path });
    let mut fetch: FetchShape = asked(at, "POST", "/network/fetches", Some(wish)).await?;
    let shows = io::stderr().is_terminal();
    while matches!(fetch.state, State::Waiting | State::Fetching) {
        if shows {
            draw(fetch.received, fetch.size);
        }
        sleep(LOOK).await;
        fetch = asked(at, "GET", &format!("/network/fetches/{}", fetch.id.0), None).await?;
    }
    if shows {
        draw(fetch.received, fetch.size);
        eprintln!();
    }
    match fetch.state {
        State::Done => {
            println!("{} {} {}", fetch.blake3, fetch.size, fetch.to);
            Ok(())
        }
        _ => Err(AskError::Refused(fetch.reason.unwrap_or_else(|| "somebody ended it".to_owned()))),
    }
}

async fn search(at: &Asking, query: &str) -> Result<Found, AskError> {
    let query: String = byte_serialize(query.as_bytes()).collect();
    asked(at, "GET", &format!("/network/files?limit=1000&q={query}"), None).await
}

/// The file that is meant: of that hash, path or name. A name that several different files have means
/// none of them.
fn chosen(found: Found, what: &str) -> Result<FileShape, AskError> {
    let is_meant = |file: &FileShape| {
        what.parse::<Hash>().is_ok_and(|hash| hash == file.blake3)
            || file.path == what
            || file.path.rsplit('/').next() == Some(what)
    };
    let mut meant: Vec<_> = found.files.into_iter().filter(is_meant).collect();
    let exact = meant.iter().any(|file| file.path == what);
    meant.retain(|file| !exact || file.path == what);
    let first = meant.pop().ok_or_else(|| {
        AskError::Refused(format!(
            "no house of the group shares {what}; `maloca find` shows what there is"
        ))
    })?;
    if meant.iter().any(|file| file.blake3 != first.blake3) {
        return Err(AskError::Refused(format!(
            "several different files are called {what}; name one by its hash, which `maloca find` shows"
        )));
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use maloca_nodes::NodeId;
    use time::OffsetDateTime;

    use super::*;
    use crate::network::shape::Nearness;

    fn found(files: &[(&str, u8)]) -> Found {
        let file = |(path, hash): &(&str, u8)| FileShape {
            blake3: Hash([*hash; 32]),
            size: 1,
            path: (*path).to_owned(),
            modified: OffsetDateTime::UNIX_EPOCH,
            node: NodeId([1; 32]),
            node_name: String::new(),
            state: Nearness::Away,
        };
        Found { files: files.iter().map(file).collect() }
    }

    #[test]
    fn a_file_is_meant_by_its_hash_its_path_or_its_name() {
        let all = || found(&[("docs/a.txt", 1), ("docs/b.txt", 2)]);
        let hash = |what: &str| chosen(all(), what).unwrap().blake3;
        assert_eq!(hash(&Hash([2; 32]).to_string()), Hash([2; 32]));
        assert_eq!((hash("docs/a.txt"), hash("b.txt")), (Hash([1; 32]), Hash([2; 32])));
    }

    #[test]
    fn a_name_that_means_several_files_or_none_fetches_nothing() {
        let said = |files, what| chosen(found(files), what).unwrap_err().to_string();
        assert!(said(&[("a/x", 1), ("b/x", 2)], "x").contains("several different files"));
        assert!(said(&[("a/x", 1)], "y").contains("no house of the group shares y"));
        assert_eq!(chosen(found(&[("x", 1), ("b/x", 2)]), "x").unwrap().blake3, Hash([1; 32]));
        assert_eq!(chosen(found(&[("a/x", 1), ("b/x", 1)]), "x").unwrap().blake3, Hash([1; 32]));
    }
}
