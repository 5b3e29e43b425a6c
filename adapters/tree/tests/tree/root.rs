//! What becomes of the root while the tree is in use.

use std::fs;

use maloca_fault::Fault;
use maloca_files::{Condition, Path, Query, Tree};
use maloca_tree::{DiskTree, OpenError};

use crate::scratch::{Scratch, all, chunks, path};

fn unavailable<T>(result: Result<T, crate::scratch::Failure>) -> bool {
    matches!(result, Err(Fault::Unavailable(_)))
}

#[tokio::test]
async fn a_root_that_is_gone_is_unavailable_and_never_made_again() {
    let scratch = Scratch::new();
    scratch.write("a", "old");
    fs::remove_dir_all(scratch.at("")).unwrap();
    assert!(unavailable(scratch.find("a").await));
    assert!(unavailable(scratch.find("").await));
    assert!(unavailable(scratch.list("").await));
    assert!(unavailable(scratch.store("a", Condition::Always, "new").await));
    assert!(unavailable(scratch.tree.make_folder(&path("d")).await));
    assert!(unavailable(scratch.tree.remove(&path("a"), Condition::Always).await));
    assert!(unavailable(scratch.tree.relocate(&path("a"), &path("b")).await));
    assert!(unavailable(scratch.tree.watch(&Path::root()).await));
    assert!(!scratch.at("").exists());
}

#[tokio::test]
async fn a_root_that_is_made_again_is_served_again() {
    let scratch = Scratch::new();
    scratch.write("a", "old");
    for round in 0..20 {
        assert_eq!(scratch.names("").await.len(), 1);
        fs::remove_dir_all(scratch.at("")).unwrap();
        fs::create_dir(scratch.at("")).unwrap();
        assert_eq!(scratch.find("a").await.err(), Some(Fault::Missing));
        assert!(scratch.names("").await.is_empty());
        scratch.write("a", &format!("new {round}"));
        let file = scratch.open("a").await;
        let size = file.meta().size;
        assert_eq!(all(file.read(0..size)).await.unwrap(), format!("new {round}").as_bytes());
    }
    scratch.store("b", Condition::Absent, "stored").await.unwrap();
    assert_eq!(scratch.names("").await, ["a", "b"]);
}

#[tokio::test]
async fn a_root_that_became_a_file_is_unavailable() {
    let scratch = Scratch::new();
    fs::remove_dir_all(scratch.at("")).unwrap();
    fs::write(scratch.outer.path().join("tree"), "").unwrap();
    assert!(unavailable(scratch.tree.list(&Path::root(), Query::default()).await));
}

#[tokio::test]
async fn an_upload_does_not_move_to_another_root_on_the_way() {
    let scratch = Scratch::new();
    let aside = scratch.outer.path().join("aside");
    let (from, to) = (scratch.outer.path().join("tree"), aside.clone());
    let swap = futures::stream::once(async move {
        fs::rename(&from, &to).unwrap();
        fs::create_dir(&from).unwrap();
        Ok(bytes::Bytes::from_static(b"x"))
    });
    // Enough before the swap that the upload has begun by then.
    let before = chunks(&[&[0; 600_000]]);
    let content = Box::pin(futures::StreamExt::chain(before, swap));
    let stored = scratch.tree.store(&path("a"), Condition::Always, content).await;
    assert!(unavailable(stored));
    assert!(!scratch.at("a").exists() && !aside.join("a").exists());
}

#[test]
fn a_tree_over_nothing_or_over_a_file_says_what_to_do() {
    let outer = tempfile::tempdir().unwrap();
    fs::write(outer.path().join("file"), "").unwrap();
    for name in ["nothing", "file"] {
        let error = DiskTree::open(&outer.path().join(name)).err().unwrap();
        assert!(matches!(error, OpenError::Folder { .. }));
        assert!(error.to_string().contains("--files"));
    }
}
