//! Files, pages and nodes to try a catalogue with.

use std::collections::BTreeMap;

use maloca_files::{Hash, Noted, Path, Print, Version};
use maloca_nodes::catalogue::{Change, Line, Listed, LogId, Mark, Page};
use maloca_nodes::{Book, Catalogue, GroupId};
use maloca_store::Shelves;
use time::OffsetDateTime;

use super::house::*;

pub(crate) fn path(text: &str) -> Path {
    text.parse().unwrap()
}

/// What is in a file.
pub(crate) fn hash(content: u8) -> Hash {
    Hash([content; 32])
}

/// A file that was read: its content, and as many bytes.
pub(crate) fn print(name: &str, content: u8) -> Print {
    Print {
        path: path(name),
        version: Version(format!("v{content}")),
        size: u64::from(content),
        modified: OffsetDateTime::from_unix_timestamp(1_700_000_000).unwrap(),
        hash: hash(content),
    }
}

pub(crate) fn read(name: &str, content: u8) -> Noted {
    Noted::Read(print(name, content))
}

pub(crate) fn gone(name: &str) -> Noted {
    Noted::Gone(path(name))
}

pub(crate) fn shared(name: &str, content: u8) -> Line {
    let change =
        Change::Shared { hash: hash(content), size: u64::from(content), modified: 1_700_000_000 };
    Line { path: path(name), change }
}

/// The group of the tests.
pub(crate) fn group(founded: u64) -> GroupId {
    GroupId { founder: node_key(1).id(), founded }
}

/// Puts a house into the group that was founded then.
pub(crate) async fn join(house: &impl House, founded: u64) {
    let book = Book { group: group(founded), statements: vec![], contacts: vec![] };
    house.ledger().begin(book).await.unwrap();
}

/// The log of a node that is nothing but a key.
pub(crate) fn log(key: u8, began: u64) -> LogId {
    LogId { node: node_key(key).id(), began }
}

/// The next page of that log, in group 1.
pub(crate) fn page(mark: &mut Mark, key: u8, lines: &[Line]) -> Page {
    let head = mark.write(&node_key(key), group(1), lines);
    Page { lines: lines.to_vec(), head }
}

/// This node's mark of its own log.
pub(crate) async fn mark(shelves: &Shelves, key: u8) -> Mark {
    let marks = shelves.marks().await.unwrap();
    *marks.iter().find(|mark| mark.log.node == node_key(key).id()).unwrap()
}

/// All lines of a node's log, page by page.
pub(crate) async fn lines(shelves: &Shelves, key: u8) -> Vec<Line> {
    let log = mark(shelves, key).await.log;
    let mut lines = Vec::new();
    while let Some(page) = shelves.page(log, lines.len() as u64).await.unwrap() {
        lines.extend(page.lines);
    }
    lines
}

/// What a log says in the end.
pub(crate) fn state(lines: &[Line]) -> BTreeMap<Path, Change> {
    let last = lines.iter().map(|line| (line.path.clone(), line.change.clone()));
    let mut state: BTreeMap<_, _> = last.collect();
    state.retain(|_, change| *change != Change::Gone);
    state
}

/// Takes over one page of a node's log; whether there was one.
pub(crate) async fn step(from: &Shelves, to: &Shelves, key: u8) -> bool {
    let theirs = mark(from, key).await;
    let known = to.marks().await.unwrap();
    let after = known.iter().find(|mark| mark.log == theirs.log).map_or(0, |mark| mark.seq);
    let Some(page) = from.page(theirs.log, after).await.unwrap() else { return false };
    to.follow(page).await.unwrap();
    true
}

/// Takes over all of a node's log.
pub(crate) async fn pull(from: &Shelves, to: &Shelves, key: u8) {
    while step(from, to, key).await {}
}

/// The names of what was found.
pub(crate) fn names(found: &[Listed]) -> Vec<String> {
    found.iter().map(|listed| listed.path.to_string()).collect()
}
