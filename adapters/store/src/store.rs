//! Opening, closing and checking a [`Store`].

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use maloca_fault::{Fault, Never};
use maloca_people::Rights;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tokio::task::JoinHandle;

use crate::chat::{self, Shelf};
use crate::clock::Clock;
use crate::error::StoreError;
use crate::incident::failed_read;
use crate::people::{Desk as PeopleDesk, StoredPeople};
use crate::writer::{Answer, Desk, Queue, Work};

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the time comes from.
    pub clock: Clock,
    /// How many changes may wait before callers are told that it is busy.
    pub queue: usize,
    /// How many connections read.
    pub readers: u32,
    /// How many sessions there may be before newcomers are told that it is busy.
    pub sessions: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { clock: Clock::default(), queue: 2_048, readers: 4, sessions: 100_000 }
    }
}

/// A database of rooms and people. Cheap to clone; clones are the same store.
///
/// It implements the ports `maloca_chat::Log`, `maloca_chat::Outbox` and `maloca_nodes::Ledger`;
/// [`Store::people`] gives the port `maloca_people::People`, and [`Store::catalogue`] those of the
/// files of all nodes. One process at a time: the data directory's lock sees to that.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    clock: Clock,
    queue: Queue,
    readers: SqlitePool,
    shelf: Arc<Shelf>,
    people: Arc<PeopleDesk>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Store {
    /// Opens the database at `path`, creates or updates its tables, and starts its writer on the
    /// present tokio runtime.
    ///
    /// # Errors
    /// [`StoreError`], which says what to do.
    pub async fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(path, Options::default()).await
    }

    /// As [`Store::open`], with other limits or another clock.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_with(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        let path = path.as_ref().to_owned();
        let (conn, shelf) = prepare(&path, &options.clock).await?;
        let readers = readers(&path, options.readers)
            .await
            .map_err(|cause| StoreError::Open { path: path.clone(), cause })?;
        let clock = options.clock;
        let (queue, writer) = Queue::new(options.queue, writing(&path), conn, clock.clone());
        let writer = Mutex::new(Some(tokio::spawn(writer.run())));
        let people = Arc::new(PeopleDesk::new(options.sessions));
        let shelf = Arc::new(shelf);
        Ok(Self { inner: Arc::new(Inner { clock, queue, readers, shelf, people, writer }) })
    }

    /// The people of this store, where those without an account may do `guests`.
    pub fn people(&self, guests: Rights) -> StoredPeople {
        StoredPeople::new(self.clone(), guests)
    }

    /// Whether the store can read, and write too if its last write failed.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too much waits, [`Fault::Unavailable`] when the disk fails.
    pub async fn check(&self) -> Result<(), Fault<Never>> {
        sqlx::query("SELECT 1").execute(self.readers()).await.map_err(failed_read)?;
        if self.inner.queue.is_well() { Ok(()) } else { self.inner.queue.submit(Probe).await }
    }

    /// Writes what waits, takes no more, and closes the database. Later calls are told that it is
    /// busy.
    pub async fn close(&self) {
        self.inner.queue.shut();
        let writer = self.inner.writer.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.inner.readers.close().await;
        if let Some(writer) = writer
            && let Err(cause) = writer.await
        {
            crate::incident::report("close", &cause);
        }
    }

    pub(crate) fn queue(&self) -> &Queue {
        &self.inner.queue
    }

    pub(crate) fn readers(&self) -> &SqlitePool {
        &self.inner.readers
    }

    pub(crate) fn shelf(&self) -> &Arc<Shelf> {
        &self.inner.shelf
    }

    pub(crate) fn desk(&self) -> &Arc<PeopleDesk> {
        &self.inner.people
    }

    pub(crate) fn now(&self) -> i64 {
        self.inner.clock.micros()
    }
}

/// How many rows SQLite's thread reads ahead of the task that wants them: with few, the two wait for one
/// another at every row.
const ROWS_AHEAD: usize = 1_024;

/// How much of the file the writer keeps in memory, in KiB below zero: a page of a catalogue touches
/// the search index all over.
const WRITER_CACHE: &str = "-16384";

/// How the writer opens the file. FULL makes every commit wait for the disk.
fn writing(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", WRITER_CACHE)
        .row_buffer_size(ROWS_AHEAD)
        .disable_statement_logging()
}

async fn readers(path: &Path, connections: u32) -> Result<SqlitePool, sqlx::Error> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(Duration::from_secs(5))
        .pragma("query_only", "ON")
        .row_buffer_size(ROWS_AHEAD)
        .disable_statement_logging();
    SqlitePoolOptions::new()
        .max_connections(connections.max(1))
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await
}

/// The writer's connection to a database with the right tables, and its rooms.
async fn prepare(path: &Path, clock: &Clock) -> Result<(SqliteConnection, Shelf), StoreError> {
    let failed = |cause| StoreError::Open { path: path.to_owned(), cause };
    let mut conn = SqliteConnection::connect_with(&writing(path)).await.map_err(failed)?;
    sqlx::migrate!().run(&mut conn).await.map_err(|cause| StoreError::of_migration(path, cause))?;
    let shelf = chat::load(&mut conn, clock.micros()).await.map_err(failed)?;
    Ok((conn, shelf))
}

/// Writes what is there already, to see whether writing works again.
struct Probe;

#[async_trait]
impl Work for Probe {
    type Done = ();
    type Reason = Never;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        sqlx::query("UPDATE room SET head = head WHERE number = 1")
            .execute(&mut *desk.conn)
            .await?;
        Ok(Ok(()))
    }
}
