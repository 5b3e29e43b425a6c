//! What is remembered of the tree stays true of it.

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use maloca_files::{Condition, Prints, Tree, Vault};
use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::memory::Memory;
use crate::scratch::{Scratch, hash, noise, path, until};

/// A tree with a journal that has caught up.
async fn kept(names: &[&str]) -> (Scratch, Arc<Memory>) {
    let (scratch, memory) = (Scratch::new(), Arc::new(Memory::default()));
    for name in names {
        scratch.write(name, name);
    }
    memory.keep(&scratch);
    memory.holds(&scratch, names).await;
    (scratch, memory)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_that_was_there_before_is_read_and_what_is_remembered_is_not_read_again() {
    let scratch = Scratch::new();
    let memory = Arc::new(Memory::default());
    fs::create_dir_all(scratch.at("d/e")).unwrap();
    for (name, size) in [("a", 0), ("d/b", 10), ("d/e/c", 16_385), ("d/e/f", 3_000_000)] {
        fs::write(scratch.at(name), noise(size)).unwrap();
    }
    let journal = memory.keep(&scratch);
    memory.holds(&scratch, &["a", "d/b", "d/e/c", "d/e/f"]).await;
    assert_eq!(scratch.tree.hashed_bytes(), 3_016_395);
    assert_eq!(fs::read_dir(scratch.at(".maloca/outboards")).unwrap().count(), 2);
    journal.abort();
    let _ = journal.await;
    // Another process finds it as it was.
    let tree = Arc::new(maloca_tree::DiskTree::open(&scratch.at("")).unwrap());
    let again = Scratch { tree, ..scratch };
    fs::remove_file(again.at("d/b")).unwrap();
    memory.keep(&again);
    memory.holds(&again, &["a", "d/e/c", "d/e/f"]).await;
    assert_eq!(again.tree.hashed_bytes(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_this_process_stores_is_remembered_at_once_and_not_read() {
    let (scratch, memory) = kept(&["before"]).await;
    let read = scratch.tree.hashed_bytes();
    let begun = Instant::now();
    scratch.store("a/b/new", Condition::Always, "new").await.unwrap();
    scratch.store("before", Condition::Always, "over").await.unwrap();
    memory.holds(&scratch, &["a/b/new", "before"]).await;
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    let piece = scratch.tree.begin(hash(b"sent"), 4).await.unwrap();
    piece.data.write_at(0, b"sent").unwrap();
    scratch.tree.finish(hash(b"sent"), &path("sent"), Condition::Absent).await.unwrap();
    memory.holds(&scratch, &["a/b/new", "before", "sent"]).await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert_eq!(scratch.tree.hashed_bytes(), read);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_this_process_moves_and_removes_is_remembered_and_not_read() {
    let (scratch, memory) = kept(&["a", "b", "d/e/f", "d/g"]).await;
    let read = scratch.tree.hashed_bytes();
    scratch.tree.relocate(&path("a"), &path("d/a")).await.unwrap();
    memory.holds(&scratch, &["b", "d/a", "d/e/f", "d/g"]).await;
    scratch.tree.relocate(&path("d"), &path("z")).await.unwrap();
    memory.holds(&scratch, &["b", "z/a", "z/e/f", "z/g"]).await;
    scratch.tree.remove(&path("b"), Condition::Always).await.unwrap();
    scratch.tree.remove(&path("z/e"), Condition::Always).await.unwrap();
    memory.holds(&scratch, &["z/a", "z/g"]).await;
    assert_eq!(scratch.tree.hashed_bytes(), read);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_other_programs_do_is_remembered_within_a_second() {
    let (scratch, memory) = kept(&["a", "d/e/f"]).await;
    let begun = Instant::now();
    scratch.write("copy", "copied");
    memory.holds(&scratch, &["a", "copy", "d/e/f"]).await;
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    // Edited in place, to the same length.
    scratch.write("a", "A");
    memory.holds(&scratch, &["a", "copy", "d/e/f"]).await;
    fs::rename(scratch.at("copy"), scratch.at("d/copy")).unwrap();
    memory.holds(&scratch, &["a", "d/copy", "d/e/f"]).await;
    scratch.write("new/x/y/z", "deep");
    memory.holds(&scratch, &["a", "d/copy", "d/e/f", "new/x/y/z"]).await;
    scratch.write("new/x/y/more", "deep");
    memory.holds(&scratch, &["a", "d/copy", "d/e/f", "new/x/y/more", "new/x/y/z"]).await;
    fs::remove_dir_all(scratch.at("new")).unwrap();
    fs::remove_file(scratch.at("a")).unwrap();
    memory.holds(&scratch, &["d/copy", "d/e/f"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_is_renamed_is_not_read_again() {
    let (scratch, memory) = kept(&["d/a", "d/e/b", "x"]).await;
    let read = scratch.tree.hashed_bytes();
    fs::rename(scratch.at("d"), scratch.at("c")).unwrap();
    memory.holds(&scratch, &["c/a", "c/e/b", "x"]).await;
    assert_eq!(scratch.tree.hashed_bytes(), read);
    // It is still listened to, at any depth.
    scratch.write("c/e/new", "new");
    memory.holds(&scratch, &["c/a", "c/e/b", "c/e/new", "x"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_and_a_folder_can_change_places() {
    let (scratch, memory) = kept(&["a", "d/f", "d/g/h"]).await;
    fs::remove_file(scratch.at("a")).unwrap();
    scratch.write("a/in", "in");
    memory.holds(&scratch, &["a/in", "d/f", "d/g/h"]).await;
    fs::remove_dir_all(scratch.at("d")).unwrap();
    scratch.write("d", "file");
    memory.holds(&scratch, &["a/in", "d"]).await;
    fs::remove_dir_all(scratch.at("a")).unwrap();
    scratch.write("b/in", "in");
    symlink("b", scratch.at("a")).unwrap();
    memory.holds(&scratch, &["b/in", "d"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_is_listed_is_read_and_nothing_hangs() {
    let (scratch, memory) = (Scratch::new(), Arc::new(Memory::default()));
    fs::write(scratch.outer.path().join("secret"), "secret").unwrap();
    for name in ["a", ".hidden", "d/.git/config", ".d/f", "d/b"] {
        scratch.write(name, name);
    }
    mknodat(CWD, scratch.at("fifo"), FileType::Fifo, Mode::RWXU, 0).unwrap();
    let links = [("round", "."), ("link", "d/b"), ("out", "../secret"), ("zero", "/dev/zero")];
    for (name, target) in links {
        symlink(target, scratch.at(name)).unwrap();
    }
    symlink("..", scratch.at("d/up")).unwrap();
    memory.keep(&scratch);
    memory.holds(&scratch, &["a", "d/b", "link"]).await;
    scratch.store("round/c", Condition::Always, "c").await.unwrap();
    scratch.store(".hidden", Condition::Always, "c").await.unwrap();
    memory.holds(&scratch, &["a", "c", "d/b", "link"]).await;
    assert_eq!(memory.gone.load(Ordering::SeqCst), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_root_that_is_away_for_a_while_is_not_forgotten() {
    let (scratch, memory) = kept(&["a", "d/b"]).await;
    let read = scratch.tree.hashed_bytes();
    let aside = scratch.outer.path().join("aside");
    fs::rename(scratch.at(""), &aside).unwrap();
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(memory.names(), ["a", "d/b"]);
    // As a mount point is while its disk is away.
    fs::create_dir(scratch.at("")).unwrap();
    tokio::time::sleep(Duration::from_millis(2500)).await;
    assert_eq!(memory.names(), ["a", "d/b"]);
    fs::remove_dir(scratch.at("")).unwrap();
    fs::rename(&aside, scratch.at("")).unwrap();
    scratch.write("d/c", "c");
    memory.holds(&scratch, &["a", "d/b", "d/c"]).await;
    assert_eq!(scratch.tree.hashed_bytes(), read + 1);
    assert_eq!(memory.gone.load(Ordering::SeqCst), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_root_is_read_in_place_of_the_first() {
    let (scratch, memory) = kept(&["a", "d/b"]).await;
    fs::rename(scratch.at(""), scratch.outer.path().join("aside")).unwrap();
    scratch.write("d/c", "c");
    memory.holds(&scratch, &["d/c"]).await;
    scratch.write("e", "e");
    memory.holds(&scratch, &["d/c", "e"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thousands_of_files_are_read_in_batches_and_walked_through_without_reading() {
    let (scratch, memory) = (Scratch::new(), Arc::new(Memory::default()));
    for number in 0..5_000 {
        let folder = if number < 4_500 { "big".to_owned() } else { format!("d{}", number % 50) };
        scratch.write(&format!("{folder}/f{number}"), &number.to_string());
    }
    let begun = Instant::now();
    let journal = memory.keep(&scratch);
    until(|| memory.len() == 5_000).await;
    let first = begun.elapsed();
    journal.abort();
    let _ = journal.await;
    let read = scratch.tree.hashed_bytes();
    let begun = Instant::now();
    fs::remove_file(scratch.at("big/f4499")).unwrap();
    fs::remove_file(scratch.at("big/f0")).unwrap();
    memory.keep(&scratch);
    until(|| memory.len() == 4_998).await;
    println!("first walk {first:?}, second {:?}", begun.elapsed());
    assert_eq!(scratch.tree.hashed_bytes(), read);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_keeps_changing_does_not_keep_the_journal_busy() {
    let (scratch, memory) = kept(&["a"]).await;
    let place = scratch.at("log");
    let writer = std::thread::spawn(move || {
        let mut file = fs::File::create(place).unwrap();
        for _ in 0..300 {
            file.write_all(&[7; 200_000]).unwrap();
            std::thread::sleep(Duration::from_millis(10));
        }
    });
    tokio::time::sleep(Duration::from_millis(500)).await;
    let begun = Instant::now();
    scratch.write("b", "b");
    until(|| memory.names().contains(&"b".to_owned())).await;
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    tokio::task::spawn_blocking(|| writer.join().unwrap()).await.unwrap();
    memory.holds(&scratch, &["a", "b", "log"]).await;
    // Read once it was left alone, and not many times over.
    assert!(scratch.tree.hashed_bytes() < 200_000_000, "{}", scratch.tree.hashed_bytes());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_memory_that_fails_for_a_while_loses_nothing() {
    let (scratch, memory) = kept(&["a", "d/b"]).await;
    memory.failing.store(3, Ordering::SeqCst);
    scratch.write("c", "c");
    scratch.store("e", Condition::Always, "e").await.unwrap();
    memory.holds(&scratch, &["a", "c", "d/b", "e"]).await;
    assert_eq!(memory.failing.load(Ordering::SeqCst), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn folders_that_are_not_watched_are_walked_through() {
    for watches in [0, 2] {
        let scratch = Scratch::new();
        let tree = maloca_tree::DiskTree::open(&scratch.at("")).unwrap().with_watches(watches);
        let scratch = Scratch { tree: Arc::new(tree), ..scratch };
        let memory = Arc::new(Memory::default());
        for name in ["a/f", "b/f", "c/d/f"] {
            scratch.write(name, name);
        }
        memory.keep(&scratch);
        memory.holds(&scratch, &["a/f", "b/f", "c/d/f"]).await;
        for name in ["a/g", "b/g", "c/d/g"] {
            scratch.write(name, name);
            fs::remove_file(scratch.at(name).with_file_name("f")).unwrap();
        }
        memory.holds(&scratch, &["a/g", "b/g", "c/d/g"]).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn outboards_of_what_is_gone_are_swept() {
    let (scratch, memory) = (Scratch::new(), Arc::new(Memory::default()));
    for (name, size) in [("a", 20_000), ("b", 30_000), ("c", 40_000)] {
        fs::write(scratch.at(name), noise(size)).unwrap();
    }
    let journal = memory.keep(&scratch);
    memory.holds(&scratch, &["a", "b", "c"]).await;
    journal.abort();
    let _ = journal.await;
    fs::remove_file(scratch.at("b")).unwrap();
    fs::rename(scratch.at("c"), scratch.at("d")).unwrap();
    memory.keep(&scratch);
    let outboard = |size| scratch.at(".maloca/outboards").join(hash(&noise(size)).to_string());
    until(|| !outboard(30_000).exists()).await;
    memory.holds(&scratch, &["a", "d"]).await;
    assert!(outboard(20_000).exists());
    let print = memory.of(&path("d")).await.unwrap().unwrap();
    assert!(Vault::open(&*scratch.tree, &print).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journal_that_is_dropped_lets_go_of_a_large_file_within_a_second() {
    let (scratch, memory) = (Scratch::new(), Arc::new(Memory::default()));
    let file = fs::File::create(scratch.at("large")).unwrap();
    file.set_len(200 << 30).unwrap();
    scratch.write("small", "small");
    let journal = memory.keep(&scratch);
    // The small one does not wait for it.
    memory.holds(&scratch, &["small"]).await;
    until(|| scratch.tree.hashed_bytes() > 100_000_000).await;
    journal.abort();
    let _ = journal.await;
    tokio::time::sleep(Duration::from_millis(900)).await;
    let read = scratch.tree.hashed_bytes();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(scratch.tree.hashed_bytes(), read);
    until(|| scratch.leftovers() == 0).await;
}

/// The files of a folder on disk, at any depth.
fn on_disk(scratch: &Scratch, folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(scratch.at(folder)).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        match entry.file_type().unwrap().is_dir() {
            _ if name.starts_with('.') => {}
            true => files.extend(on_disk(scratch, &path)),
            false => files.push(path),
        }
    }
    files
}

/// One change of any kind; many are in vain.
async fn change(scratch: &Scratch, number: usize) {
    const NAMES: [&str; 8] = ["a", "b", "c", "a/c", "a/b", "b/a/c", "c/b", "b/a"];
    let roll = |salt: usize| usize::from(hash(&(number * 8 + salt).to_le_bytes()).0[0]);
    let (one, two) = (NAMES[roll(0) % 8], NAMES[roll(1) % 8]);
    let text = format!("{number}");
    let (from, to) = (scratch.at(one), scratch.at(two));
    match roll(2) % 9 {
        0 | 1 => drop(fs::write(from, text)),
        2 => drop(fs::create_dir_all(from)),
        3 => drop(fs::rename(from, to)),
        4 => drop(fs::remove_file(from)),
        5 => drop(fs::remove_dir_all(from)),
        6 => drop(scratch.store(one, Condition::Always, &text).await),
        7 => drop(scratch.tree.relocate(&path(one), &path(two)).await),
        _ => drop(scratch.tree.remove(&path(one), Condition::Always).await),
    }
    tokio::time::sleep(Duration::from_millis(roll(3) as u64 / 8)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_happens_what_is_remembered_is_true_in_the_end() {
    let (scratch, memory) = kept(&[]).await;
    // Another number is another history.
    let seed = std::env::var("SEED").map_or(0, |seed| seed.parse().unwrap());
    for number in 0..300 {
        change(&scratch, seed * 1_000 + number).await;
    }
    scratch.write("last", "last");
    let files = on_disk(&scratch, "");
    let names: Vec<_> = files.iter().map(String::as_str).collect();
    memory.holds(&scratch, &names).await;
}
