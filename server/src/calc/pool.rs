//! The port [`Calculator`] over the engine.
//!
//! Most calculations take microseconds and are answered in place. One that exceeds the quick budget
//! starts again with the full one on a thread of its own, of which there are few: so one hostile
//! visitor slows down long calculations of others at most, and nothing else.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use maloca_calc::{Answer, Budget, Calculator, Question, Refused, evaluate};
use maloca_fault::{Fault, Incident};
use maloca_people::{Caller, Right};
use tokio::sync::Semaphore;

/// How many long calculations may wait for a thread.
const QUEUE: usize = 256;
/// How long one of them waits at most.
const PATIENCE: Duration = Duration::from_secs(10);

/// The calculator of the house.
pub struct Pool {
    threads: Arc<Semaphore>,
    queue: Semaphore,
}

impl Default for Pool {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { threads: Arc::new(Semaphore::new(cores.div_ceil(2))), queue: Semaphore::new(QUEUE) }
    }
}

impl Pool {
    async fn evaluate_long(&self, question: Question) -> Result<Answer, Fault<Refused>> {
        let busy = || Fault::Busy { retry_after: Duration::from_secs(1) };
        let _waiting = self.queue.try_acquire().map_err(|_| busy())?;
        let thread = tokio::time::timeout(PATIENCE, Arc::clone(&self.threads).acquire_owned());
        let thread = thread.await.ok().and_then(Result::ok).ok_or_else(busy)?;
        let evaluated = tokio::task::spawn_blocking(move || {
            let answer = evaluate(&question, &Budget::default());
            drop(thread);
            answer
        });
        match evaluated.await {
            Ok(answer) => answer.map_err(Fault::Refused),
            Err(error) => {
                let incident = Incident::fresh();
                tracing::error!(%incident, %error, "a calculation broke");
                Err(Fault::Unavailable(incident))
            }
        }
    }
}

#[async_trait]
impl Calculator for Pool {
    async fn evaluate(&self, who: &Caller, question: Question) -> Result<Answer, Fault<Refused>> {
        who.need(Right::Calc)?;
        match evaluate(&question, &Budget::quick()) {
            Err(refused) if refused.is_limit() => self.evaluate_long(question).await,
            quick => quick.map_err(Fault::Refused),
        }
    }
}
