//! What is promised of the logs of all nodes.

use std::collections::BTreeMap;

use futures::StreamExt;
use maloca_fault::Fault;
use maloca_files::Prints;
use maloca_nodes::Catalogue;
use maloca_nodes::catalogue::{BadPage, Change, Mark, Page, Share};
use maloca_store::{Sharing, Shelves};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use super::house::*;
use super::shelves::*;

/// A house of the same kind in group 1, and the catalogue of the node of this key.
async fn member<H: House>(key: u8) -> (H, Shelves) {
    let house = H::new().await;
    join(&house, 1).await;
    let shelves = house.catalogue(key, Sharing::Everything).await;
    (house, shelves)
}

fn refused<T>(bad: BadPage) -> Result<T, Fault<BadPage>> {
    Err(Fault::Refused(bad))
}

pub(crate) async fn a_log_is_followed_page_by_page_and_through_a_third_node<H: House>(_: H) {
    let (_one, a) = member::<H>(1).await;
    let (_two, relay) = member::<H>(2).await;
    let (_three, b) = member::<H>(3).await;
    a.note((0..2_300).map(|n| read(&format!("f/{n}"), 1)).collect()).await.unwrap();
    for n in 0..30 {
        a.note(vec![read(&format!("f/{n}"), 2)]).await.unwrap();
    }
    pull(&a, &relay, 1).await;
    pull(&relay, &b, 1).await;
    assert_eq!(mark(&b, 1).await, mark(&a, 1).await);
    assert_eq!(lines(&b, 1).await, lines(&a, 1).await);
    let first = a.page(mark(&a, 1).await.log, 0).await.unwrap().unwrap();
    assert_eq!(b.follow(first).await, refused(BadPage::Gap), "twice");
    let listed = b.named(&path("f/7"), 9).await.unwrap();
    assert_eq!((listed[0].node, listed[0].hash), (node_key(1).id(), hash(2)));
}

pub(crate) async fn in_another_group_own_pages_are_signed_anew_and_those_of_others_are_gone<
    H: House,
>(
    _: H,
) {
    let (house, a) = member::<H>(1).await;
    let (other, b) = member::<H>(2).await;
    a.note(vec![read("x", 1)]).await.unwrap();
    pull(&a, &b, 1).await;
    join(&other, 2).await;
    assert_eq!(b.named(&path("x"), 9).await, Ok(vec![]));
    let page = a.page(mark(&a, 1).await.log, 0).await.unwrap().unwrap();
    assert_eq!(b.follow(page).await, refused(BadPage::Forged));
    join(&house, 2).await;
    pull(&a, &b, 1).await;
    assert_eq!(names(&b.search("x", 9).await.unwrap()), ["x"]);
}

pub(crate) async fn a_forged_page_changes_nothing(house: impl House) {
    join(&house, 1).await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let mut theirs = Mark::start(log(2, 5));
    shelves.follow(page(&mut theirs, 2, &[shared("a", 1)])).await.unwrap();
    let (known, before) = (theirs, lines(&shelves, 2).await);
    let mut forged = page(&mut theirs, 2, &[shared("b", 1)]);
    forged.lines = vec![shared("c", 1)];
    assert_eq!(shelves.follow(forged.clone()).await, refused(BadPage::Forged));
    forged.head.signature.0[5] ^= 1;
    assert_eq!(shelves.follow(forged).await, refused(BadPage::Forged));
    assert_eq!(mark(&shelves, 2).await, known);
    assert_eq!(lines(&shelves, 2).await, before);
    assert_eq!(shelves.named(&path("c"), 9).await, Ok(vec![]));
}

pub(crate) async fn a_node_that_forked_its_log_is_not_listed_until_it_begins_another(
    house: impl House,
) {
    join(&house, 1).await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let mut theirs = Mark::start(log(2, 5));
    shelves.follow(page(&mut theirs, 2, &[shared("a", 1)])).await.unwrap();
    let head = Mark::start(log(2, 5)).write(&node_key(2), group(1), &[shared("b", 1)]);
    let forked = Page { lines: vec![], head };
    assert_eq!(shelves.follow(forked).await, refused(BadPage::Forked));
    let house = house.reopened().await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    assert_eq!(shelves.named(&path("a"), 9).await, Ok(vec![]));
    assert_eq!(shelves.search("a", 9).await, Ok(vec![]));
    let next = page(&mut theirs, 2, &[shared("c", 1)]);
    assert_eq!(shelves.follow(next).await, refused(BadPage::Forked));
    let anew = page(&mut Mark::start(log(2, 6)), 2, &[shared("d", 1)]);
    shelves.follow(anew).await.unwrap();
    assert_eq!(shelves.named(&path("d"), 9).await.unwrap().len(), 1);
}

pub(crate) async fn a_newer_log_replaces_the_older_one(house: impl House) {
    join(&house, 1).await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let mut old = Mark::start(log(2, 5));
    let lines: Vec<_> = (0..900).map(|n| shared(&format!("old {n}"), 1)).collect();
    shelves.follow(page(&mut old, 2, &lines)).await.unwrap();
    shelves.follow(page(&mut Mark::start(log(2, 6)), 2, &[shared("new", 3)])).await.unwrap();
    assert_eq!(shelves.search("old", 9).await, Ok(vec![]));
    let share = Share { node: node_key(2).id(), files: 1, bytes: 3 };
    assert_eq!(shelves.shares().await.unwrap()[1..], [share]);
    assert_eq!(shelves.follow(page(&mut old, 2, &[])).await, refused(BadPage::OtherLog));
    assert_eq!(shelves.page(log(2, 5), 0).await, Ok(None));
}

