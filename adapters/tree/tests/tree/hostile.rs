//! Paths that try to get out, to hang or to confuse.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::sync::Arc;

use maloca_fault::Fault;
use maloca_files::{Condition, Files, Found, Library, Path, Query, Refused};
use maloca_people::Caller;
use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::scratch::{Scratch, all, chunks};

/// A tree full of traps, and a secret beside it.
fn trapped() -> (Scratch, UnixListener) {
    let scratch = Scratch::new();
    let secret = scratch.outer.path().join("secret");
    fs::create_dir(scratch.outer.path().join("outside")).unwrap();
    fs::write(&secret, "secret").unwrap();
    fs::write(scratch.outer.path().join("outside/secret"), "secret").unwrap();
    scratch.write("a.txt", "fine");
    scratch.write("docs/b.txt", "fine");
    scratch.write(".maloca/tmp/x", "secret");
    scratch.write(".env", "secret");
    scratch.write("docs/.git/config", "secret");
    let links = [
        ("out", "../secret"),
        ("docs/out", "../../secret"),
        ("outdir", "../outside"),
        ("outtwice", "outdir"),
        ("absolute", secret.to_str().unwrap()),
        ("etc", "/etc"),
        ("zero", "/dev/zero"),
        ("proc", "/proc/self/root"),
        ("fd", "/proc/self/fd/0"),
        ("loop", "loop"),
        ("ping", "pong"),
        ("pong", "ping"),
        ("dangling", "nowhere"),
        ("above", ".."),
        ("round", "../tree/a.txt"),
        ("deep", "docs/../../secret"),
        ("to_fifo", "fifo"),
    ];
    for (name, target) in links {
        symlink(target, scratch.at(name)).unwrap();
    }
    mknodat(CWD, scratch.at("fifo"), FileType::Fifo, Mode::RWXU, 0).unwrap();
    let socket = UnixListener::bind(scratch.at("socket")).unwrap();
    (scratch, socket)
}

/// No [`Path`] can be made of these.
const MALFORMED: [&str; 31] = [
    "..",
    "../secret",
    "..%2fsecret",
    "%2e%2e/secret",
    "%2e%2e%2fsecret",
    "a/../../secret",
    "docs/..",
    "docs/../a.txt",
    "./a.txt",
    ".",
    "docs/./b.txt",
    "//a.txt",
    "docs//b.txt",
    "docs%2f%2fb.txt",
    "a.txt//",
    "..%5csecret",
    "docs\\b.txt",
    "docs%5cb.txt",
    "\\\\host\\share",
    "%00",
    "a.txt%00",
    "a.txt%00.png",
    "docs/%00/b.txt",
    "a%0atxt",
    "a%0d%0atxt",
    "a%1btxt",
    "a%7ftxt",
    "a%c2%85txt",
    "%ff%fe",
    "%c0%ae%c0%ae/secret",
    "a%ed%a0%80",
];

/// These are paths, and nothing is there.
const NOT_THERE: [&str; 33] = [
    "out",
    "docs/out",
    "outdir",
    "outdir/secret",
    "outtwice/secret",
    "absolute",
    "etc",
    "etc/passwd",
    "zero",
    "proc",
    "proc/etc/passwd",
    "fd",
    "loop",
    "loop/a",
    "ping",
    "dangling",
    "above",
    "above/secret",
    "above/tree/a.txt",
    "round",
    "deep",
    "to_fifo",
    "fifo",
    "socket",
    "a.txt/b",
    "a.txt/b/c",
    "docs/b.txt/",
    ".maloca",
    ".maloca/tmp/x",
    ".env",
    "docs/.git/config",
    "%252e%252e",
    "%25%32%65",
];

#[tokio::test]
async fn no_hostile_path_is_read_or_listed() {
    let (scratch, _socket) = trapped();
    let files = Library::new(scratch.tree.clone());
    let who = Caller::house();
    for text in MALFORMED {
        assert!(Path::decode(text).is_err(), "{text}");
    }
    let long = ["x".repeat(255), vec!["d"; 64].join("/"), "ñ".repeat(127)];
    for text in NOT_THERE.into_iter().chain(long.iter().map(String::as_str)) {
        // A slash at the end is not part of the path, so this one is there.
        if text == "docs/b.txt/" {
            continue;
        }
        let path = Path::decode(text).unwrap();
        assert_eq!(files.find(&who, &path).await.err(), Some(Fault::Missing), "{text}");
        let listed = files.list(&who, &path, Query::default()).await;
        assert_eq!(listed.err(), Some(Fault::Missing), "{text}");
        assert_eq!(files.watch(&who, &path).await.err(), Some(Fault::Missing), "{text}");
        let removed = files.remove(&who, &path, Condition::Always).await;
        assert!(removed.is_err(), "{text}");
    }
}

