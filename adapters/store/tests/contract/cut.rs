//! SIGKILL while a log is followed: what is there is whole pages, and it goes on from there.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use maloca_nodes::catalogue::{Line, Mark, Page};
use maloca_nodes::{Book, Catalogue, Ledger};
use maloca_store::{Sharing, Shelves, Store};

use super::house::*;
use super::shelves::*;

const DATABASE: &str = "MALOCA_TEST_CUT_DATABASE";
const PAGES: u64 = 40;
const LINES: u64 = 50;

/// Follows until it is killed, and says which pages were answered. Does nothing unless the test below
/// started it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_follows_until_it_is_killed() {
    let Ok(path) = std::env::var(DATABASE) else { return };
    let (_store, shelves) = open(Path::new(&path)).await;
    go_on(&shelves, |seq| {
        std::io::stdout().lock().write_all(format!("ack {seq}\n").as_bytes()).unwrap();
    })
    .await;
}

async fn open(path: &Path) -> (Store, Shelves) {
    let store = Store::open(path).await.unwrap();
    if store.read().await.unwrap().is_none() {
        let book = Book { group: group(1), statements: vec![], contacts: vec![] };
        store.begin(book).await.unwrap();
    }
    let shelves = store.catalogue(node_key(1), Sharing::Everything).await.unwrap();
    (store, shelves)
}

/// Follows all pages from where the log is known to.
async fn go_on(shelves: &Shelves, ack: impl Fn(u64)) {
    let marks = shelves.marks().await.unwrap();
    let known = marks.iter().find(|mark| mark.log == log(2, 1)).map_or(0, |mark| mark.seq);
    for page in pages().into_iter().filter(|page| page.head.seq > known) {
        ack(shelves.follow(page).await.unwrap().seq);
    }
}

/// Many lines are of the same paths.
fn pages() -> Vec<Page> {
    let mut mark = Mark::start(log(2, 1));
    let line = |n: u64| shared(&format!("file {}", n * n % 331), (n % 251) as u8);
    let pages = (0..PAGES).map(|nth| {
        let lines: Vec<Line> = (nth * LINES..(nth + 1) * LINES).map(line).collect();
        page(&mut mark, 2, &lines)
    });
    pages.collect()
}

/// The last page that was answered before the process was killed.
fn kill_after(path: &Path, answers: usize) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "contract::cut::a_process_that_follows_until_it_is_killed"])
        .arg("--nocapture")
        .env(DATABASE, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let acks = lines.filter_map(|line| line.split_once("ack ")?.1.parse().ok());
    let last = acks.take(answers).last().unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    last
}

#[tokio::test]
async fn a_kill_between_pages_leaves_whole_ones() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("maloca.db");
    let pages = pages();
    let ends: Vec<_> = pages.iter().map(|page| (page.head.seq, page.head.chain)).collect();
    for answers in [3, 6, 9] {
        let acked = kill_after(&path, answers);
        let (store, shelves) = open(&path).await;
        let known = mark(&shelves, 2).await;
        assert!(known.seq >= acked && ends.contains(&(known.seq, known.chain)), "{known:?}");
        assert_listed(&shelves, &pages[..(known.seq / LINES) as usize]).await;
        store.close().await;
    }
    let (_store, shelves) = open(&path).await;
    go_on(&shelves, |_| {}).await;
    assert_listed(&shelves, &pages).await;
}

/// What is listed, found and summed up is what these pages say.
async fn assert_listed(shelves: &Shelves, pages: &[Page]) {
    let said: Vec<Line> = pages.iter().flat_map(|page| page.lines.clone()).collect();
    assert_eq!(lines(shelves, 2).await, said);
    let state = state(&said);
    let found = shelves.search("file", 1_000).await.unwrap();
    let mut found: Vec<_> = found.into_iter().map(|listed| listed.path).collect();
    found.sort();
    assert!(found.iter().eq(state.keys()));
    assert_eq!(shelves.shares().await.unwrap()[1].files, state.len() as u64);
}
