use proptest::prelude::*;

use super::*;

fn node(number: u8) -> NodeId {
    NodeId([number; 32])
}

fn nodes(numbers: impl IntoIterator<Item = u8>) -> BTreeSet<NodeId> {
    numbers.into_iter().map(node).collect()
}

fn held(hash: u8, holders: BTreeSet<NodeId>) -> Held {
    let named = holders.clone();
    Held { path: "docs/a".parse().unwrap(), hash: Hash([hash; 32]), size: 1, holders, named }
}

fn keep(by: u8, copies: Copies) -> Keep {
    Keep { node: node(by), folder: "docs".parse().unwrap(), copies }
}

fn group(copies: u8) -> Copies {
    Copies::Group(NonZeroU8::new(copies).unwrap())
}

/// Those of the connected nodes who fetch, each by its own view.
fn fetch(file: &Held, copies: Copies, connected: &BTreeSet<NodeId>) -> BTreeSet<NodeId> {
    let others = |me: NodeId| connected.iter().copied().filter(|node| *node != me).collect();
    let due = |me: &NodeId| keep(0, copies).is_due(file, *me, &others(*me));
    connected.iter().copied().filter(due).collect()
}

prop_compose! {
    fn numbers()(numbers in prop::collection::btree_set(0..40_u8, 1..20)) -> BTreeSet<NodeId> {
        nodes(numbers)
    }
}

proptest! {
    #[test]
    fn there_are_enough_copies_and_no_more(
        hash: u8, copies in 1..10_u8, connected in numbers(), holding in 0..20_usize,
    ) {
        let holders: BTreeSet<_> = connected.iter().copied().take(holding.max(1)).collect();
        let file = held(hash, holders.clone());
        let fetching = fetch(&file, group(copies), &connected);
        prop_assert!(fetching.is_disjoint(&holders));
        let most = usize::from(copies).max(holders.len()).min(connected.len());
        prop_assert_eq!(holders.len() + fetching.len(), most);
    }

    #[test]
    fn the_order_in_which_nodes_are_known_is_nothing(
        hash: u8, copies in 1..10_u8, able in Just(Vec::from_iter(0..12_u8)).prop_shuffle(),
    ) {
        let (copies, none) = (NonZeroU8::new(copies).unwrap(), BTreeSet::new());
        let hash = Hash([hash; 32]);
        let sorted = fetchers(&hash, copies, &none, nodes(able.clone()));
        prop_assert_eq!(fetchers(&hash, copies, &none, able.into_iter().map(node)), sorted);
    }

    #[test]
    fn when_one_goes_the_others_who_fetch_go_on(hash: u8, copies in 1..5_u8, connected in numbers()) {
        let (copies, none) = (NonZeroU8::new(copies).unwrap(), BTreeSet::new());
        let hash = Hash([hash; 32]);
        let before = fetchers(&hash, copies, &none, connected.iter().copied());
        let gone = before[0];
        let left = connected.into_iter().filter(|node| *node != gone);
        let after = fetchers(&hash, copies, &none, left);
        prop_assert_eq!(&before[1..], &after[..before.len() - 1]);
    }

    #[test]
    fn copies_of_nodes_that_are_away_count(hash: u8, connected in numbers()) {
        let mut file = held(hash, nodes([100, 101]));
        prop_assert!(fetch(&file, group(9), &connected).is_empty(), "nobody can give it");
        file.holders.insert(*connected.first().unwrap());
        file.named = file.holders.clone();
        prop_assert!(fetch(&file, group(3), &connected).is_empty());
        let fetching = fetch(&file, group(4), &connected).len();
        prop_assert_eq!(fetching, 1.min(connected.len() - 1));
    }
}

#[test]
fn a_copy_here_is_fetched_by_the_one_who_wants_it_whatever_others_have() {
    let file = held(1, nodes([1, 2, 3]));
    let all = nodes(0..6);
    assert_eq!(fetch(&file, Copies::Here, &all), nodes([0]));
    assert!(!keep(0, Copies::Here).is_due(&file, node(0), &nodes([4])), "its holders are away");
}

#[test]
fn a_name_that_is_taken_by_something_else_is_left_alone_and_another_takes_the_turn() {
    let mut file = held(1, nodes([1]));
    let all = nodes([1, 2, 3]);
    let first = fetch(&file, group(2), &all);
    file.named.extend(first.iter().copied());
    let other = fetch(&file, group(2), &all);
    assert_eq!(other.len(), 1);
    assert!(other.is_disjoint(&first));
    file.named.insert(node(0));
    assert!(!keep(0, Copies::Here).is_due(&file, node(0), &all));
}

#[test]
fn work_is_spread_over_all() {
    let mut counts = std::collections::BTreeMap::<_, u32>::new();
    for number in 0..200 {
        for one in fetch(&held(number, nodes([0])), group(2), &nodes(0..5)) {
            *counts.entry(one).or_default() += 1;
        }
    }
    assert_eq!(counts.len(), 4);
    assert!(counts.values().all(|count| *count > 25), "{counts:?}");
}

#[test]
fn a_view_counts_how_many_have_how_many_copies() {
    let mut view = View::new(keep(0, group(2)));
    for holders in [nodes([1]), nodes([1, 2, 3]), nodes([1, 2, 3])] {
        view.add(&held(1, holders));
    }
    assert_eq!((view.files, view.bytes, view.copies), (3, 3, vec![0, 1, 0, 2]));
    assert_eq!(view.nodes, [(node(1), 3), (node(2), 2), (node(3), 2)].into());
}
