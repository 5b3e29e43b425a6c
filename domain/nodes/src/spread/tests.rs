use std::collections::BTreeSet;

use super::*;
use crate::wire::{MAX_FRAME, encode};

const START: Duration = Duration::ZERO;

fn id(n: u16) -> NodeId {
    let mut bytes = [0; 32];
    bytes[..2].copy_from_slice(&n.to_be_bytes());
    NodeId(bytes)
}

fn reach(node: u16, began: u64, seq: u64) -> Reach {
    Reach { log: LogId { node: id(node), began }, seq }
}

fn rumour(reaches: &[Reach]) -> Rumour {
    Rumour { reaches: reaches.to_vec(), whole: false }
}

/// Node 0 of a group of a hundred, connected with some of them that were greeted.
fn connected(peers: impl IntoIterator<Item = u16>) -> Spread {
    let mut spread = Spread::new(id(0), (0..100).map(id), 1);
    for peer in peers {
        spread.connected(id(peer), START);
    }
    spread
}

fn pulls(actions: &[Action]) -> Vec<(PullId, NodeId, Reach)> {
    let pull = |action: &Action| match action {
        Action::Pull { id, peer, after } => Some((*id, *peer, *after)),
        _ => None,
    };
    actions.iter().filter_map(pull).collect()
}

fn told(actions: &[Action]) -> BTreeSet<NodeId> {
    let peer = |action: &Action| match action {
        Action::Tell { peer, .. } => Some(*peer),
        _ => None,
    };
    actions.iter().filter_map(peer).collect()
}

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// The pull that a claim leads to.
fn claimed(spread: &mut Spread, peer: u16, what: Reach, now: Duration) -> (PullId, NodeId, Reach) {
    pulls(&spread.heard(id(peer), &rumour(&[what]), now))[0]
}

#[test]
fn a_change_is_told_to_eight_peers_or_to_all_when_there_are_fewer() {
    for (peers, count) in [(1..=30, FANOUT), (1..=5, 5)] {
        let mut spread = connected(peers);
        let actions = spread.advanced(reach(0, 1, 1), secs(1));
        assert_eq!(told(&actions).len(), count);
    }
}

#[test]
fn who_said_so_is_not_told() {
    let mut spread = connected(1..=5);
    let (pull, ..) = claimed(&mut spread, 3, reach(9, 1, 1), secs(1));
    spread.heard(id(4), &rumour(&[reach(9, 1, 1)]), secs(1));
    let actions = spread.arrived(pull, reach(9, 1, 1), secs(2));
    assert_eq!(told(&actions), [1, 2, 5].map(id).into());
}

#[test]
fn one_peer_is_rung_once_in_a_breath_with_all_that_came_up() {
    let mut spread = connected([1]);
    let now = secs(1);
    assert_eq!(told(&spread.advanced(reach(0, 1, 1), now)).len(), 1);
    assert_eq!(spread.advanced(reach(0, 1, 2), now), []);
    assert_eq!(spread.advanced(reach(2, 1, 7), now), []);
    let rumour = rumour(&[reach(0, 1, 2), reach(2, 1, 7)]);
    assert_eq!(spread.tick(now + BREATH), [Action::Tell { peer: id(1), rumour }]);
    assert_eq!(spread.tick(now + 2 * BREATH), []);
}

#[test]
fn who_connects_is_told_everything_but_not_when_many_do_at_once() {
    let mut spread = connected([]);
    spread.advanced(reach(0, 1, 4), START);
    let greeted = (1..=50).filter(|peer| !spread.connected(id(*peer), START).is_empty());
    assert_eq!(greeted.count(), 8);
    let whole = Rumour { reaches: vec![reach(0, 1, 4)], whole: true };
    let greeting = Action::Tell { peer: id(60), rumour: whole };
    assert_eq!(spread.connected(id(60), secs(3)), [greeting]);
}

#[test]
fn who_is_behind_is_told_so() {
    let mut spread = connected([1]);
    spread.advanced(reach(0, 1, 4), START);
    spread.advanced(reach(2, 1, 5), START);
    spread.tick(secs(1));
    let actions = spread.heard(id(1), &rumour(&[reach(0, 1, 3)]), secs(2));
    assert_eq!(actions, [Action::Tell { peer: id(1), rumour: rumour(&[reach(0, 1, 4)]) }]);
    let all = Rumour { reaches: vec![reach(0, 1, 4)], whole: true };
    let actions = spread.heard(id(1), &all, secs(3));
    assert_eq!(actions, [Action::Tell { peer: id(1), rumour: rumour(&[reach(2, 1, 5)]) }]);
}

