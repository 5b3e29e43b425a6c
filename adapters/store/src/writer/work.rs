//! One change among those that share a transaction.

use async_trait::async_trait;
use maloca_fault::{Fault, Incident};
use sqlx::SqliteConnection;
use tokio::sync::oneshot;

/// Where a change is written: inside the transaction of its batch.
pub(crate) struct Desk<'a> {
    /// The connection, with the transaction open.
    pub(crate) conn: &'a mut SqliteConnection,
    /// The present time.
    pub(crate) now: i64,
}

/// What the caller gets.
pub(crate) type Answer<W> = Result<<W as Work>::Done, Fault<<W as Work>::Reason>>;

/// A change. It looks first and writes only what it is sure of, so a refusal leaves nothing behind
/// that the others in the transaction would have to be protected from.
#[async_trait]
pub(crate) trait Work: Send + 'static {
    /// What the caller gets when it worked.
    type Done: Send + 'static;
    /// Why it may be refused.
    type Reason: Send + 'static;

    /// Judges and writes. An error of the database spoils the whole batch.
    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error>;

    /// Tells memory what is on disk now. Called in the order of writing, before any answer.
    fn committed(&self, _done: &Self::Done) {}
}

/// A change of any kind with the caller that waits for it.
#[async_trait]
pub(crate) trait Job: Send {
    /// See [`Work::run`].
    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<(), sqlx::Error>;
    /// See [`Work::committed`].
    fn committed(&self);
    /// Answers the caller.
    fn answer(self: Box<Self>, failure: Option<Incident>);
}

/// A change that waits for its batch.
pub(crate) struct Pending<W: Work> {
    work: W,
    answer: Option<Answer<W>>,
    caller: oneshot::Sender<Answer<W>>,
}

impl<W: Work> Pending<W> {
    /// The change, and where its answer will come.
    pub(crate) fn new(work: W) -> (Box<Self>, oneshot::Receiver<Answer<W>>) {
        let (caller, receiver) = oneshot::channel();
        (Box::new(Self { work, answer: None, caller }), receiver)
    }
}

#[async_trait]
impl<W: Work> Job for Pending<W> {
    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<(), sqlx::Error> {
        self.answer = Some(self.work.run(desk).await?);
        Ok(())
    }

    fn committed(&self) {
        if let Some(Ok(done)) = &self.answer {
            self.work.committed(done);
        }
    }

    fn answer(self: Box<Self>, failure: Option<Incident>) {
        let answer = failure.map(|incident| Err(Fault::Unavailable(incident))).or(self.answer);
        if let Some(answer) = answer {
            // A caller that went away loses its answer, not its change.
            let _ = self.caller.send(answer);
        }
    }
}
