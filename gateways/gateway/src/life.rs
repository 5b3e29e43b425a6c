//! The shutdown seam: stop accepting, finish, be gone in time.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// The life of the program, shared by all its tasks. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Life {
    end: CancellationToken,
    tasks: TaskTracker,
}

impl Life {
    /// A new life.
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs a task that the end of this life waits for. The task should watch [`Life::ended`].
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(task);
    }

    /// Resolves when the program begins to end.
    pub async fn ended(&self) {
        self.end.cancelled().await;
    }

    /// Whether the program has begun to end.
    pub fn is_over(&self) -> bool {
        self.end.is_cancelled()
    }

    /// Tells all tasks to finish and waits for them at most `patience`. Returns whether all did.
    pub async fn end(&self, patience: Duration) -> bool {
        self.end.cancel();
        self.tasks.close();
        tokio::time::timeout(patience, self.tasks.wait()).await.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_end_waits_for_tasks_that_finish_and_not_for_those_that_do_not() {
        let life = Life::new();
        let until = life.clone();
        life.spawn(async move { until.ended().await });
        assert!(life.end(Duration::from_secs(5)).await);

        let stubborn = Life::new();
        stubborn.spawn(std::future::pending());
        assert!(!stubborn.end(Duration::from_millis(20)).await);
    }
}
