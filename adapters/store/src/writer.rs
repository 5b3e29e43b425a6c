//! The queue and the transaction that many changes share.
//!
//! # Layout
//! - [`Queue`]: where callers put changes and wait for the answer.
//! - [`Writer`]: the one task that commits them.
//! - [`work`]: one change among those that share a transaction.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use maloca_fault::{Fault, Incident};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Notify, mpsc};

use crate::clock::Clock;
use crate::incident::{busy, report};

mod work;

pub(crate) use work::{Answer, Desk, Job, Pending, Work};

/// The most changes in one transaction: it bounds how long the first one waits.
const BATCH: usize = 512;

/// Where callers put changes.
pub(crate) struct Queue {
    jobs: mpsc::Sender<Box<dyn Job>>,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    stop: Notify,
    /// Whether the last transaction failed.
    failing: AtomicBool,
}

impl Queue {
    /// A queue of at most `capacity` waiting changes, and the writer that empties it.
    pub(crate) fn new(
        capacity: usize,
        options: SqliteConnectOptions,
        conn: SqliteConnection,
        clock: Clock,
    ) -> (Self, Writer) {
        let (sender, jobs) = mpsc::channel(capacity.max(1));
        let state = Arc::<State>::default();
        let writer = Writer { jobs, state: Arc::clone(&state), options, conn: Some(conn), clock };
        (Self { jobs: sender, state }, writer)
    }

    /// Hands in a change and waits until it is on disk.
    ///
    /// # Errors
    /// [`Fault::Busy`] when the queue is full or shut, [`Fault::Unavailable`] when the disk fails.
    pub(crate) async fn submit<W: Work>(&self, work: W) -> Answer<W> {
        let (job, answer) = Pending::new(work);
        self.jobs.try_send(job).map_err(|_| busy())?;
        answer.await.map_err(|lost| Fault::Unavailable(report("write", &lost)))?
    }

    /// Hands in a change that nobody waits for, and that may be lost.
    pub(crate) fn mention<W: Work>(&self, work: W) {
        let _ = self.jobs.try_send(Pending::new(work).0);
    }

    /// Whether the last transaction was kept.
    pub(crate) fn is_well(&self) -> bool {
        !self.jobs.is_closed() && !self.state.failing.load(Ordering::Relaxed)
    }

    /// Takes no more changes; the writer ends after those that wait.
    pub(crate) fn shut(&self) {
        self.state.stop.notify_one();
    }
}

/// The one that writes.
pub(crate) struct Writer {
    jobs: mpsc::Receiver<Box<dyn Job>>,
    state: Arc<State>,
    options: SqliteConnectOptions,
    /// None after a failure: a new connection heals what a broken one cannot.
    conn: Option<SqliteConnection>,
    clock: Clock,
}

impl Writer {
    /// Writes until the queue is shut and empty.
    pub(crate) async fn run(mut self) {
        let mut batch = Vec::with_capacity(BATCH);
        loop {
            tokio::select! {
                count = self.jobs.recv_many(&mut batch, BATCH) => if count == 0 { break },
                () = self.state.stop.notified() => self.jobs.close(),
            }
            self.settle(&mut batch).await;
        }
        if let Some(conn) = self.conn
            && let Err(cause) = conn.close().await
        {
            report("close", &cause);
        }
    }

    /// Commits a batch, then tells memory, then answers all.
    async fn settle(&mut self, batch: &mut Vec<Box<dyn Job>>) {
        if batch.is_empty() {
            return;
        }
        metrics::histogram!("maloca_store_batch_changes").record(batch.len() as f64);
        let failure = self.commit(batch).await.err().map(|cause| self.give_up(&cause));
        self.state.failing.store(failure.is_some(), Ordering::Relaxed);
        if failure.is_none() {
            batch.iter().for_each(|job| job.committed());
        }
        batch.drain(..).for_each(|job| job.answer(failure));
    }

    async fn commit(&mut self, batch: &mut [Box<dyn Job>]) -> Result<(), sqlx::Error> {
        let now = self.clock.micros();
        let conn = self.connection().await?;
        sqlx::query("BEGIN IMMEDIATE").execute(&mut *conn).await?;
        for job in batch {
            job.run(&mut Desk { conn, now }).await?;
        }
        sqlx::query("COMMIT").execute(conn).await.map(drop)
    }

    async fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        let conn = match self.conn.take() {
            Some(conn) => conn,
            None => SqliteConnection::connect_with(&self.options).await?,
        };
        Ok(self.conn.insert(conn))
    }

    /// Drops the connection, which rolls its transaction back.
    fn give_up(&mut self, cause: &sqlx::Error) -> Incident {
        self.conn = None;
        report("write", cause)
    }
}