#[tokio::test]
async fn a_folder_is_no_file_and_a_file_no_folder() {
    let (scratch, _socket) = trapped();
    let (docs, a) = ("docs".parse().unwrap(), "a.txt".parse().unwrap());
    let files = Library::new(scratch.tree.clone());
    let who = Caller::house();
    assert!(matches!(files.find(&who, &docs).await, Ok(Found::Folder(_))));
    let listed = files.list(&who, &a, Query::default()).await;
    assert_eq!(listed.err(), Some(Refused::NotFolder.into()));
    assert_eq!(files.watch(&who, &a).await.err(), Some(Refused::NotFolder.into()));
}

#[tokio::test]
async fn nothing_hostile_is_listed() {
    let (scratch, _socket) = trapped();
    for name in ["a\\b", "line\nbreak", "tab\t"] {
        fs::write(scratch.at(name), "").unwrap();
    }
    fs::write(scratch.at("").join(OsStr::from_bytes(b"\xff\xfe")), "").unwrap();
    assert_eq!(scratch.names("").await, ["docs", "a.txt"]);
    assert_eq!(scratch.names("docs").await, ["b.txt"]);
}

#[tokio::test]
async fn nothing_is_written_outside() {
    let (scratch, _socket) = trapped();
    let files: Arc<dyn Files> = Arc::new(Library::new(scratch.tree.clone()));
    let who = Caller::house();
    for text in ["outdir/new", "outtwice/new", "etc/new", "above/new", "proc/tmp/new", "loop/new"] {
        let path = Path::decode(text).unwrap();
        let stored = files.store(&who, &path, Condition::Always, chunks(&[b"x"])).await;
        assert_eq!(stored.err(), Some(Fault::Missing), "{text}");
        assert_eq!(files.make_folder(&who, &path).await.err(), Some(Fault::Missing), "{text}");
        let moved = files.relocate(&who, &"a.txt".parse().unwrap(), &path).await;
        assert_eq!(moved.err(), Some(Fault::Missing), "{text}");
    }
    for text in ["dangling/new", "a.txt/new", "a.txt/b/new"] {
        let path = Path::decode(text).unwrap();
        let stored = files.store(&who, &path, Condition::Always, chunks(&[b"x"])).await;
        assert_eq!(stored.err(), Some(Refused::NotFolder.into()), "{text}");
    }
    for text in [".env", ".maloca/tmp/y", "docs/.git/config"] {
        let path = Path::decode(text).unwrap();
        let stored = files.store(&who, &path, Condition::Always, chunks(&[b"x"])).await;
        assert_eq!(stored.err(), Some(Refused::Hidden.into()), "{text}");
    }
    assert_eq!(fs::read_dir(scratch.outer.path().join("outside")).unwrap().count(), 1);
    assert!(!scratch.at("nowhere").exists());
}

#[tokio::test]
async fn an_upload_over_a_link_out_replaces_the_link_and_not_what_it_leads_to() {
    let (scratch, _socket) = trapped();
    for name in ["out", "absolute", "loop", "dangling"] {
        assert!(scratch.store(name, Condition::Absent, "new").await.is_err(), "{name}");
        scratch.store(name, Condition::Always, "new").await.unwrap();
        assert_eq!(scratch.read(name), "new");
        assert!(!scratch.at(name).is_symlink());
    }
    assert_eq!(fs::read_to_string(scratch.outer.path().join("secret")).unwrap(), "secret");
    for name in ["fifo", "socket", "to_fifo"] {
        let stored = scratch.store(name, Condition::Always, "new").await;
        assert_eq!(stored.err(), Some(Refused::Exists.into()), "{name}");
    }
}

#[tokio::test]
async fn links_that_stay_inside_are_followed() {
    let (scratch, _socket) = trapped();
    symlink("docs/b.txt", scratch.at("inner")).unwrap();
    symlink("../a.txt", scratch.at("docs/up")).unwrap();
    symlink("docs", scratch.at("folder")).unwrap();
    for name in ["inner", "docs/up", "folder/b.txt", "folder/up"] {
        let file = scratch.open(name).await;
        assert_eq!(all(file.read(0..4)).await.unwrap(), b"fine", "{name}");
    }
    assert_eq!(scratch.names("").await, ["docs", "folder", "a.txt", "inner"]);
    assert_eq!(scratch.names("folder").await, ["b.txt", "up"]);
}

#[tokio::test]
async fn six_hundred_visits_of_a_fifo_hold_up_nobody() {
    let (scratch, _socket) = trapped();
    for _ in 0..600 {
        assert_eq!(scratch.find("fifo").await.err(), Some(Fault::Missing));
    }
    assert_eq!(all(scratch.open("a.txt").await.read(0..4)).await.unwrap(), b"fine");
}
