//! Who has registered here and how far they have read.
//!
//! A name costs a cursor, not a queue: what is pending is read from the room's log. A registration
//! is on disk before it is answered; how far somebody has read is written down now and then, so a
//! crash makes lab users read some lines twice, and a clean end none.
//!
//! # Layout
//! - `Names`: the names of this door, shared by all its connections.
//! - `table`: the names in memory, as plain data.
//! - `file`: the JSON file that keeps them.

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use maloca_chat::Cursor;
use maloca_gateway::Life;
use maloca_people::Nick;

mod file;
mod table;

pub use file::NamesError;
use file::NamesFile;
use table::Table;
pub(crate) use table::Unregistered;

/// How often what changed is written down.
const PAUSE: Duration = Duration::from_secs(5);

/// The names of this door.
pub(crate) struct Names {
    table: Mutex<Table>,
    file: NamesFile,
}

impl Names {
    /// The names of a file; none when there is no such file.
    pub(crate) fn open(path: PathBuf) -> Result<Self, NamesError> {
        let (file, names) = NamesFile::open(path)?;
        Ok(Self { table: Mutex::new(Table::new(names, now())), file })
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // Each change under the lock is a single step, so a panic elsewhere leaves the table whole.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives a free name away. When it returns, that is on disk.
    pub(crate) async fn register(&self, nick: Nick, from: Cursor) -> Result<(), Unregistered> {
        self.table().register(nick.clone(), from, now())?;
        if let Err(error) = self.save().await {
            tracing::error!(%error, "cannot keep a name of the labs door");
            self.table().free(&nick);
            return Err(Unregistered::Unkept);
        }
        Ok(())
    }

    /// The name as it was registered, however it is spelled here. Counts as a sign of life.
    pub(crate) fn registered(&self, nick: &Nick) -> Option<Nick> {
        self.table().touch(nick, now()).map(|name| name.nick.clone())
    }

    /// How far a name has read.
    pub(crate) fn cursor(&self, nick: &Nick) -> Option<Cursor> {
        self.table().touch(nick, now()).map(|name| name.cursor)
    }

    /// Moves a name's cursor, unless somebody else moved it since it was `from`.
    pub(crate) fn advance(&self, nick: &Nick, from: Cursor, to: Cursor) -> bool {
        self.table().advance(nick, from, to)
    }

    /// Writes down what changed, now and then and at the end of `life`.
    pub(crate) async fn keep(&self, life: &Life) {
        loop {
            tokio::select! {
                () = life.ended() => {}
                () = tokio::time::sleep(PAUSE) => {}
            }
            // Asked before saving: what changes during the last but one save is in the last.
            let is_last = life.is_over();
            if let Err(error) = self.save().await {
                tracing::warn!(%error, "cannot keep what the users of the labs door have read");
            }
            if is_last {
                return;
            }
        }
    }

    /// Returns when everything up to now is on disk. Calls that wait share one write.
    async fn save(&self) -> std::io::Result<()> {
        let version = self.table().version();
        self.file.save(version, || self.table().snapshot()).await
    }
}

/// Seconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
