//! Folders of which copies are kept, in the shapes of the pages.

use std::cmp::Reverse;

use maloca_app::nodes::keeps::wire::{Holding, Keep};
use maloca_app::nodes::port::Refused;
use maloca_nodes::keep::{self, View};

use super::MOST;

/// A wish and where its copies are. Of very many nodes those with the most files are told.
pub fn keep(View { keep, files, bytes, copies: counts, nodes }: View) -> Keep {
    let mut holders: Vec<_> = nodes.into_iter().collect();
    holders.sort_by_key(|(node, files)| (Reverse(*files), *node));
    holders.truncate(MOST);
    let holding =
        |(node, files): (maloca_nodes::NodeId, u64)| Holding { node: node.to_string(), files };
    Keep {
        in_group: keep.copies.in_group(),
        folder: keep.folder,
        node: keep.node.to_string(),
        files,
        bytes,
        counts,
        holders: holders.into_iter().map(holding).collect(),
    }
}

/// A reason why a folder is not kept, or is kept still.
pub const fn of_keeps(refused: keep::Refused) -> Refused {
    match refused {
        keep::Refused::TooMany => Refused::TooManyKeeps,
        keep::Refused::Hidden => Refused::Files(maloca_files::Refused::Hidden),
        keep::Refused::Elsewhere => Refused::Elsewhere,
        keep::Refused::Shut => Refused::Shut,
    }
}
