//! A group of three houses in memory: this one, Ana's and Ben's.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::Hash;
use maloca_grpc::Group as Door;
use maloca_nodes::catalogue::{Change, Line, LogId, Mark, Page};
use maloca_nodes::logs::Reading;
use maloca_nodes::{
    Catalogue, Group, GroupId, Link, Node, NodeId, NodeKey, Nodes, Refused, Rights, Ticket, Wish,
};
use maloca_people::{Caller, Right};
use time::OffsetDateTime;

pub(crate) use catalogue::Memory;
use network::Known;

mod catalogue;
mod network;

/// This house.
pub(crate) const HERE: u8 = 1;
/// Ana's, which is connected.
pub(crate) const ANA: u8 = 2;
/// Ben's, which is not.
pub(crate) const BEN: u8 = 3;
/// One that does not belong to the group.
pub(crate) const STRANGER: u8 = 4;

pub(crate) fn id(seed: u8) -> NodeId {
    NodeKey::from_bytes(&[seed; 32]).id()
}

pub(crate) fn group_id() -> GroupId {
    GroupId { founder: id(HERE), founded: 5 }
}

/// What the door sees of the group, and the logs behind it.
pub(crate) fn open() -> (Door, Arc<Memory>) {
    let (nodes, logs) = (Arc::new(Three), Arc::new(Memory::new(group_id())));
    let door = Door {
        nodes: nodes.clone(),
        network: Arc::new(Known::new(logs.clone())),
        logs: Arc::new(Reading::new(logs.clone(), nodes)),
    };
    (door, logs)
}

/// A house that writes its log.
pub(crate) struct Writer {
    key: NodeKey,
    mark: Mark,
}

impl Writer {
    pub(crate) fn new(seed: u8) -> Self {
        Self::anew(seed, 9)
    }

    pub(crate) fn anew(seed: u8, began: u64) -> Self {
        let key = NodeKey::from_bytes(&[seed; 32]);
        let mark = Mark::start(LogId { node: key.id(), began });
        Self { key, mark }
    }

    /// The next page of its log: this many new files.
    pub(crate) fn write(&mut self, count: u64) -> Page {
        let line =
            |seq| Line { path: format!("folder/{seq}.txt").parse().unwrap(), change: file(seq) };
        self.lines((1..=count).map(|n| line(self.mark.seq + n)).collect())
    }

    pub(crate) fn lines(&mut self, lines: Vec<Line>) -> Page {
        let head = self.mark.write(&self.key, group_id(), &lines);
        Page { lines, head }
    }

    /// Writes a page and puts it into somebody's catalogue.
    pub(crate) async fn share(&mut self, there: &Memory, count: u64) {
        there.follow(self.write(count)).await.unwrap();
    }
}

pub(crate) fn file(seq: u64) -> Change {
    let hash = Hash(blake3::hash(&seq.to_be_bytes()).into());
    Change::Shared { hash, size: seq, modified: 1_000 }
}

/// The three that belong to it.
struct Three;

fn node(seed: u8, name: &str, link: Option<Link>) -> Node {
    Node {
        id: id(seed),
        name: name.to_owned(),
        version: String::new(),
        rights: Rights::INVITE,
        member_since: Some(OffsetDateTime::UNIX_EPOCH),
        addresses: Vec::new(),
        link,
        origin: None,
    }
}

#[async_trait]
impl Nodes for Three {
    async fn look(&self, who: &Caller) -> Result<Group, Fault<Refused>> {
        who.need(Right::Read)?;
        let link = Link {
            address: "192.0.2.7:19501".parse().unwrap(),
            relayed: false,
            latency: Duration::from_millis(1),
            since: OffsetDateTime::UNIX_EPOCH,
        };
        let peers = vec![node(ANA, "ana", Some(link)), node(BEN, "ben", None)];
        Ok(Group { id: group_id(), me: node(HERE, "here", None), peers })
    }

    async fn invite(&self, _: &Caller, _: Wish) -> Result<Ticket, Fault<Refused>> {
        Err(Refused::Shut.into())
    }

    async fn join(&self, _: &Caller, _: &Ticket) -> Result<Group, Fault<Refused>> {
        Err(Refused::Shut.into())
    }

    async fn revoke(&self, _: &Caller, _: &NodeId) -> Result<(), Fault<Refused>> {
        Err(Refused::Shut.into())
    }
}
