//! Writing files.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use bytes::Bytes;
use futures::future::join_all;
use futures::{StreamExt, stream};
use maloca_fault::Fault;
use maloca_files::{BadPath, Condition, Refused, Tree, Version};
use maloca_tree::DiskTree;

use crate::scratch::{Scratch, chunks, cut_off, path, until};

#[tokio::test]
async fn a_stored_file_is_found_with_what_was_said_about_it() {
    let scratch = Scratch::new();
    let parts: [&[u8]; 4] = [b"on", b"", b"e ", b"two"];
    let stored = scratch.tree.store(&path("f"), Condition::Always, chunks(&parts)).await.unwrap();
    assert!(stored.created);
    assert_eq!(stored.blake3, blake3::hash(b"one two").to_hex().as_str());
    assert_eq!(scratch.find("f").await.unwrap(), stored.meta);
    assert_eq!(scratch.read("f"), "one two");
    let mode = fs::metadata(scratch.at("f")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777 & !0o022, 0o644);
    let again = scratch.store("f", Condition::Always, "three").await.unwrap();
    assert!(!again.created && again.meta.version != stored.meta.version);
    assert_eq!(scratch.leftovers(), 0);
}

#[tokio::test]
async fn a_large_file_arrives_bit_for_bit() {
    let scratch = Scratch::new();
    let part = Bytes::from((0..100_003_u32).map(|at| (at % 253) as u8).collect::<Vec<_>>());
    let content = Box::pin(stream::iter(vec![part.clone(); 100]).map(Ok));
    let stored = scratch.tree.store(&path("f"), Condition::Always, content).await.unwrap();
    let whole = part.repeat(100);
    assert_eq!(stored.meta.size, whole.len() as u64);
    assert!(fs::read(scratch.at("f")).unwrap() == whole);
    assert_eq!(stored.blake3, blake3::hash(&whole).to_hex().as_str());
}

#[tokio::test]
async fn missing_folders_are_made() {
    let scratch = Scratch::new();
    scratch.store("a/b/c/f", Condition::Absent, "x").await.unwrap();
    scratch.store("a/b/g", Condition::Absent, "y").await.unwrap();
    assert_eq!(scratch.read("a/b/c/f"), "x");
    assert_eq!(scratch.names("a/b").await, ["c", "g"]);
}

#[tokio::test]
async fn a_cut_off_upload_leaves_nothing() {
    let scratch = Scratch::new();
    scratch.write("old", "old");
    for name in ["new", "old", "made/new"] {
        let content = cut_off(&[b"half"]);
        let stored = scratch.tree.store(&path(name), Condition::Always, content).await;
        assert_eq!(stored.err(), Some(Refused::CutOff.into()));
    }
    assert_eq!(scratch.names("").await, ["old"]);
    assert_eq!(scratch.read("old"), "old");
    until(|| scratch.leftovers() == 0).await;
}

#[tokio::test]
async fn an_upload_that_nobody_waits_for_leaves_nothing() {
    let scratch = Scratch::new();
    let stalled = chunks(&[&[7; 700_000]]).chain(stream::pending());
    let tree = Arc::clone(&scratch.tree);
    let task =
        tokio::spawn(
            async move { tree.store(&path("f"), Condition::Always, Box::pin(stalled)).await },
        );
    until(|| scratch.leftovers() == 1).await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    until(|| scratch.leftovers() == 0).await;
    assert!(!scratch.at("f").exists());
}

#[tokio::test]
async fn what_a_crash_left_is_swept_at_the_next_start_and_a_living_upload_is_not() {
    let scratch = Scratch::new();
    let stalled = chunks(&[&[7; 700_000]]).chain(stream::pending());
    let tree = Arc::clone(&scratch.tree);
    let task =
        tokio::spawn(
            async move { tree.store(&path("f"), Condition::Always, Box::pin(stalled)).await },
        );
    until(|| scratch.leftovers() == 1).await;
    scratch.write(".maloca/tmp/dead", "half");
    let _second = DiskTree::open(&scratch.at("")).unwrap();
    assert!(!scratch.at(".maloca/tmp/dead").exists());
    assert_eq!(scratch.leftovers(), 1);
    task.abort();
}

#[tokio::test]
async fn a_file_under_its_final_name_is_never_half() {
    let scratch = Scratch::new();
    let (sender, receiver) = tokio::sync::mpsc::channel::<Bytes>(1);
    let receiver = stream::unfold(receiver, |mut receiver| async move {
        receiver.recv().await.map(|bytes| (Ok(bytes), receiver))
    });
    let tree = Arc::clone(&scratch.tree);
    let task =
        tokio::spawn(
            async move { tree.store(&path("f"), Condition::Always, Box::pin(receiver)).await },
        );
    for _ in 0..20 {
        sender.send(Bytes::from(vec![1; 100_000])).await.unwrap();
        assert_eq!(scratch.find("f").await.err(), Some(Fault::Missing));
    }
    drop(sender);
    assert_eq!(task.await.unwrap().unwrap().meta.size, 2_000_000);
}

