//! The names in memory, as plain data.

use std::collections::HashMap;

use maloca_chat::Cursor;
use maloca_people::Nick;
use serde::{Deserialize, Serialize};

/// How many names there may be.
pub(super) const MAX_NAMES: usize = 10_000;
/// After how many seconds without use a name is free again.
const IDLE: i64 = 24 * 60 * 60;
/// How exactly the last use is known, in seconds.
const TOUCH: i64 = 60;

/// A registered name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Name {
    /// The name as it was registered.
    pub(crate) nick: Nick,
    /// When it was last used, in seconds since 1970, to the minute.
    pub(crate) seen: i64,
    /// How far it has read.
    pub(crate) cursor: Cursor,
}

/// Why a name was not registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unregistered {
    /// Somebody else has it.
    #[error("this name is taken; choose another")]
    Taken,
    /// There are too many names.
    #[error("too many names are registered here; try again tomorrow, or use the web page")]
    Full,
    /// It could not be kept.
    #[error("this name could not be kept; try again")]
    Unkept,
}

/// All names by the form under which they are the same.
#[derive(Debug, Default)]
pub(super) struct Table {
    names: HashMap<String, Name>,
    version: u64,
}

impl Table {
    /// The names that are still in use.
    pub(super) fn new(names: Vec<Name>, now: i64) -> Self {
        let alive = names.into_iter().filter(|name| !is_free(name, now)).take(MAX_NAMES);
        Self { names: alive.map(|name| (name.nick.key(), name)).collect(), version: 0 }
    }

    /// A number that grows with every change worth keeping.
    pub(super) const fn version(&self) -> u64 {
        self.version
    }

    /// The names and the version at which they are so.
    pub(super) fn snapshot(&self) -> (u64, Vec<Name>) {
        (self.version, self.names.values().cloned().collect())
    }

    pub(super) fn register(
        &mut self,
        nick: Nick,
        cursor: Cursor,
        now: i64,
    ) -> Result<(), Unregistered> {
        let key = nick.key();
        if self.names.get(&key).is_some_and(|name| !is_free(name, now)) {
            return Err(Unregistered::Taken);
        }
        if self.names.len() >= MAX_NAMES {
            self.names.retain(|_, name| !is_free(name, now));
        }
        if self.names.len() >= MAX_NAMES {
            return Err(Unregistered::Full);
        }
        self.names.insert(key, Name { nick, seen: now, cursor });
        self.version += 1;
        Ok(())
    }

    /// Takes a name back.
    pub(super) fn free(&mut self, nick: &Nick) {
        self.names.remove(&nick.key());
        self.version += 1;
    }

    /// The name, which is now in use.
    pub(super) fn touch(&mut self, nick: &Nick, now: i64) -> Option<&Name> {
        let name = self.names.get_mut(&nick.key()).filter(|name| !is_free(name, now))?;
        if now - name.seen >= TOUCH {
            name.seen = now;
            self.version += 1;
        }
        Some(name)
    }

    pub(super) fn advance(&mut self, nick: &Nick, from: Cursor, to: Cursor) -> bool {
        let Some(name) = self.names.get_mut(&nick.key()).filter(|name| name.cursor == from) else {
            return false;
        };
        if from != to {
            name.cursor = to;
            self.version += 1;
        }
        true
    }
}

const fn is_free(name: &Name, now: i64) -> bool {
    now - name.seen >= IDLE
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Cursor = Cursor { epoch: 7, after: 0 };

    fn nick(name: &str) -> Nick {
        name.parse().unwrap()
    }

    #[test]
    fn a_name_is_taken_in_every_spelling_and_free_after_a_day_without_use() {
        let mut table = Table::default();
        table.register(nick("Ana"), START, 0).unwrap();
        assert_eq!(table.register(nick("ana"), START, IDLE - 1), Err(Unregistered::Taken));
        assert_eq!(table.touch(&nick("ANA"), 100).unwrap().nick, nick("Ana"));
        assert_eq!(table.register(nick("ana"), START, IDLE), Err(Unregistered::Taken));
        assert_eq!(table.touch(&nick("Ana"), IDLE + 100), None);
        assert_eq!(table.register(nick("ana"), START, IDLE + 100), Ok(()));
    }

    #[test]
    fn a_full_table_takes_newcomers_again_when_others_have_been_away_for_a_day() {
        let mut table = Table::default();
        for number in 0..MAX_NAMES {
            table.register(nick(&format!("n{number}")), START, 0).unwrap();
        }
        assert_eq!(table.register(nick("late"), START, 1), Err(Unregistered::Full));
        assert_eq!(table.register(nick("late"), START, IDLE), Ok(()));
        assert_eq!(table.snapshot().1.len(), 1);
    }

    #[test]
    fn of_two_fetches_at_the_same_moment_one_gets_the_lines() {
        let mut table = Table::default();
        table.register(nick("Ana"), START, 0).unwrap();
        let later = Cursor { after: 5, ..START };
        assert!(table.advance(&nick("Ana"), START, later));
        assert!(!table.advance(&nick("Ana"), START, later));
        assert!(!table.advance(&nick("Luis"), START, later));
    }

    #[test]
    fn only_changes_worth_keeping_count() {
        let mut table = Table::default();
        table.register(nick("Ana"), START, 0).unwrap();
        let version = table.version();
        table.touch(&nick("Ana"), TOUCH - 1);
        table.advance(&nick("Ana"), START, START);
        assert_eq!(table.version(), version);
        table.touch(&nick("Ana"), TOUCH);
        assert_eq!(table.version(), version + 1);
    }

    #[test]
    fn old_names_of_a_file_are_free() {
        let name = |nick: &str, seen| Name { nick: nick.parse().unwrap(), seen, cursor: START };
        let table = Table::new(vec![name("old", 0), name("new", 10)], IDLE);
        assert_eq!(table.snapshot().1, [name("new", 10)]);
    }
}
