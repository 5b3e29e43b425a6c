//! Listing folders.

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;

use maloca_files::{Condition, Order, Query, Sort, Tree};

use crate::scratch::{Scratch, path};

#[tokio::test]
async fn a_listing_says_what_find_says() {
    let scratch = Scratch::new();
    scratch.write("d/x", "1");
    scratch.write("f", "12");
    symlink("f", scratch.at("l")).unwrap();
    for _ in 0..2 {
        let listing = scratch.list("").await.unwrap();
        assert_eq!((listing.total, listing.next, listing.truncated), (3, None, false));
        for entry in listing.entries {
            assert_eq!(entry.meta, scratch.find(&entry.name).await.unwrap(), "{}", entry.name);
        }
    }
}

#[tokio::test]
async fn ten_thousand_entries_come_in_natural_order_page_by_page() {
    let scratch = Scratch::new();
    for number in 0..10_000 {
        fs::write(scratch.at(&format!("file{number}")), "").unwrap();
    }
    let (mut names, mut cursor) = (Vec::new(), None);
    loop {
        let query = Query { limit: Some(999), cursor, ..Query::default() };
        let listing = scratch.tree.list(&path(""), query).await.unwrap();
        assert_eq!(listing.total, 10_000);
        names.extend(listing.entries.into_iter().map(|entry| entry.name));
        cursor = listing.next;
        if cursor.is_none() {
            break;
        }
    }
    let expected: Vec<_> = (0..10_000).map(|number| format!("file{number}")).collect();
    assert_eq!(names, expected);
}

#[tokio::test]
async fn pages_keep_their_place_while_entries_come_and_go() {
    let scratch = Scratch::new();
    for number in 0..50 {
        scratch.write(&format!("keep{number}"), "");
    }
    let (mut names, mut cursor, mut turn) = (Vec::new(), None, 0);
    loop {
        let query = Query { limit: Some(7), cursor, order: Order::Desc, ..Query::default() };
        let listing = scratch.tree.list(&path(""), query).await.unwrap();
        names.extend(listing.entries.into_iter().map(|entry| entry.name));
        cursor = listing.next;
        if cursor.is_none() {
            break;
        }
        scratch.write(&format!("new{turn}"), "");
        scratch.write(&format!("zz{turn}"), "");
        let last = names.iter().rev().find(|name| name.starts_with("new"));
        if let Some(gone) = last {
            let _ = fs::remove_file(scratch.at(gone));
        }
        turn += 1;
    }
    let kept: Vec<_> = names.iter().filter(|name| name.starts_with("keep")).cloned().collect();
    let expected: Vec<_> = (0..50).rev().map(|number| format!("keep{number}")).collect();
    assert_eq!(kept, expected);
}

/// Sizes in order of name.
async fn sizes(scratch: &Scratch) -> Vec<u64> {
    scratch.list("").await.unwrap().entries.iter().map(|entry| entry.meta.size).collect()
}

#[tokio::test]
async fn a_kept_listing_is_never_stale() {
    let scratch = Scratch::new();
    scratch.write("a", "1");
    symlink("d/target", scratch.at("link")).unwrap();
    scratch.write("d/target", "1");
    for round in 0..50 {
        let (size, names) = (sizes(&scratch).await, scratch.names("").await);
        assert_eq!((size.len(), names.len()), (3 + round, 3 + round));
        let mut file = fs::File::options().append(true).open(scratch.at("a")).unwrap();
        file.write_all(b"x").unwrap();
        assert_eq!(sizes(&scratch).await[1], 2 + round as u64);
        fs::write(scratch.at("d/target"), "x".repeat(round)).unwrap();
        assert_eq!(*sizes(&scratch).await.last().unwrap(), round as u64);
        scratch.store(&format!("b{round}"), Condition::Absent, "x").await.unwrap();
    }
}

#[tokio::test]
async fn the_time_of_a_folder_is_shown_as_it_is() {
    let scratch = Scratch::new();
    scratch.write("d/x", "");
    let before = scratch.list("").await.unwrap().entries[0].meta.clone();
    scratch.write("d/y", "");
    let after = scratch.list("").await.unwrap().entries[0].meta.clone();
    assert_ne!(before, after);
    assert_eq!(after, scratch.find("d").await.unwrap());
}

#[tokio::test]
async fn every_sort_is_right_after_every_other() {
    let scratch = Scratch::new();
    scratch.write("a", "333");
    scratch.write("b", "1");
    scratch.write("c", "22");
    for _ in 0..2 {
        for (sort, order, expected) in [
            (Sort::Name, Order::Asc, ["a", "b", "c"]),
            (Sort::Size, Order::Asc, ["b", "c", "a"]),
            (Sort::Size, Order::Desc, ["a", "c", "b"]),
            (Sort::Modified, Order::Desc, ["c", "b", "a"]),
        ] {
            let query = Query { sort, order, ..Query::default() };
            let listing = scratch.tree.list(&path(""), query).await.unwrap();
            let names: Vec<_> = listing.entries.into_iter().map(|entry| entry.name).collect();
            assert_eq!(names, expected);
        }
    }
}