#[tokio::test]
async fn conditions_are_kept() {
    let scratch = Scratch::new();
    let conflict = Some(Refused::Conflict.into());
    let other = || vec![Version("other".into())];
    for condition in [Condition::Present, Condition::OneOf(other())] {
        assert_eq!(scratch.store("f", condition, "x").await.err(), conflict);
    }
    let first = scratch.store("f", Condition::NoneOf(other()), "1").await.unwrap().meta.version;
    let known = || vec![first.clone()];
    for condition in [Condition::Absent, Condition::NoneOf(known()), Condition::OneOf(other())] {
        assert_eq!(scratch.store("f", condition, "x").await.err(), conflict);
    }
    assert_eq!(scratch.read("f"), "1");
    scratch.store("f", Condition::OneOf(known()), "2").await.unwrap();
    assert_eq!(scratch.store("f", Condition::OneOf(known()), "3").await.err(), conflict);
    let removed = scratch.tree.remove(&path("f"), Condition::OneOf(known())).await;
    assert_eq!(removed.err(), conflict);
    assert_eq!(scratch.read("f"), "2");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_writers_the_last_wins_and_none_is_mixed() {
    let scratch = Scratch::new();
    let writers = (0..24_u8).map(|writer| {
        let tree = Arc::clone(&scratch.tree);
        tokio::spawn(async move {
            let part = [writer; 50_000];
            let parts: Vec<&[u8]> = vec![&part; 13];
            tree.store(&path("f"), Condition::Always, chunks(&parts)).await
        })
    });
    let results: Vec<_> =
        join_all(writers).await.into_iter().map(|it| it.unwrap().unwrap()).collect();
    assert_eq!(results.iter().filter(|stored| stored.created).count(), 1);
    let bytes = fs::read(scratch.at("f")).unwrap();
    assert!(bytes.len() == 650_000 && bytes.iter().all(|byte| *byte == bytes[0]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_want_to_be_first_one_is() {
    let scratch = Scratch::new();
    for name in ["f", "d/e/f"] {
        let writers = (0..24).map(|_| {
            let tree = Arc::clone(&scratch.tree);
            tokio::spawn(async move {
                tree.store(&path(name), Condition::Absent, chunks(&[b"x"])).await
            })
        });
        let results = join_all(writers).await;
        let won = results.iter().filter(|result| result.as_ref().unwrap().is_ok()).count();
        assert_eq!(won, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_change_the_same_version_one_does() {
    let scratch = Scratch::new();
    let first = scratch.store("f", Condition::Absent, "0").await.unwrap().meta.version;
    let writers = (0..24).map(|_| {
        let (tree, known) = (Arc::clone(&scratch.tree), vec![first.clone()]);
        tokio::spawn(async move {
            tree.store(&path("f"), Condition::OneOf(known), chunks(&[b"x"])).await
        })
    });
    let results = join_all(writers).await;
    assert_eq!(results.iter().filter(|result| result.as_ref().unwrap().is_ok()).count(), 1);
}

#[tokio::test]
async fn a_folder_is_not_replaced_by_a_file() {
    let scratch = Scratch::new();
    scratch.write("d/f", "x");
    std::os::unix::fs::symlink("d", scratch.at("link")).unwrap();
    for name in ["d", "link"] {
        let stored = scratch.store(name, Condition::Always, "y").await;
        assert_eq!(stored.err(), Some(Refused::IsFolder.into()));
    }
    let root = scratch.tree.store(&path(""), Condition::Always, chunks(&[b"x"])).await;
    assert_eq!(root.err(), Some(Refused::IsFolder.into()));
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused_and_one_at_the_limit_is_not() {
    let scratch = Scratch::new();
    let tree = DiskTree::open(&scratch.at("")).unwrap().with_max_size(10);
    let ten = tree.store(&path("ten"), Condition::Always, chunks(&[b"12345", b"67890"])).await;
    assert_eq!(ten.unwrap().meta.size, 10);
    let more = tree.store(&path("more"), Condition::Always, chunks(&[b"12345", b"678901"])).await;
    assert_eq!(more.err(), Some(Refused::TooLarge.into()));
    assert_eq!(scratch.names("").await, ["ten"]);
    until(|| scratch.leftovers() == 0).await;
}

#[tokio::test]
async fn what_would_use_up_the_reserve_of_the_disk_is_refused() {
    let scratch = Scratch::new();
    let store = async |reserve| {
        let tree = DiskTree::open(&scratch.at("")).unwrap().with_reserve(reserve);
        tree.store(&path("f"), Condition::Always, chunks(&[b"x"])).await
    };
    assert_eq!(store(u64::MAX).await.err(), Some(Refused::Full.into()));
    until(|| scratch.leftovers() == 0).await;
    assert_eq!(store(0).await.unwrap().meta.size, 1);
}

#[tokio::test]
async fn whoever_will_be_refused_is_so_before_sending() {
    let scratch = Scratch::new();
    scratch.write("f", "x");
    let endless = || Box::pin(stream::pending());
    let stored = scratch.tree.store(&path("f"), Condition::Absent, endless()).await;
    assert_eq!(stored.err(), Some(Refused::Conflict.into()));
    let stored = scratch.tree.store(&path("f/g"), Condition::Always, endless()).await;
    assert_eq!(stored.err(), Some(Refused::NotFolder.into()));
}

#[tokio::test]
async fn names_as_long_as_the_disk_allows_are_stored() {
    let scratch = Scratch::new();
    let name = "n".repeat(255);
    scratch.store(&name, Condition::Absent, "x").await.unwrap();
    scratch.tree.remove(&path(&name), Condition::Always).await.unwrap();
    assert_eq!(path("f").join(&"n".repeat(256)), Err(BadPath::TooLong));
}