pub(crate) async fn nobody_else_writes_this_nodes_log(house: impl House) {
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let mut theirs = Mark::start(log(2, 1));
    let first = page(&mut theirs, 2, &[shared("a", 1)]);
    assert_eq!(shelves.follow(first).await, refused(BadPage::OtherLog), "in no group");
    join(&house, 1).await;
    let mut own = Mark::start(log(1, u64::MAX));
    let first = page(&mut own, 1, &[shared("a", 1)]);
    assert_eq!(shelves.follow(first).await, refused(BadPage::OtherLog));
}

pub(crate) async fn holders_and_sums_follow_the_lines(house: impl House) {
    join(&house, 1).await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    for key in [2, 3] {
        let lines = [shared("x", 7), shared("y", 7), shared("z", 8), shared("y", 9)];
        shelves.follow(page(&mut Mark::start(log(key, 1)), key, &lines)).await.unwrap();
    }
    shelves.note(vec![read("mine", 7)]).await.unwrap();
    let holders = shelves.holders(&hash(7), 9).await.unwrap();
    let nodes: Vec<_> = holders.iter().map(|listed| listed.node).collect();
    assert_eq!(nodes, [1, 2, 3].map(|key| node_key(key).id()));
    assert_eq!(shelves.holders(&hash(7), 1).await.unwrap(), holders[..1]);
    let share = |key, files, bytes| Share { node: node_key(key).id(), files, bytes };
    let expected = vec![share(1, 1, 7), share(2, 3, 24), share(3, 3, 24)];
    assert_eq!(shelves.shares().await, Ok(expected));
    assert_eq!(shelves.named(&path("x"), 9).await.unwrap().len(), 2);
}

pub(crate) async fn a_ring_is_heard_after_a_change(house: impl House) {
    join(&house, 1).await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let mut rings = shelves.listen();
    shelves.note(vec![read("x", 1)]).await.unwrap();
    assert_eq!(rings.next().await, Some(()));
    assert_eq!(mark(&shelves, 1).await.seq, 1);
    shelves.follow(page(&mut Mark::start(log(2, 1)), 2, &[shared("y", 1)])).await.unwrap();
    assert_eq!(rings.next().await, Some(()));
}

/// One thing that happens to the group.
#[derive(Clone, Debug)]
enum Event {
    Read(u8, u8),
    Gone(u8),
    Relay,
    Follow(bool),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        5 => (0..60_u8, 1..4_u8).prop_map(|(file, content)| Event::Read(file, content)),
        2 => (0..60_u8).prop_map(Event::Gone),
        1 => Just(Event::Relay),
        1 => any::<bool>().prop_map(Event::Follow),
    ];
    proptest::collection::vec(event, 60..160)
}

/// Files 0, 6, 12 … are folders of the others' names at times.
fn name(file: u8) -> String {
    if file.is_multiple_of(6) { format!("d{}", file / 6) } else { format!("e{}/{file}", file % 6) }
}

async fn play([a, relay, b]: [&Shelves; 3], events: &[Event]) {
    for event in events {
        match event {
            Event::Read(file, content) => a.note(vec![read(&name(*file), *content)]).await.unwrap(),
            Event::Gone(file) if file.is_multiple_of(10) => {
                a.note(vec![gone(&format!("e{}", file / 10))]).await.unwrap();
            }
            Event::Gone(file) => a.note(vec![gone(&name(*file))]).await.unwrap(),
            Event::Relay => drop(step(a, relay, 1).await),
            Event::Follow(straight) => {
                let from = if *straight { a } else { relay };
                if from.marks().await.unwrap().iter().any(|mark| mark.log.node == node_key(1).id())
                {
                    step(from, b, 1).await;
                }
            }
        }
    }
}

async fn listed(shelves: &Shelves) -> BTreeMap<maloca_files::Path, Change> {
    let mut listed = BTreeMap::new();
    for file in 0..60 {
        for one in shelves.named(&path(&name(file)), 9).await.unwrap() {
            let change = Change::Shared { hash: one.hash, size: one.size, modified: one.modified };
            assert!(listed.insert(one.path, change).is_none(), "twice");
        }
    }
    listed
}

pub(crate) async fn whoever_follows_random_changes_by_random_ways_lists_the_same<H: House>(_: H) {
    for _ in 0..8 {
        let tree = events().new_tree(&mut TestRunner::default()).unwrap();
        let (_one, a) = member::<H>(1).await;
        let (_two, relay) = member::<H>(2).await;
        let (_three, b) = member::<H>(3).await;
        play([&a, &relay, &b], &tree.current()).await;
        pull(&a, &b, 1).await;
        let expected = state(&lines(&a, 1).await);
        assert_eq!(listed(&a).await, expected, "{:?}", tree.current());
        assert_eq!(listed(&b).await, expected, "{:?}", tree.current());
        assert_eq!(
            b.search("e", 99).await.unwrap().len(),
            expected.keys().filter(|path| path.to_string().starts_with('e')).count()
        );
    }
}
