//! What is looked at: when nodes come to know of a change, and what that takes.

use std::time::Duration;

use super::node::Node;
use super::world::World;
use crate::spread::reach::Reach;

impl World {
    /// A node shares some more files; when others know of it is noted.
    pub(super) fn write(&mut self, node: usize, count: usize) -> Reach {
        let log = self.nodes[node].disk.get(&self.members[node]).map(|shelf| shelf.mark.log);
        self.write_in(node, log.map_or(1, |log| log.began), count)
    }

    /// The same in a log that was begun then.
    pub(super) fn write_in(&mut self, node: usize, began: u64, count: usize) -> Reach {
        let reach = self.nodes[node].write(self.group, began, count);
        let known = self.nodes.iter().map(|one| one.has(reach).then_some(self.now)).collect();
        self.watched.insert(reach, known);
        let actions = self.nodes[node].spread.advanced(reach, self.now);
        self.act(node, actions);
        reach
    }

    pub(super) fn note(&mut self, node: usize, reach: Reach) {
        let log = self.watched.iter_mut().filter(|(one, _)| one.log == reach.log && **one <= reach);
        for (_, known) in log {
            known[node].get_or_insert(self.now);
        }
    }

    /// How long it took each of the honest nodes that are up, from `since` on or from when it came
    /// up, in order. Who does not know comes last.
    pub(super) fn delays(&self, of: Reach, since: Duration) -> Vec<Duration> {
        let present = self.nodes.iter().zip(&self.watched[&of]);
        let present = present.filter(|(node, _)| node.is_up && node.is_honest());
        let delay = |(node, at): (&Node, &Option<Duration>)| {
            at.map_or(Duration::MAX, |at| at.saturating_sub(since.max(node.since)))
        };
        let mut delays: Vec<_> = present.map(delay).collect();
        delays.sort_unstable();
        delays
    }

    /// How often each node sent a rumour, the logs in them, and how often it was asked, together.
    pub(super) fn sent(&self) -> (usize, usize, usize) {
        let add = |sum: (usize, usize, usize), node: &Node| {
            (sum.0 + node.told.0, sum.1 + node.told.1, sum.2 + node.asked)
        };
        self.nodes.iter().fold((0, 0, 0), add)
    }
}

/// The time within which this part of a hundred was done.
pub(super) fn part(of: &[Duration], hundredth: usize) -> Duration {
    of[(of.len() * hundredth).div_ceil(100) - 1]
}
