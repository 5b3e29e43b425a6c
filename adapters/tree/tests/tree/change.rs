//! Folders made, things moved and removed.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use maloca_fault::Fault;
use maloca_files::{Condition, Kind, Refused, Tree};

use crate::scratch::{Scratch, path};

#[tokio::test]
async fn a_folder_is_made_once_and_only_in_one_that_is_there() {
    let scratch = Scratch::new();
    scratch.write("f", "x");
    let made = scratch.tree.make_folder(&path("d")).await.unwrap();
    assert_eq!((made.kind, made.size), (Kind::Folder, 0));
    for (name, expected) in [
        ("d", Refused::Exists.into()),
        ("f", Refused::Exists.into()),
        ("f/d", Refused::NotFolder.into()),
        ("x/d", Fault::Missing),
        ("", Refused::IsFolder.into()),
    ] {
        assert_eq!(scratch.tree.make_folder(&path(name)).await.err(), Some(expected), "{name}");
    }
}

#[tokio::test]
async fn moving_never_replaces_anything() {
    let scratch = Scratch::new();
    scratch.write("a", "a");
    scratch.write("b", "b");
    scratch.write("d/e/f", "f");
    for (from, to, expected) in [
        ("a", "b", Refused::Exists.into()),
        ("a", "a", Refused::Exists.into()),
        ("a", "d", Refused::Exists.into()),
        ("x", "y", Fault::Missing),
        ("a", "x/y", Fault::Missing),
        ("a", "b/y", Refused::NotFolder.into()),
        ("d", "d/e/g", Refused::BadMove.into()),
        ("", "g", Refused::BadMove.into()),
        ("a", "", Refused::IsFolder.into()),
    ] {
        let moved = scratch.tree.relocate(&path(from), &path(to)).await;
        assert_eq!(moved.err(), Some(expected), "{from} to {to}");
    }
    scratch.tree.relocate(&path("a"), &path("d/e/a")).await.unwrap();
    scratch.tree.relocate(&path("d"), &path("g")).await.unwrap();
    assert_eq!((scratch.read("g/e/a").as_str(), scratch.read("g/e/f").as_str()), ("a", "f"));
    assert_eq!(scratch.names("").await, ["g", "b"]);
}

#[tokio::test]
async fn a_folder_is_not_moved_into_itself_through_a_link() {
    let scratch = Scratch::new();
    scratch.write("d/e/f", "f");
    symlink("d/e", scratch.at("link")).unwrap();
    let moved = scratch.tree.relocate(&path("d"), &path("link/g")).await;
    assert_eq!(moved.err(), Some(Refused::BadMove.into()));
}

#[tokio::test]
async fn what_is_removed_lies_in_the_bin_with_a_note() {
    let scratch = Scratch::new();
    scratch.write("d/file.txt", "x");
    scratch.write("d/folder/inner", "y");
    let long = "ñ".repeat(120);
    scratch.write(&long, "z");
    for name in ["d/file.txt", "d/folder", &long] {
        scratch.tree.remove(&path(name), Condition::Always).await.unwrap();
        assert_eq!(scratch.find(name).await.err(), Some(Fault::Missing));
    }
    let mut notes = 0;
    for entry in fs::read_dir(scratch.at(".maloca/bin")).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if let Some(id) = name.strip_suffix(".json") {
            let note: serde_json::Value =
                serde_json::from_slice(&fs::read(entry.path()).unwrap()).unwrap();
            let was = note["path"].as_str().unwrap();
            let last = was.rsplit('/').next().unwrap();
            let item = format!("{id}-{}", &last[..last.len().min(200)]);
            assert!(scratch.at(".maloca/bin").join(item).exists(), "{was}");
            notes += 1;
        }
    }
    assert_eq!(notes, 3);
    let mode = fs::metadata(scratch.at(".maloca")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[tokio::test]
async fn the_bin_keeps_what_is_young_and_loses_what_is_old_with_all_that_is_in_it() {
    let scratch = Scratch::new();
    let deep = format!("d/{}", vec!["folder"; 50].join("/"));
    scratch.write(&format!("{deep}/file"), "x");
    scratch.write("d/other/file", "x");
    scratch.write("outside", "kept");
    symlink("../../../outside", scratch.at("d/link")).unwrap();
    scratch.write(".maloca/bin/foreign", "kept");
    scratch.tree.remove(&path("d"), Condition::Always).await.unwrap();
    let bin = || fs::read_dir(scratch.at(".maloca/bin")).unwrap().count();
    let day = std::time::Duration::from_secs(86_400);
    assert_eq!(scratch.tree.empty_bin(day).await, Ok(0));
    assert_eq!(scratch.tree.empty_bin(std::time::Duration::MAX).await, Ok(0));
    assert_eq!(bin(), 3);
    assert_eq!(scratch.tree.empty_bin(std::time::Duration::ZERO).await, Ok(2));
    assert_eq!((bin(), scratch.read(".maloca/bin/foreign").as_str()), (1, "kept"));
    assert_eq!(scratch.read("outside"), "kept");
}

#[tokio::test]
async fn a_tree_without_a_bin_has_nothing_to_empty() {
    let scratch = Scratch::new();
    assert_eq!(scratch.tree.empty_bin(std::time::Duration::ZERO).await, Ok(0));
}

#[tokio::test]
async fn the_root_and_what_is_not_there_cannot_be_removed() {
    let scratch = Scratch::new();
    scratch.write("f", "x");
    for name in ["x", "x/y", "f/y"] {
        let removed = scratch.tree.remove(&path(name), Condition::Always).await;
        assert_eq!(removed.err(), Some(Fault::Missing), "{name}");
    }
    let removed = scratch.tree.remove(&path(""), Condition::Always).await;
    assert_eq!(removed.err(), Some(Refused::IsFolder.into()));
}

#[tokio::test]
async fn a_private_folder_that_is_a_link_is_not_followed() {
    let scratch = Scratch::new();
    let outside = scratch.outer.path().join("outside");
    fs::create_dir_all(outside.join("tmp")).unwrap();
    symlink(&outside, scratch.at(".maloca")).unwrap();
    scratch.write("f", "x");
    assert!(matches!(scratch.store("g", Condition::Always, "x").await, Err(Fault::Unavailable(_))));
    let removed = scratch.tree.remove(&path("f"), Condition::Always).await;
    assert!(matches!(removed, Err(Fault::Unavailable(_))));
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
}

#[tokio::test]
async fn removing_a_link_leaves_what_it_leads_to() {
    let scratch = Scratch::new();
    scratch.write("f", "x");
    symlink("f", scratch.at("link")).unwrap();
    scratch.tree.remove(&path("link"), Condition::Always).await.unwrap();
    assert_eq!(
        (scratch.names("").await, scratch.read("f")),
        (vec!["f".to_owned()], "x".to_owned())
    );
}
