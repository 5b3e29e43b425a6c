//! What is promised of folders that are kept.

use std::num::NonZeroU8;

use maloca_fault::Fault;
use maloca_files::Prints;
use maloca_nodes::catalogue::{BadPage, Change, Line, Mark};
use maloca_nodes::keep::{Copies, Held, Keep, Keeps, MAX_KEEPS, Refused};
use maloca_nodes::{Catalogue, NodeId};
use maloca_store::{Sharing, Shelves};

use super::house::*;
use super::shelves::*;

fn copies(count: u8) -> Copies {
    Copies::Group(NonZeroU8::new(count).unwrap())
}

fn node(key: u8) -> NodeId {
    node_key(key).id()
}

fn keep(key: u8, folder: &str, copies: Copies) -> Keep {
    Keep { node: node(key), folder: path(folder), copies }
}

fn kept(folder: &str, copies: u8) -> Line {
    Line { path: path(folder), change: Change::Kept { copies } }
}

async fn member(house: &impl House, key: u8) -> Shelves {
    join(house, 1).await;
    house.catalogue(key, Sharing::Everything).await
}

pub(crate) async fn a_wish_is_followed_by_others_and_outlives_the_process<H: House>(house: H) {
    let (other, a) = (H::new().await, member(&house, 1).await);
    let b = member(&other, 2).await;
    a.wish(&path("docs"), Some(copies(2))).await.unwrap();
    a.wish(&path("music"), Some(Copies::Here)).await.unwrap();
    b.wish(&path("docs"), Some(copies(3))).await.unwrap();
    pull(&a, &b, 1).await;
    let mut both = vec![keep(1, "docs", copies(2)), keep(2, "docs", copies(3))];
    assert_eq!(b.all().await.unwrap(), both, "what one keeps for itself is its own affair");
    pull(&b, &a, 2).await;
    both.push(keep(1, "music", Copies::Here));
    assert_eq!(a.all().await.unwrap(), both);
    drop(a);
    let house = house.reopened().await;
    let a = house.catalogue(1, Sharing::Everything).await;
    assert_eq!(a.all().await.unwrap(), both);
}

pub(crate) async fn a_later_wish_replaces_the_earlier_and_none_takes_it_back<H: House>(house: H) {
    let (other, a) = (H::new().await, member(&house, 1).await);
    let (b, docs) = (member(&other, 2).await, path("docs"));
    for wish in [copies(2), copies(3), Copies::Here, copies(4), copies(4)] {
        a.wish(&docs, Some(wish)).await.unwrap();
        assert_eq!(a.all().await.unwrap(), [keep(1, "docs", wish)]);
    }
    pull(&a, &b, 1).await;
    assert_eq!(b.all().await.unwrap(), [keep(1, "docs", copies(4))]);
    a.wish(&docs, None).await.unwrap();
    pull(&a, &b, 1).await;
    assert_eq!((a.all().await.unwrap(), b.all().await.unwrap()), (vec![], vec![]));
    assert_eq!(a.wish(&docs, None).await, Err(Fault::Missing));
    let said: Vec<_> = lines(&a, 1).await.into_iter().map(|line| line.change).collect();
    let expected = [2, 3, 0, 4, 0].map(|copies| Change::Kept { copies });
    assert_eq!(said, expected, "nothing is said twice");
}

pub(crate) async fn a_node_keeps_a_bounded_number_of_folders(house: impl House) {
    let a = member(&house, 1).await;
    for n in 0..MAX_KEEPS {
        let wish = if n % 2 == 0 { copies(2) } else { Copies::Here };
        a.wish(&path(&format!("f{n}")), Some(wish)).await.unwrap();
    }
    let more = a.wish(&path("more"), Some(Copies::Here)).await;
    assert_eq!(more, Err(Fault::Refused(Refused::TooMany)));
    a.wish(&path("f0"), Some(Copies::Here)).await.unwrap();
    let mut theirs = Mark::start(log(2, 5));
    let many: Vec<_> = (0..MAX_KEEPS).map(|n| kept(&format!("f{n}"), 1)).collect();
    a.follow(page(&mut theirs, 2, &many)).await.unwrap();
    let exchange = [kept("more", 1), kept("f0", 0)];
    a.follow(page(&mut theirs, 2, &exchange)).await.unwrap();
    let too_many = page(&mut theirs, 2, &[kept("f0", 1)]);
    assert_eq!(a.follow(too_many).await, Err(Fault::Refused(BadPage::TooMuch)));
    assert_eq!(a.all().await.unwrap().len(), 2 * MAX_KEEPS);
}

