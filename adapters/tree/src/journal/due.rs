//! When what is looked at again.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};

use maloca_files::Path;

/// What took longer than this has to wait before it is done again ...
const DEAR: Duration = Duration::from_millis(50);
/// ... so many times as long as it took, when it is a file that was read ...
const REST: u32 = 10;
/// ... but not longer than this.
const LONGEST: Duration = Duration::from_secs(60 * 60);
/// The same for a folder that was compared. That takes little, and more when others need the disk.
const BREATH: u32 = 2;
const LONGEST_BREATH: Duration = Duration::from_secs(5);
/// The first wait for a file that changed while it was read; each further one is twice as long.
const UNSETTLED: Duration = Duration::from_secs(1);
/// How often the wait doubles.
const DOUBLINGS: u32 = 6;
/// How many pauses are kept before those that are over are thrown away.
const MAX_PAUSES: usize = 1_024;

#[derive(Clone, Copy)]
struct Pause {
    until: Instant,
    tries: u32,
}

/// What waits, by the time when it shall be looked at, and what has to rest before that.
#[derive(Default)]
pub(super) struct Due {
    order: BTreeSet<(Instant, Path)>,
    times: HashMap<Path, Instant>,
    pauses: HashMap<Path, Pause>,
}

impl Due {
    pub(super) fn len(&self) -> usize {
        self.times.len()
    }

    /// Looks at a folder at that time, or earlier when that was asked for before; never before its
    /// pause is over.
    pub(super) fn at(&mut self, folder: Path, time: Instant) {
        let time = time.max(self.paused(&folder).unwrap_or(time));
        match self.times.get(&folder) {
            Some(known) if *known <= time => return,
            Some(known) => drop(self.order.remove(&(*known, folder.clone()))),
            None => {}
        }
        self.order.insert((time, folder.clone()));
        self.times.insert(folder, time);
    }

    /// A folder whose time has come.
    pub(super) fn take(&mut self, now: Instant) -> Option<Path> {
        self.order.first().filter(|(time, _)| *time <= now)?;
        let (_, folder) = self.order.pop_first()?;
        self.times.remove(&folder);
        Some(folder)
    }

    /// When the next one's time comes.
    pub(super) fn next(&self) -> Option<Instant> {
        self.order.first().map(|(time, _)| *time)
    }

    pub(super) fn clear(&mut self) {
        self.order.clear();
        self.times.clear();
    }

    /// Until when something rests, if it does.
    pub(super) fn paused(&self, path: &Path) -> Option<Instant> {
        self.pauses.get(path).map(|pause| pause.until).filter(|until| *until > Instant::now())
    }

    /// A file was read, and that took so long.
    pub(super) fn read(&mut self, file: &Path, cost: Duration) {
        if cost > DEAR {
            self.pause(file, cost.saturating_mul(REST), 0);
        } else {
            self.pauses.remove(file);
        }
    }

    /// A folder was compared, and that took so long.
    pub(super) fn compared(&mut self, folder: &Path, cost: Duration) {
        if cost > DEAR {
            self.pause(folder, cost.saturating_mul(BREATH).min(LONGEST_BREATH), 0);
        }
    }

    /// A file changed while it was read for so long; returns when to try again.
    pub(super) fn unsettled(&mut self, path: &Path, cost: Duration) -> Instant {
        let tries = self.pauses.get(path).map_or(0, |pause| pause.tries);
        let wait = UNSETTLED.saturating_mul(1 << tries.min(DOUBLINGS));
        self.pause(path, wait.max(cost.saturating_mul(REST)), tries + 1)
    }

    fn pause(&mut self, path: &Path, wait: Duration, tries: u32) -> Instant {
        let now = Instant::now();
        if self.pauses.len() >= MAX_PAUSES {
            self.pauses.retain(|_, pause| pause.until > now);
        }
        let until = now + wait.min(LONGEST);
        self.pauses.insert(path.clone(), Pause { until, tries });
        until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_asked_for_twice_is_due_once_at_the_earlier_time() {
        let (mut due, now) = (Due::default(), Instant::now());
        let later = now + Duration::from_secs(5);
        due.at(path("a"), later);
        due.at(path("b"), now);
        due.at(path("a"), now);
        due.at(path("a"), later);
        assert_eq!((due.len(), due.next()), (2, Some(now)));
        assert_eq!(due.take(now), Some(path("a")));
        assert_eq!(due.take(now), Some(path("b")));
        assert_eq!((due.take(later), due.len()), (None, 0));
    }

    #[test]
    fn what_keeps_changing_rests_longer_and_longer() {
        let (mut due, now) = (Due::default(), Instant::now());
        let mut last = Duration::ZERO;
        for _ in 0..7 {
            let wait = due.unsettled(&path("a"), Duration::ZERO) - now;
            assert!(wait > last && wait < Duration::from_secs(70));
            last = wait;
        }
        due.at(path("a"), now);
        assert_eq!(due.take(now + Duration::from_secs(60)), None);
        due.read(&path("b"), Duration::from_millis(5));
        assert_eq!(due.paused(&path("b")), None);
        due.read(&path("b"), Duration::from_secs(5));
        assert!(due.paused(&path("b")).unwrap() > now + Duration::from_secs(49));
        assert!(due.unsettled(&path("c"), Duration::MAX) <= Instant::now() + LONGEST);
    }
}
