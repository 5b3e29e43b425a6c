//! The sessions of late, because every request asks for one.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use maloca_people::{PersonId, Session};
use time::OffsetDateTime;

use super::secret::Digest;

/// The most sessions in memory; beyond it memory starts anew.
const CAPACITY: usize = 8_192;

#[derive(Default)]
pub(super) struct Cache(Mutex<Known>);

#[derive(Default)]
struct Known {
    sessions: HashMap<Digest, Session>,
    /// Counts what was forgotten, so that a read from before cannot bring it back.
    generation: u64,
}

impl Cache {
    pub(super) fn get(&self, digest: &Digest) -> Option<Session> {
        self.lock().sessions.get(digest).cloned()
    }

    /// To be taken before the table is read.
    pub(super) fn generation(&self) -> u64 {
        self.lock().generation
    }

    /// Keeps what was read in a generation, unless something was forgotten since.
    pub(super) fn put(&self, generation: u64, digest: Digest, session: Session) {
        let mut known = self.lock();
        if known.generation != generation {
            return;
        }
        if known.sessions.len() >= CAPACITY {
            known.sessions.clear();
        }
        known.sessions.insert(digest, session);
    }

    pub(super) fn touch(&self, digest: &Digest, seen: OffsetDateTime) {
        if let Some(session) = self.lock().sessions.get_mut(digest) {
            session.seen = seen;
        }
    }

    pub(super) fn forget(&self, digest: &Digest) {
        let mut known = self.lock();
        known.generation += 1;
        known.sessions.remove(digest);
    }

    pub(super) fn forget_person(&self, person: PersonId) {
        let mut known = self.lock();
        known.generation += 1;
        known.sessions.retain(|_, session| session.person != person);
    }

    pub(super) fn forget_all(&self) {
        let mut known = self.lock();
        known.generation += 1;
        known.sessions.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        // Whatever a panic leaves behind is only a copy of what the table says.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use maloca_people::{Role, Token};

    use super::*;

    fn digest(letter: &str) -> Digest {
        Digest::of(&letter.repeat(Token::LEN).parse().unwrap())
    }

    fn session(person: i64) -> Session {
        let (nick, now) = ("ana".parse().unwrap(), OffsetDateTime::UNIX_EPOCH);
        let person = PersonId(person);
        Session { id: 1, person, nick, role: Role::Guest, since: now, seen: now }
    }

    #[test]
    fn a_session_that_ended_while_it_was_read_is_not_brought_back() {
        let cache = Cache::default();
        for end in [Cache::forget_all, |cache: &Cache| cache.forget(&digest("a"))] {
            let generation = cache.generation();
            end(&cache);
            cache.put(generation, digest("a"), session(1));
            assert_eq!(cache.get(&digest("a")), None);
        }
    }

    #[test]
    fn forgetting_a_person_forgets_their_sessions_and_no_others() {
        let cache = Cache::default();
        for (letter, person) in [("a", 1), ("b", 1), ("c", 2)] {
            cache.put(cache.generation(), digest(letter), session(person));
        }
        cache.forget_person(PersonId(1));
        assert_eq!(
            ["a", "b", "c"].map(|one| cache.get(&digest(one)).is_some()),
            [false, false, true]
        );
    }

    #[test]
    fn the_cache_is_bounded() {
        let cache = Cache::default();
        for n in 0..CAPACITY + 10 {
            let token = format!("{n:0>43}").parse().unwrap();
            cache.put(cache.generation(), Digest::of(&token), session(1));
        }
        assert!(cache.lock().sessions.len() <= CAPACITY);
    }
}
