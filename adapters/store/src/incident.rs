//! A failure becomes a number, and its cause a line in the log.

use std::time::Duration;

use maloca_fault::{Fault, Incident};

/// After how long to try again when too much waits.
const PATIENCE: Duration = Duration::from_secs(1);

/// Logs the cause of a failure once, under a new number.
pub(crate) fn report(doing: &'static str, cause: &(dyn std::error::Error + 'static)) -> Incident {
    let incident = Incident::fresh();
    tracing::error!(%incident, cause, doing, "the store failed");
    metrics::counter!("maloca_store_failures_total").increment(1);
    incident
}

/// Too much waits here already.
pub(crate) const fn busy<R>() -> Fault<R> {
    Fault::Busy { retry_after: PATIENCE }
}

/// What a caller is told about a failed read.
pub(crate) fn failed_read<R>(cause: sqlx::Error) -> Fault<R> {
    match cause {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => busy(),
        cause => Fault::Unavailable(report("read", &cause)),
    }
}
