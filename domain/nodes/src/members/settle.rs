//! From statements to members: the founder first, then those it let in, then those they let in.

use std::collections::{BTreeMap, BTreeSet};

use super::{MAX_MEMBERS, Members, Standing};
use crate::{Kind, NodeId, Rights, Statement};

/// Who belongs to the group, and who was put out.
pub(super) fn settle(members: &Members) -> (BTreeMap<NodeId, Standing>, BTreeSet<NodeId>) {
    let (mut standing, mut revoked) = (BTreeMap::new(), BTreeSet::new());
    let mut layer = first(members);
    while !layer.is_empty() {
        standing.append(&mut layer.clone());
        revoked.extend(put_out(members, &layer).filter(|node| !standing.contains_key(node)));
        layer =
            next(members, &layer, |node| !standing.contains_key(node) && !revoked.contains(node));
        while standing.len() + layer.len() > MAX_MEMBERS {
            layer.pop_last();
        }
    }
    (standing, revoked)
}

/// How many steps a member is away from the founder.
pub(super) fn depth(members: &Members, node: &NodeId) -> Option<usize> {
    let (mut at, mut steps) = (*node, 0);
    while at != members.group.founder && steps <= MAX_MEMBERS {
        at = members.standing.get(&at)?.by;
        steps += 1;
    }
    Some(steps)
}

/// Who may state something, or once might: rights without regard to revocations. A statement that
/// arrives after its signer was put out is still kept, so that all keep the same ones.
pub(super) fn grounds(members: &Members) -> BTreeMap<NodeId, Rights> {
    let mut grounds = BTreeMap::from([(members.group.founder, Rights::ALL)]);
    let mut open = vec![members.group.founder];
    while let Some(by) = open.pop() {
        let own = grounds.get(&by).copied().unwrap_or_default();
        for one in admitted(members, &by, own) {
            let known = grounds.entry(one.node).or_default();
            let more = known.or(one.rights.and(own));
            if more != *known {
                *known = more;
                open.push(one.node);
            }
        }
    }
    grounds
}

/// What a node states.
pub(super) fn stated<'a>(
    members: &'a Members,
    by: &NodeId,
) -> impl Iterator<Item = &'a Statement> + use<'a> {
    let (low, high) = (NodeId([0; 32]), NodeId([0xff; 32]));
    let from = (*by, Kind::Admission, low, Rights::NONE);
    let to = (*by, Kind::Revocation, high, Rights::ALL);
    members.kept.range(from..=to).map(|(_, (_, statement))| statement)
}

fn first(members: &Members) -> BTreeMap<NodeId, Standing> {
    let (by, since) = (members.group.founder, members.group.founded);
    BTreeMap::from([(by, Standing { rights: Rights::ALL, by, since })])
}

/// Those whom a member with these rights lets in.
fn admitted<'a>(
    members: &'a Members,
    by: &NodeId,
    rights: Rights,
) -> impl Iterator<Item = &'a Statement> + use<'a> {
    let own = stated(members, by).filter(move |_| rights.has(Rights::INVITE));
    own.filter(|one| one.kind == Kind::Admission)
}

fn put_out(members: &Members, layer: &BTreeMap<NodeId, Standing>) -> impl Iterator<Item = NodeId> {
    let may = layer.iter().filter(|(_, standing)| standing.rights.has(Rights::INVITE));
    let statements = may.flat_map(|(by, _)| stated(members, by));
    statements.filter(|one| one.kind == Kind::Revocation).map(|one| one.node)
}

/// Whom a layer lets in, of those that may come.
fn next(
    members: &Members,
    layer: &BTreeMap<NodeId, Standing>,
    may_come: impl Fn(&NodeId) -> bool,
) -> BTreeMap<NodeId, Standing> {
    let mut found = BTreeMap::<NodeId, Standing>::new();
    for (by, inviter) in layer {
        let come = admitted(members, by, inviter.rights).filter(|one| may_come(&one.node));
        for one in come {
            let rights = one.rights.and(inviter.rights);
            let new = Standing { rights, by: *by, since: one.at };
            found.entry(one.node).and_modify(|known| *known = joined(*known, new)).or_insert(new);
        }
    }
    found
}

/// What two of the same layer say of one node: the rights of both, since the earlier.
fn joined(one: Standing, other: Standing) -> Standing {
    let rights = one.rights.or(other.rights);
    let first = if (other.since, other.by) < (one.since, one.by) { other } else { one };
    Standing { rights, ..first }
}
