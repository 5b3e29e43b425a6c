//! What is promised of what is remembered of files, and of this node's log of them.

use maloca_files::Prints;
use maloca_files::prints::MAX_REMEMBERED;
use maloca_nodes::Catalogue;
use maloca_nodes::catalogue::{Change, Line};
use maloca_store::Sharing;
use time::Duration;

use super::house::*;
use super::shelves::*;

pub(crate) async fn what_was_read_is_remembered_folder_by_folder(house: impl House) {
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let files = ["top", "a/x", "a/b/y", "a/b!/q", "a/b/c/z", "a0/n", "d/e/f/g"];
    shelves.note(files.iter().map(|name| read(name, 1)).collect()).await.unwrap();
    assert_eq!(shelves.of(&path("a/b/y")).await, Ok(Some(print("a/b/y", 1))));
    assert_eq!(shelves.of(&path("a/b")).await, Ok(None));
    for (folder, files, folders) in
        [("", "top", "a a0 d"), ("a", "a/x", "b b!"), ("d", "", "e"), ("b", "", "")]
    {
        let page = shelves.within(&path(folder), None).await.unwrap();
        let names: Vec<_> = page.files.iter().map(|print| print.path.to_string()).collect();
        assert_eq!((names.join(" "), page.folders.join(" ")), (files.into(), folders.into()));
    }
}

pub(crate) async fn a_large_folder_is_remembered_in_pages(house: impl House) {
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let names: Vec<String> = (0..MAX_REMEMBERED + 3).map(|n| format!("f/{n:05}")).collect();
    shelves.note(names.iter().map(|name| read(name, 1)).collect()).await.unwrap();
    let first = shelves.within(&path("f"), None).await.unwrap().files;
    let last = first.last().unwrap().path.name().unwrap().to_owned();
    let second = shelves.within(&path("f"), Some(&last)).await.unwrap().files;
    assert_eq!((first.len(), second.len()), (MAX_REMEMBERED, 3));
    let found: Vec<String> =
        first.iter().chain(&second).map(|print| print.path.to_string()).collect();
    assert_eq!(found, names);
}

pub(crate) async fn the_own_log_says_what_was_noted_and_nothing_twice(house: impl House) {
    join(&house, 1).await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    shelves.note(vec![read("a", 1), read("b", 2), read(".git/x", 3)]).await.unwrap();
    let mut touched = print("a", 1);
    touched.version = maloca_files::Version("w".into());
    shelves.note(vec![maloca_files::Noted::Read(touched.clone())]).await.unwrap();
    assert_eq!(shelves.of(&path("a")).await, Ok(Some(touched.clone())));
    assert_eq!(lines(&shelves, 1).await, [shared("a", 1), shared("b", 2)]);
    touched.modified += Duration::SECOND;
    shelves.note(vec![maloca_files::Noted::Read(touched), gone("b"), gone("c")]).await.unwrap();
    let house = house.reopened().await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let change = Change::Shared { hash: hash(1), size: 1, modified: 1_700_000_001 };
    let last = [Line { path: path("a"), change }, Line { path: path("b"), change: Change::Gone }];
    assert_eq!(lines(&shelves, 1).await[2..], last);
    assert_eq!(shelves.of(&path("b")).await, Ok(None));
}

pub(crate) async fn a_folder_that_is_gone_takes_all_its_files_along(house: impl House) {
    join(&house, 1).await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let mut noted: Vec<_> = (0..2_500).map(|n| read(&format!("f/{}/{n}", n % 7), 1)).collect();
    noted.extend([read("f0", 2), read("f!/x", 2), read("g/f/x", 2)]);
    shelves.note(noted).await.unwrap();
    shelves.note(vec![read("f/late", 3), gone("f"), read("f", 4)]).await.unwrap();
    let lines = lines(&shelves, 1).await;
    assert_eq!(lines.len(), 2_503 + 2_500 + 1);
    let left: Vec<_> = state(&lines).into_keys().collect();
    assert_eq!(left, [path("f"), path("f!/x"), path("f0"), path("g/f/x")]);
    assert_eq!(shelves.shares().await.unwrap()[0].files, 4);
    assert_eq!(shelves.within(&path("f"), None).await.unwrap().folders.len(), 0);
}

pub(crate) async fn what_is_shared_from_now_on_is_in_the_log(house: impl House) {
    join(&house, 1).await;
    let shelves = house.catalogue(1, Sharing::Folders(vec![path("a")])).await;
    shelves.note(vec![read("a/x", 1), read("b/y", 2)]).await.unwrap();
    assert_eq!(lines(&shelves, 1).await, [shared("a/x", 1)]);
    let house = house.reopened().await;
    let shelves = house.catalogue(1, Sharing::Folders(vec![path("b")])).await;
    let left = Line { path: path("a/x"), change: Change::Gone };
    assert_eq!(lines(&shelves, 1).await[1..], [left, shared("b/y", 2)]);
    let house = house.reopened().await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    assert_eq!(lines(&shelves, 1).await[3..], [shared("a/x", 1)]);
    assert_eq!(names(&shelves.search("x", 9).await.unwrap()), ["a/x"]);
}

/// A clock that stands still must not keep the new log from being the newer one.
pub(crate) async fn a_log_of_old_lines_is_begun_anew(house: impl House) {
    join(&house, 1).await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    for round in 0..21_u8 {
        let noted = (0..1_000).map(|n| read(&format!("{n}"), round)).collect();
        shelves.note(noted).await.unwrap();
    }
    let before = mark(&shelves, 1).await;
    let house = house.reopened().await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let after = mark(&shelves, 1).await;
    assert_eq!((before.seq, after.seq), (21_000, 1_000));
    assert!(after.log.began > before.log.began);
    assert_eq!(lines(&shelves, 1).await.len(), 1_000);
}
