//! The port through which every door calculates.

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_people::Caller;

use crate::{Answer, Question, Refused};

/// Answers questions for people who may ask.
#[async_trait]
pub trait Calculator: Send + Sync {
    /// Answers a question on behalf of `who`.
    ///
    /// # Errors
    /// [`Fault::Refused`] for what the person can change, [`Fault::Denied`] without the right to
    /// calculate, [`Fault::Busy`] when too many calculations wait.
    async fn evaluate(&self, who: &Caller, question: Question) -> Result<Answer, Fault<Refused>>;
}
