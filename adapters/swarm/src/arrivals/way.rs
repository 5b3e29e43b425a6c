//! How a node is asked for a file.

use std::fmt;
use std::net::SocketAddr;
use std::ops::Range;

use iroh::endpoint::Connection;
use maloca_nodes::NodeId;
use maloca_nodes::fetch::Failure;
use maloca_nodes::slice::MAX_SLICE;

use crate::coming::{Coming, Want};
use crate::{ask, web};

/// Each is a source of its own: it has its own pace, and its own lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Way {
    /// By the connection that members have with one another.
    Link(NodeId),
    /// At an address that the node says is its web door's.
    Web(NodeId, SocketAddr),
}

impl Way {
    pub(super) fn node(&self) -> NodeId {
        match self {
            Self::Link(node) | Self::Web(node, _) => *node,
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(node) => write!(f, "{}", node.short()),
            Self::Web(node, door) => write!(f, "{} at http://{door}", node.short()),
        }
    }
}

/// A way that can be gone now.
pub(super) enum Open {
    Link(Connection),
    Web(SocketAddr),
}

impl Open {
    pub(super) async fn get(&self, want: &Want) -> Result<Coming, Failure> {
        match self {
            Self::Link(connection) => ask::get(connection, want).await,
            Self::Web(door) => web::get(*door, want).await,
        }
    }

    /// A range as it is asked for this way, one part after the other.
    pub(super) fn parts(&self, range: &Range<u64>) -> impl Iterator<Item = Range<u64>> + use<> {
        let (end, most) = match self {
            Self::Link(_) => (range.end, u64::MAX),
            Self::Web(_) => (range.end, MAX_SLICE),
        };
        let starts = std::iter::successors(Some(range.start), move |at| at.checked_add(most));
        let starts = starts.take_while(move |at| *at < end);
        starts.map(move |at| at..at.saturating_add(most).min(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_door_is_asked_for_slices_and_a_connection_for_all_at_once() {
        let door = Open::Web(([192, 0, 2, 1], 80).into());
        let parts: Vec<_> = door.parts(&(7..2 * MAX_SLICE + 8)).collect();
        let (one, two) = (7 + MAX_SLICE, 7 + 2 * MAX_SLICE);
        assert_eq!(parts, [7..one, one..two, two..two + 1]);
        assert_eq!(door.parts(&(5..5)).count(), 0);
    }
}
