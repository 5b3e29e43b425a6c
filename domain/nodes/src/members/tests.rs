use proptest::prelude::*;

use super::*;
use crate::{NodeKey, Signature};

fn key(number: u8) -> NodeKey {
    NodeKey::from_bytes(&[number; 32])
}

fn id(number: u8) -> NodeId {
    key(number).id()
}

/// Founded by node 0.
fn group() -> GroupId {
    GroupId { founder: id(0), founded: 1 }
}

fn admit(by: u8, node: u8, rights: Rights) -> Statement {
    Statement::admit(&key(by), group(), id(node), rights, 10 + u64::from(node))
}

fn revoke(by: u8, node: u8) -> Statement {
    Statement::revoke(&key(by), group(), id(node), 99)
}

fn members(statements: &[Statement]) -> Members {
    let mut members = Members::new(group());
    members.merge(statements.iter().copied());
    members
}

fn belong(statements: &[Statement]) -> Vec<u8> {
    let members = members(statements);
    (0..10).filter(|number| members.of(&id(*number)).is_some()).collect()
}

#[test]
fn a_chain_of_invitations_ends_at_the_founder() {
    let chain =
        [admit(0, 1, Rights::INVITE), admit(1, 2, Rights::INVITE), admit(2, 3, Rights::NONE)];
    assert_eq!(belong(&[]), [0]);
    assert_eq!(belong(&chain), [0, 1, 2, 3]);
    assert_eq!(belong(&chain[1..]), [0], "nobody let 1 in");
}

#[test]
fn who_may_not_invite_lets_nobody_in_and_nobody_gives_more_than_it_has() {
    let plain = [admit(0, 1, Rights::NONE), admit(1, 2, Rights::INVITE)];
    assert_eq!(belong(&plain), [0, 1]);
    let strange = Rights(0b11);
    let members = members(&[admit(0, 1, Rights::INVITE), admit(1, 2, strange)]);
    assert_eq!(members.of(&id(2)).map(|it| it.rights), Some(Rights::INVITE));
}

#[test]
fn a_revocation_wins_and_takes_with_it_whom_only_the_revoked_let_in() {
    let mut all = vec![
        admit(0, 1, Rights::INVITE),
        admit(1, 2, Rights::NONE),
        admit(1, 3, Rights::NONE),
        admit(0, 4, Rights::INVITE),
        admit(4, 3, Rights::NONE),
    ];
    all.push(revoke(0, 1));
    assert_eq!(belong(&all), [0, 3, 4]);
    all.push(Statement::admit(&key(4), group(), id(1), Rights::NONE, 200));
    assert_eq!(belong(&all), [0, 3, 4], "a revocation lasts");
    assert!(members(&all).is_revoked(&id(1)));
}

#[test]
fn nobody_puts_out_the_founder_or_one_who_is_as_near_to_it() {
    let all =
        [admit(0, 1, Rights::INVITE), admit(0, 2, Rights::INVITE), admit(2, 3, Rights::INVITE)];
    let with = |one| belong(&[&all[..], &[one]].concat());
    assert_eq!(with(revoke(1, 0)), [0, 1, 2, 3]);
    assert_eq!(with(revoke(1, 2)), [0, 1, 2, 3]);
    assert_eq!(with(revoke(3, 1)), [0, 1, 2, 3]);
    assert_eq!(with(revoke(1, 3)), [0, 1, 2], "3 is further away");
    let members = members(&all);
    assert!(members.may_revoke(&id(1), &id(3)) && !members.may_revoke(&id(1), &id(2)));
    assert!(!members.may_revoke(&id(3), &id(0)) && !members.may_revoke(&id(0), &id(9)));
}

#[test]
fn a_forged_statement_or_one_of_another_group_counts_for_nothing() {
    let mut forged = admit(1, 2, Rights::INVITE);
    forged.by = id(0);
    let mut unsigned = admit(0, 2, Rights::INVITE);
    unsigned.signature = Signature([0; 64]);
    let other = GroupId { founded: 2, ..group() };
    let foreign = Statement::admit(&key(0), other, id(2), Rights::INVITE, 3);
    let mut members = Members::new(group());
    assert_eq!(members.merge([forged, unsigned, foreign]), []);
    assert_eq!(members.since(0), []);
}

#[test]
fn a_flood_of_statements_is_bounded() {
    let mut members = Members::new(group());
    let stranger = key(9);
    let flood = (0..2 * MAX_WAITING as u64)
        .map(|at| Statement::revoke(&stranger, group(), NodeId([(at % 251) as u8; 32]), at));
    members.merge(flood);
    assert!(members.waiting.len() <= MAX_WAITING && members.kept.is_empty());
    let again = (0..50).rev().map(|at| Statement::admit(&key(0), group(), id(1), Rights::NONE, at));
    again.for_each(|one| drop(members.merge([one])));
    assert_eq!(members.kept.len(), 1, "one fact is kept once");
}

#[test]
fn what_arrived_after_a_cursor_is_told_again() {
    let mut members = members(&[admit(0, 1, Rights::NONE)]);
    let cursor = members.arrived();
    let new = members.merge([admit(0, 1, Rights::NONE), admit(0, 2, Rights::NONE)]);
    assert_eq!(members.since(cursor), new);
    assert_eq!((new.len(), members.since(0).len()), (1, 2));
}

/// Statements of a few nodes about a few nodes, sensible or not.
fn some() -> impl Strategy<Value = Vec<Statement>> {
    let one = (0..5_u8, 0..5_u8, 0..3_u8).prop_map(|(by, node, what)| match what {
        0 => revoke(by, node),
        1 => admit(by, node, Rights::NONE),
        _ => admit(by, node, Rights::INVITE),
    });
    prop::collection::vec(one, 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_arrival_does_not_matter(all in some(), other in some(), at in 0..24_usize) {
        let mut shuffled = all.clone();
        shuffled.reverse();
        shuffled.rotate_left(at.min(all.len()));
        let mut one_by_one = Members::new(group());
        shuffled.iter().chain(&other).for_each(|one| drop(one_by_one.merge([*one])));
        let at_once = members(&[other, all].concat());
        prop_assert_eq!(one_by_one.standing(), at_once.standing());
        prop_assert_eq!(one_by_one.revoked, at_once.revoked);
        prop_assert_eq!(one_by_one.kept.len(), at_once.kept.len());
    }

    #[test]
    fn altered_statements_let_nobody_in(all in some(), at in 1..Statement::LEN, bit in 0..8_u32) {
        let altered = all.iter().filter_map(|one| {
            let mut bytes = one.to_bytes();
            bytes[at] ^= 1 << bit;
            Statement::from_bytes(&bytes).ok()
        });
        prop_assert_eq!(Members::new(group()).merge(altered), []);
    }
}
