//! How fast names are found among those of many nodes, and how fast a node catches up.
//!
//! `cargo run --release -p maloca-store --example search [FILES] [DIRECTORY]` builds a catalogue of
//! so many files (default: 1,000,000) of 20 nodes in a new database in the directory (default: the
//! present one), asks it 2,400 queries, and removes it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use maloca_files::Hash;
use maloca_nodes::catalogue::{Change, Line, LogId, MAX_LINES, Mark, Page};
use maloca_nodes::{Book, Catalogue, GroupId, Ledger, NodeKey};
use maloca_store::{Sharing, Shelves, Store};

type Failure = Box<dyn std::error::Error + Send + Sync>;

const NODES: u64 = 20;
const WORDS: [&str; 24] = [
    "holiday", "report", "invoice", "session", "Álbum", "draft", "final", "backup", "lecture",
    "meeting", "garden", "concert", "recipe", "scan", "thesis", "budget", "family", "winter",
    "summer", "project", "slides", "letter", "music", "camera",
];
const ENDINGS: [&str; 8] = ["jpg", "pdf", "mp3", "txt", "docx", "png", "flac", "tar.gz"];
const QUERIES: [&str; 24] = [
    "holiday",
    "jpg",
    "files",
    "files jpg",
    "jpg mp3",
    "pdf flac docx",
    "report final 2019",
    "img_000123",
    "000777.pdf",
    "zzzzqqq",
    "a",
    "je",
    "f 20",
    "albúm",
    "rarest-of-all",
    "files rarest-of-all",
    "\" OR * NEAR(",
    "summer winter garden concert recipe scan thesis",
    "holiday_000042",
    "files/holiday/2021/report-budget-000999.tar.gz",
    "dsc",
    "e",
    "2",
    "shared files jpg",
];

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let files = std::env::args().nth(1).map_or(Ok(1_000_000), |files| files.parse())?;
    let dir = std::env::args().nth(2).map_or_else(|| PathBuf::from("."), PathBuf::from);
    let dir = tempfile::tempdir_in(&dir)?;
    let path = dir.path().join("maloca.db");
    let store = Store::open(&path).await?;
    let group = GroupId { founder: key(0).id(), founded: 1 };
    store.begin(Book { group, statements: vec![], contacts: vec![] }).await?;
    let shelves = store.catalogue(key(0), Sharing::Everything).await?;
    build(&shelves, group, files).await?;
    println!("database: {} MiB", size(&path)? >> 20);
    ask(&shelves).await?;
    store.close().await;
    Ok(())
}

fn key(node: u64) -> NodeKey {
    NodeKey::from_bytes(&[node as u8 + 1; 32])
}

fn size(path: &Path) -> Result<u64, Failure> {
    let log = path.with_extension("db-wal").metadata().map_or(0, |meta| meta.len());
    Ok(path.metadata()?.len() + log)
}

async fn build(shelves: &Shelves, group: GroupId, files: u64) -> Result<(), Failure> {
    let (begin, mut waits) = (Instant::now(), Vec::new());
    for node in 1..=NODES {
        let key = key(node);
        let mut mark = Mark::start(LogId { node: key.id(), began: 1 });
        while mark.seq < files / NODES {
            let last = (mark.seq + MAX_LINES as u64).min(files / NODES);
            let lines: Vec<Line> = (mark.seq..last).map(|n| line(node, n)).collect();
            let head = mark.write(&key, group, &lines);
            let asked = Instant::now();
            shelves.follow(Page { lines, head }).await?;
            waits.push(asked.elapsed());
        }
    }
    let rate = files as f64 / begin.elapsed().as_secs_f64();
    println!("{files} files: {rate:.0} lines/s");
    let hundred: Duration = waits.iter().rev().take(100).sum();
    println!("the last 100 pages of {MAX_LINES} lines: {hundred:?}");
    tell("pages", waits);
    Ok(())
}

/// A name as cameras, people and programs give them.
fn line(node: u64, n: u64) -> Line {
    let random = |salt: u64| {
        let mixed = (n * 31 + node * 1_000_003 + salt).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33
    };
    let word = |salt: u64| WORDS[random(salt) as usize % WORDS.len()];
    let ending = ENDINGS[random(9) as usize % ENDINGS.len()];
    let year = 1990 + random(3) % 36;
    let name = match random(4) % 4 {
        0 => format!("IMG_{n:06}.{ending}"),
        1 => format!("{} {} {n}.{ending}", word(5), word(6)),
        2 => format!("{}-{}-{n:06}.{ending}", word(5), word(6)),
        _ => format!("DSC{:05}_{}.{ending}", random(7) % 100_000, word(5)),
    };
    let rare = if n % 40_000 == 77 { "rarest-of-all/" } else { "" };
    let path = format!("files/{}/{year}/{rare}{name}", word(1));
    let mut hash = Hash([0; 32]);
    hash.0[..16].copy_from_slice(&(u128::from(node) << 64 | u128::from(n)).to_be_bytes());
    hash.0[16..24].copy_from_slice(&random(8).to_be_bytes());
    let change = Change::Shared { hash, size: random(2) % (1 << 24), modified: n as i64 };
    Line { path: path.parse().unwrap_or_default(), change }
}

async fn ask(shelves: &Shelves) -> Result<(), Failure> {
    let mut all = Vec::new();
    for query in QUERIES {
        let (mut waits, mut found) = (Vec::new(), 0);
        for _ in 0..100 {
            let asked = Instant::now();
            found = shelves.search(query, 50).await?.len();
            waits.push(asked.elapsed());
        }
        all.extend(waits.iter().copied());
        tell(&format!("{query:?} ({found})"), waits);
    }
    tell("all queries", all);
    Ok(())
}

fn tell(what: &str, mut waits: Vec<Duration>) {
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 100).copied().unwrap_or_default();
    let last = waits.last().copied().unwrap_or_default();
    println!("{what}: p50 {:?}, p99 {:?}, max {last:?}", at(50), at(99));
}
