//! Numbered steps with the time they took.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// What a step found to do.
pub(crate) enum Outcome {
    /// It did its work.
    Done,
    /// Its inputs are those of the last run.
    Unchanged,
}

/// Prints `[2/7] …` before each step and the time after it.
pub(crate) struct Progress {
    total: usize,
    at: usize,
    started: Instant,
}

impl Progress {
    /// For this many steps.
    pub(crate) fn of(total: usize) -> Self {
        Self { total, at: 0, started: Instant::now() }
    }

    /// Runs the next step; its name is part of the error when it fails.
    pub(crate) fn step(
        &mut self,
        what: &str,
        work: impl FnOnce() -> Result<Outcome>,
    ) -> Result<()> {
        self.at += 1;
        eprintln!("[{}/{}] {what}", self.at, self.total);
        let started = Instant::now();
        let outcome = work().with_context(|| format!("step {} failed: {what}", self.at))?;
        let note = match outcome {
            Outcome::Done => "",
            Outcome::Unchanged => ", nothing to do",
        };
        eprintln!("      {}{note}", seconds(started.elapsed()));
        Ok(())
    }

    /// The time since the first step, as text.
    pub(crate) fn total_time(&self) -> String {
        seconds(self.started.elapsed())
    }
}

/// `0.4 s`, `12.3 s` or `4 min 05 s`.
pub(crate) fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        whole => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}