#[test]
fn an_older_log_is_passed_over_and_a_newer_one_is_pulled_from_its_beginning() {
    let mut spread = connected([1]);
    spread.advanced(reach(9, 5, 3), START);
    assert_eq!(pulls(&spread.heard(id(1), &rumour(&[reach(9, 4, 100)]), secs(1))), []);
    let (pull, _, after) = claimed(&mut spread, 1, reach(9, 6, 1), secs(1));
    assert_eq!(after, reach(9, 6, 0));
    spread.arrived(pull, reach(9, 6, 1), secs(2));
    spread.advanced(reach(9, 5, 50), secs(2));
    assert_eq!(spread.known().collect::<Vec<_>>(), [reach(9, 6, 1)]);
}

#[test]
fn logs_of_strangers_and_words_of_strangers_are_passed_over() {
    let mut spread = connected([1, 200]);
    assert_eq!(pulls(&spread.heard(id(1), &rumour(&[reach(200, 1, 1)]), secs(1))), []);
    assert_eq!(spread.heard(id(200), &rumour(&[reach(9, 1, 1)]), secs(1)), []);
    assert_eq!(spread.heard(id(2), &rumour(&[reach(9, 1, 1)]), secs(1)), []);
    spread.advanced(reach(200, 1, 1), secs(1));
    assert_eq!(spread.known().count(), 0);
}

#[test]
fn a_log_is_pulled_once_at_a_time_and_a_peer_asked_four_times_and_all_thirty_two_times() {
    let mut spread = connected(1..=20);
    let many: Vec<_> = (30..90).map(|node| reach(node, 1, 1)).collect();
    let mut asked = Vec::new();
    for peer in 1..=20 {
        let new = pulls(&spread.heard(id(peer), &rumour(&many), secs(1)));
        assert!(new.len() <= PULLS_OF_PEER);
        asked.extend(new.into_iter().map(|(_, _, after)| after));
    }
    assert_eq!(asked.len(), PULLS);
    assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), PULLS);
}

#[test]
fn whose_log_it_is_is_asked_first_if_it_said_so() {
    let mut spread = connected(1..=9);
    let many = rumour(&(20..24).map(|node| reach(node, 1, 1)).collect::<Vec<_>>());
    let busy = pulls(&spread.heard(id(1), &many, secs(1)));
    let log = rumour(&[reach(9, 1, 1)]);
    spread.heard(id(1), &log, secs(1));
    spread.peers.remove(&id(1));
    for seed in 0..20 {
        let mut spread = Spread { rng: Rng::with_seed(seed), ..connected(1..=9) };
        spread.wanted.claim(id(9), id(2), reach(9, 1, 1).extent());
        let actions = spread.heard(id(9), &log, secs(1));
        assert_eq!(pulls(&actions)[0].1, id(9));
    }
    assert_eq!(busy.len(), PULLS_OF_PEER);
}

#[test]
fn when_a_peer_is_silent_another_one_is_asked() {
    let mut spread = connected([1, 2]);
    let (pull, first, _) = claimed(&mut spread, 1, reach(9, 1, 1), secs(1));
    spread.heard(id(2), &rumour(&[reach(9, 1, 1)]), secs(1));
    assert_eq!(pulls(&spread.tick(secs(4))), []);
    let actions = spread.tick(secs(5));
    assert!(actions.contains(&Action::Cancel { id: pull }));
    assert_eq!((first, pulls(&actions)[0].1), (id(1), id(2)));
    assert_eq!(spread.failed(pull, Failure::Bad, secs(6)), [], "it was given up");
}

#[test]
fn who_was_silent_is_given_more_time_unless_somebody_better_has_it() {
    let mut spread = connected([1, 2]);
    claimed(&mut spread, 1, reach(9, 1, 1), secs(0));
    spread.tick(secs(4));
    assert_eq!(pulls(&spread.tick(secs(5)))[0].1, id(1), "it rested");
    assert!(!spread.tick(secs(12)).iter().any(|one| matches!(one, Action::Cancel { .. })));
    spread.heard(id(2), &rumour(&[reach(9, 1, 1)]), secs(12));
    assert_eq!(pulls(&spread.tick(secs(12)))[0].1, id(2));
}

#[test]
fn who_sent_a_bad_page_is_not_asked_for_that_log_for_ten_minutes() {
    let mut spread = connected([1]);
    let log = reach(9, 1, 1);
    let (pull, ..) = claimed(&mut spread, 1, log, secs(0));
    spread.failed(pull, Failure::Bad, secs(0));
    let again = |spread: &mut Spread, at| pulls(&spread.heard(id(1), &rumour(&[log]), secs(at)));
    assert_eq!(again(&mut spread, 1), []);
    assert_eq!(again(&mut spread, 599), []);
    let other = pulls(&spread.heard(id(1), &rumour(&[reach(8, 1, 1)]), secs(20)));
    assert_eq!(other.len(), 1, "it rested, and is asked for other logs");
    assert_eq!(again(&mut spread, 600).len(), 1);
}

