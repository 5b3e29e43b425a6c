//! Who has a file.

use std::collections::BTreeMap;

use maloca_nodes::catalogue::Listed;
use maloca_nodes::{Node, NodeId};
use maloca_people::Caller;
use tonic::Status;

use crate::contract::v1::resolve_request::Subject;
use crate::contract::v1::{ResolveRequest, SharedFile};
use crate::door::Group;
use crate::files;
use crate::status::status;

/// How many files are told of when the caller does not say.
const LIMIT: usize = 200;
/// How many at most.
const MAX_LIMIT: usize = 1_000;
/// The longest query, in characters.
const MAX_QUERY: usize = 1_000;

/// The files that the caller asks for, with what is known of those who share them.
pub(super) async fn files(
    group: &Group,
    who: &Caller,
    asked: ResolveRequest,
) -> Result<Vec<SharedFile>, Status> {
    let listed = listed(group, who, asked).await?;
    let nodes = group.nodes.look(who).await.map_err(status)?;
    let mut known: BTreeMap<NodeId, (String, bool)> =
        nodes.peers.into_iter().map(|peer| (peer.id, about(peer))).collect();
    known.insert(nodes.me.id, (nodes.me.name, true));
    Ok(listed.into_iter().map(|file| shared(file, &known)).collect())
}

async fn listed(group: &Group, who: &Caller, asked: ResolveRequest) -> Result<Vec<Listed>, Status> {
    let (network, limit) = (&group.network, limit(asked.limit));
    let listed = match asked.subject {
        Some(Subject::Blake3(hash)) => network.holders(who, &files::hash(&hash)?).await,
        Some(Subject::Path(path)) => network.named(who, &files::path(&path)?).await,
        Some(Subject::Query(query)) => network.find(who, checked(&query)?, limit).await,
        None => return Err(Status::invalid_argument("ask by `blake3`, `path` or `query`")),
    };
    let mut listed = listed.map_err(status)?;
    listed.truncate(limit);
    Ok(listed)
}

fn limit(asked: u32) -> usize {
    match usize::try_from(asked) {
        Ok(0) => LIMIT,
        Ok(limit) => limit.min(MAX_LIMIT),
        Err(_) => MAX_LIMIT,
    }
}

fn checked(query: &str) -> Result<&str, Status> {
    if query.chars().count() > MAX_QUERY {
        let text = format!("a query has at most {MAX_QUERY} characters");
        return Err(Status::invalid_argument(text));
    }
    Ok(query)
}

fn about(peer: Node) -> (String, bool) {
    (peer.name, peer.link.is_some())
}

fn shared(file: Listed, nodes: &BTreeMap<NodeId, (String, bool)>) -> SharedFile {
    let (node_name, connected) = nodes.get(&file.node).cloned().unwrap_or_default();
    SharedFile {
        node: file.node.to_string(),
        node_name,
        connected,
        path: file.path.to_string(),
        blake3: file.hash.to_string(),
        size: file.size,
        modified: file.modified,
    }
}
