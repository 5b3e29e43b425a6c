//! Listings kept in memory.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use maloca_files::sorted::Sorted;
use maloca_files::{Path, Sort};

use crate::facts::{Mark, Moment};
use crate::watch::Bell;

/// How many listings are kept at most.
const MAX_LISTINGS: usize = 64;

/// How many bytes they have together at most.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// How long one is believed: some changes ring nowhere (a write through a hard link in another
/// folder, or through a mapping).
const MAX_AGE: Duration = Duration::from_secs(10);

/// A folder, sorted.
pub(crate) struct Kept {
    pub(crate) sorted: Sorted<Mark>,
    pub(crate) truncated: bool,
    moment: Moment,
    bytes: usize,
    made: Instant,
}

impl Kept {
    pub(crate) fn new(sorted: Sorted<Mark>, truncated: bool, moment: Moment) -> Self {
        let names: usize = sorted.rows().iter().map(|row| row.name.len()).sum();
        let bytes = names + size_of_val(sorted.rows());
        Self { sorted, truncated, moment, bytes, made: Instant::now() }
    }
}

struct Line {
    path: Path,
    sort: Sort,
    kept: Arc<Kept>,
    bell: Arc<Bell>,
    generation: u64,
}

impl Line {
    fn is_for(&self, path: &Path, sort: Sort) -> bool {
        self.sort == sort && self.path == *path
    }

    fn is_good(&self, moment: Moment) -> bool {
        self.kept.moment == moment
            && self.bell.generation() == self.generation
            && self.kept.made.elapsed() < MAX_AGE
    }
}

/// The listings, the one used last at the end.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Vec<Line>>);

impl Cache {
    /// A listing in which nothing changed since it was made.
    pub(crate) fn find(&self, path: &Path, sort: Sort, moment: Moment) -> Option<Arc<Kept>> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = lines.iter().position(|line| line.is_for(path, sort))?;
        let line = lines.remove(at);
        let kept = line.is_good(moment).then(|| Arc::clone(&line.kept))?;
        lines.push(line);
        Some(kept)
    }

    /// Keeps a listing as long as its folder's bell does not ring; others make room for it.
    pub(crate) fn keep(
        &self,
        path: &Path,
        sort: Sort,
        kept: Arc<Kept>,
        bell: Arc<Bell>,
        generation: u64,
    ) {
        let line = Line { path: path.clone(), sort, kept, bell, generation };
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.retain(|line| !line.is_for(path, sort));
        lines.push(line);
        while lines.len() > MAX_LISTINGS || total(&lines) > MAX_BYTES {
            lines.remove(0);
        }
    }
}

fn total(lines: &[Line]) -> usize {
    lines.iter().map(|line| line.kept.bytes).sum()
}
