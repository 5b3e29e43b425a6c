//! Files that wait to be read.

use std::collections::{HashSet, VecDeque};

use maloca_files::Path;

/// From this length on files wait for one another, so that they do not hold up the others.
const LARGE: u64 = 64 * 1024 * 1024;

/// How a file came to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Something happened in its folder.
    Heard,
    /// It was found on a walk.
    Walked,
}

#[derive(Default)]
struct Lane {
    heard: VecDeque<Path>,
    walked: VecDeque<Path>,
    busy: bool,
}

/// The files that wait, those first of which was heard; one of the large ones and one of the
/// others is read at a time.
#[derive(Default)]
pub(super) struct Queue {
    small: Lane,
    large: Lane,
    all: HashSet<Path>,
}

impl Queue {
    pub(super) fn add(&mut self, path: Path, size: u64, why: Why) {
        if !self.all.insert(path.clone()) {
            return;
        }
        let lane = if size >= LARGE { &mut self.large } else { &mut self.small };
        match why {
            Why::Heard => lane.heard.push_back(path),
            Why::Walked => lane.walked.push_back(path),
        }
    }

    /// The next file to read, and whether it is a large one.
    pub(super) fn take(&mut self) -> Option<(Path, bool)> {
        [(&mut self.small, false), (&mut self.large, true)].into_iter().find_map(|(lane, large)| {
            if lane.busy {
                return None;
            }
            let path = lane.heard.pop_front().or_else(|| lane.walked.pop_front())?;
            lane.busy = true;
            Some((path, large))
        })
    }

    /// A file was read.
    pub(super) fn done(&mut self, path: &Path, large: bool) {
        let lane = if large { &mut self.large } else { &mut self.small };
        lane.busy = false;
        self.all.remove(path);
    }

    /// How many wait.
    pub(super) fn waiting(&self, why: Why) -> usize {
        let of = |lane: &Lane| match why {
            Why::Heard => lane.heard.len(),
            Why::Walked => lane.walked.len(),
        };
        of(&self.small) + of(&self.large)
    }

    /// Whether nothing waits and nothing is being read.
    pub(super) fn is_idle(&self) -> bool {
        self.all.is_empty()
    }
}