pub(crate) async fn a_wish_for_a_folder_leaves_a_file_of_that_name_alone(house: impl House) {
    let a = member(&house, 1).await;
    a.note(vec![read("docs", 1)]).await.unwrap();
    a.wish(&path("docs"), Some(copies(2))).await.unwrap();
    assert_eq!(names(&a.named(&path("docs"), 9).await.unwrap()), ["docs"]);
    a.note(vec![gone("docs")]).await.unwrap();
    assert_eq!(a.all().await.unwrap(), [keep(1, "docs", copies(2))]);
    let mut theirs = Mark::start(log(2, 5));
    let both = [shared("docs", 1), kept("docs", 2)];
    a.follow(page(&mut theirs, 2, &both)).await.unwrap();
    assert_eq!(a.named(&path("docs"), 9).await.unwrap().len(), 1);
    assert_eq!(a.shares().await.unwrap().iter().map(|share| share.files).sum::<u64>(), 1);
}

pub(crate) async fn files_beneath_a_folder_are_read_in_pages_with_their_nodes(house: impl House) {
    let a = member(&house, 1).await;
    let mine = ["docs/a", "docs/b/c", "docs/b!", "docs", "docs2/x", "other"];
    a.note(mine.map(|name| read(name, 1)).to_vec()).await.unwrap();
    let mut theirs = Mark::start(log(2, 5));
    let lines = [shared("docs/a", 2), shared("docs/b/c", 1), shared("elsewhere", 2)];
    a.follow(page(&mut theirs, 2, &lines)).await.unwrap();
    let (me, them) = (node(1), node(2));
    let held = |name: &str, content, holders: &[NodeId], named: &[NodeId]| {
        let (holders, named) = [holders, named].map(|nodes| nodes.iter().copied().collect()).into();
        Held { path: path(name), hash: hash(content), size: content.into(), holders, named }
    };
    let expected = vec![
        held("docs/a", 1, &[me, them], &[me, them]),
        held("docs/a", 2, &[them], &[me, them]),
        held("docs/b!", 1, &[me, them], &[me]),
        held("docs/b/c", 1, &[me, them], &[me, them]),
    ];
    for limit in [1, 2, 3, 1_000] {
        let (mut all, mut after) = (Vec::new(), None);
        loop {
            let page = a.under(&path("docs"), after.as_ref(), limit).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.path.clone());
            all.extend(page);
        }
        assert_eq!(all, expected, "{limit}");
    }
    assert_eq!(a.under(&path(""), None, 1_000).await.unwrap().len(), 8);
    assert_eq!(a.under(&path("nothing"), None, 1_000).await.unwrap(), []);
}

pub(crate) async fn a_log_that_is_begun_anew_says_the_wishes_again(house: impl House) {
    let a = member(&house, 1).await;
    a.wish(&path("docs"), Some(copies(2))).await.unwrap();
    let before = mark(&a, 1).await.log;
    for content in 0..21 {
        let many = (0..1_000).map(|n| read(&format!("f/{n}"), content)).collect();
        a.note(many).await.unwrap();
    }
    drop(a);
    let house = house.reopened().await;
    let a = house.catalogue(1, Sharing::Everything).await;
    assert_ne!(mark(&a, 1).await.log, before, "the log was not begun anew");
    assert_eq!(a.all().await.unwrap(), [keep(1, "docs", copies(2))]);
    assert!(lines(&a, 1).await.contains(&kept("docs", 2)));
}

pub(crate) async fn the_wishes_of_those_who_are_forgotten_are_gone(house: impl House) {
    let a = member(&house, 1).await;
    let mut theirs = Mark::start(log(2, 5));
    a.follow(page(&mut theirs, 2, &[kept("docs", 2)])).await.unwrap();
    let mut newer = Mark::start(log(2, 6));
    a.follow(page(&mut newer, 2, &[kept("music", 3)])).await.unwrap();
    assert_eq!(a.all().await.unwrap(), [keep(2, "music", copies(3))], "a newer log counts alone");
    a.forget(node(2)).await.unwrap();
    assert_eq!(a.all().await.unwrap(), []);
}