#[test]
fn who_has_not_what_it_claimed_rests_longer_every_time() {
    let mut spread = connected([1]);
    let (mut asked, log) = (Vec::new(), rumour(&[reach(9, 1, 1)]));
    for second in 0..600 {
        let pulls = pulls(&spread.heard(id(1), &log, secs(second)));
        for (pull, ..) in pulls {
            asked.push(second);
            spread.failed(pull, Failure::Empty, secs(second));
        }
    }
    assert_eq!(asked, [0, 2, 10, 42, 170]);
}

#[test]
fn a_page_without_news_is_no_page() {
    let mut spread = connected([1]);
    let (pull, _, after) = claimed(&mut spread, 1, reach(9, 1, 1), secs(0));
    spread.arrived(pull, after, secs(0));
    assert_eq!(pulls(&spread.heard(id(1), &rumour(&[reach(9, 1, 1)]), secs(1))), []);
}

#[test]
fn after_a_pull_that_failed_others_are_asked_whether_they_know_more() {
    let mut spread = connected([1, 2]);
    spread.tick(secs(1));
    let (pull, ..) = claimed(&mut spread, 1, reach(9, 1, 1), secs(2));
    let actions = spread.failed(pull, Failure::Empty, secs(2));
    assert!(actions.contains(&Action::Tell { peer: id(2), rumour: rumour(&[reach(9, 0, 0)]) }));
    let mut other = connected([1]);
    other.advanced(reach(9, 1, 1), secs(1));
    other.tick(secs(2));
    let answer = other.heard(id(1), &rumour(&[reach(9, 0, 0)]), secs(3));
    assert_eq!(answer, [Action::Tell { peer: id(1), rumour: rumour(&[reach(9, 1, 1)]) }]);
}

#[test]
fn a_node_that_signed_two_histories_is_not_followed_until_it_begins_a_new_log() {
    let mut spread = connected([1, 2]);
    spread.advanced(reach(9, 5, 1), START);
    let (pull, ..) = claimed(&mut spread, 1, reach(9, 5, 2), secs(1));
    spread.failed(pull, Failure::Forked, secs(1));
    assert_eq!(spread.forked().collect::<Vec<_>>(), [&id(9)]);
    assert_eq!(pulls(&spread.heard(id(2), &rumour(&[reach(9, 5, 3)]), secs(2))), []);
    let empty = Rumour { reaches: Vec::new(), whole: true };
    let told = Action::Tell { peer: id(2), rumour: rumour(&[]) };
    assert_eq!(spread.heard(id(2), &empty, secs(3)), [told], "nothing of it");
    let (pull, peer, _) = claimed(&mut spread, 1, reach(9, 6, 1), secs(4));
    assert_eq!(peer, id(1), "it is not to blame");
    spread.arrived(pull, reach(9, 6, 1), secs(4));
    assert_eq!(spread.forked().count(), 0);
}

#[test]
fn nothing_is_left_of_a_member_that_was_put_out() {
    let mut spread = connected([1, 9]);
    spread.advanced(reach(9, 1, 1), START);
    let (own, ..) = claimed(&mut spread, 1, reach(9, 1, 2), secs(1));
    let (by_it, ..) = claimed(&mut spread, 9, reach(8, 1, 2), secs(1));
    let actions = spread.removed(id(9), secs(2));
    for id in [own, by_it] {
        assert!(actions.contains(&Action::Cancel { id }), "{actions:?}");
    }
    assert_eq!(spread.known().count(), 0);
    assert_eq!(spread.heard(id(9), &rumour(&[reach(8, 1, 3)]), secs(3)), []);
}

#[test]
fn nobody_hears_of_ones_own_log_from_others() {
    let mut spread = connected([1]);
    assert_eq!(pulls(&spread.heard(id(1), &rumour(&[reach(0, 1, 9)]), secs(1))), []);
}

#[test]
fn rounds_of_comparing_grow_rare_while_nothing_changes() {
    let mut spread = connected(1..=3);
    let rounds = (1..4_000).filter(|n| !spread.tick(BREATH * *n).is_empty()).count();
    assert!((11..=22).contains(&rounds), "{rounds} in 800 seconds");
}

#[test]
fn all_that_a_full_group_knows_fits_into_a_frame() {
    let most = (0..MAX_MEMBERS).map(|_| Extent { began: u64::MAX, seq: u64::MAX }.of(id(1)));
    assert!(encode(&Rumour { reaches: most.collect(), whole: true }).len() <= MAX_FRAME);
}
