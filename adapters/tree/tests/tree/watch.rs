//! Hearing of changes.

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::time::Duration;

use futures::StreamExt;
use maloca_files::port::Changes;
use maloca_files::{Condition, Tree};
use tokio::time::timeout;

use crate::scratch::{Scratch, path};

/// Long enough for the slowest machine; a ring takes a quarter of a second.
const HANG: Duration = Duration::from_secs(20);

/// A change that must ring.
type Change = (&'static str, fn(&Scratch));

async fn rings(changes: &mut Changes, why: &str) {
    assert_eq!(timeout(HANG, changes.next()).await.ok().flatten(), Some(()), "{why}");
}

/// Waits until what happened so far has been told.
async fn settle(changes: &mut Changes) {
    while timeout(Duration::from_millis(600), changes.next()).await.is_ok() {}
}

fn append(scratch: &Scratch, name: &str) {
    let mut file = fs::File::options().append(true).open(scratch.at(name)).unwrap();
    file.write_all(b"more").unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_kind_of_change_rings() {
    let scratch = Scratch::new();
    scratch.write("d/f", "x");
    let mut changes = scratch.tree.watch(&path("d")).await.unwrap();
    let kinds: [Change; 7] = [
        ("made", |scratch| scratch.write("d/g", "x")),
        ("grown", |scratch| append(scratch, "d/g")),
        ("cut", |scratch| drop(fs::File::create(scratch.at("d/f")).unwrap())),
        ("renamed", |scratch| fs::rename(scratch.at("d/g"), scratch.at("d/h")).unwrap()),
        ("moved in", |scratch| {
            scratch.write("k", "x");
            fs::rename(scratch.at("k"), scratch.at("d/k")).unwrap();
        }),
        ("removed", |scratch| fs::remove_file(scratch.at("d/h")).unwrap()),
        ("folder", |scratch| fs::create_dir(scratch.at("d/sub")).unwrap()),
    ];
    for (why, change) in kinds {
        change(&scratch);
        rings(&mut changes, why).await;
        settle(&mut changes).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writing_through_the_tree_rings_and_reading_does_not() {
    let scratch = Scratch::new();
    scratch.write("f", "x");
    let mut changes = scratch.tree.watch(&path("")).await.unwrap();
    scratch.store("g", Condition::Always, "x").await.unwrap();
    rings(&mut changes, "stored").await;
    settle(&mut changes).await;
    for _ in 0..10 {
        scratch.list("").await.unwrap();
        drop(scratch.open("f").await);
    }
    // No change, no ring: one would come within half a second.
    assert!(timeout(Duration::from_millis(800), changes.next()).await.is_err());
    scratch.tree.remove(&path("g"), Condition::Always).await.unwrap();
    rings(&mut changes, "removed").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_changes_ring_a_few_times() {
    let scratch = Scratch::new();
    let mut changes = scratch.tree.watch(&path("")).await.unwrap();
    let root = scratch.at("");
    let writer = std::thread::spawn(move || {
        for number in 0..1000 {
            fs::write(root.join(format!("f{number}")), "x").unwrap();
            std::thread::sleep(Duration::from_millis(1));
        }
    });
    let started = std::time::Instant::now();
    let mut times = 0;
    while !writer.is_finished() {
        let _ = timeout(Duration::from_millis(100), changes.next()).await.map(|_| times += 1);
    }
    assert!(times >= 1 && times <= started.elapsed().as_millis() / 200 + 1, "{times}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_root_and_a_folder_that_are_made_again_are_watched_again() {
    let scratch = Scratch::new();
    scratch.write("d/f", "x");
    let mut root = scratch.tree.watch(&path("")).await.unwrap();
    let mut folder = scratch.tree.watch(&path("d")).await.unwrap();
    fs::remove_dir_all(scratch.at("")).unwrap();
    rings(&mut root, "root removed").await;
    rings(&mut folder, "folder removed").await;
    settle(&mut folder).await;
    fs::create_dir_all(scratch.at("d")).unwrap();
    rings(&mut root, "root made").await;
    rings(&mut folder, "folder made").await;
    settle(&mut folder).await;
    settle(&mut root).await;
    scratch.write("d/g", "x");
    rings(&mut folder, "file in the new folder").await;
    scratch.write("g", "x");
    rings(&mut root, "file in the new root").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_who_watch_a_folder_hear_by_whatever_name() {
    let scratch = Scratch::new();
    scratch.write("d/f", "x");
    symlink("d", scratch.at("link")).unwrap();
    let mut all = Vec::new();
    for name in ["d", "link", "d", "link"] {
        all.push(scratch.tree.watch(&path(name)).await.unwrap());
    }
    // Who stops listening takes nothing from the others.
    drop(all.remove(0));
    drop(all.remove(0));
    scratch.write("d/g", "x");
    for changes in &mut all {
        rings(changes, "made").await;
    }
}
