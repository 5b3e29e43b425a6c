//! The table at the end: each step, how it went, how long it took, and what the failing ones printed.

use std::fmt;
use std::time::Duration;

use anyhow::Result;

use super::runner::Runner;
use crate::progress::seconds;

/// How a step went.
pub(crate) enum Verdict {
    Passed,
    /// Why it did not run.
    Skipped(String),
    /// The error, and the end of what it printed.
    Failed {
        error: String,
        output: String,
    },
}

impl Verdict {
    /// Of a step's result: `Ok` with a text means that it did not run, and why.
    pub(crate) fn of(result: Result<Option<String>>, runner: &Runner) -> Self {
        match result {
            Ok(None) => Self::Passed,
            Ok(Some(reason)) => Self::Skipped(reason),
            Err(error) => Self::Failed { error: format!("{error:#}"), output: runner.last_lines() },
        }
    }

    /// Whether the whole run fails by it.
    pub(crate) fn is_failure(&self) -> bool {
        matches!(self, Self::Failed { .. })
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => out.write_str("passed"),
            Self::Skipped(reason) => write!(out, "NOT RUN: {reason}"),
            Self::Failed { .. } => out.write_str("FAILED"),
        }
    }
}

/// All steps so far.
#[derive(Default)]
pub(crate) struct Report(Vec<(&'static str, Verdict, Duration)>);

impl Report {
    /// Notes a step, and says at once how it went.
    pub(crate) fn add(&mut self, name: &'static str, verdict: Verdict, time: Duration) {
        println!("== {name}: {verdict} ({})\n", seconds(time));
        self.0.push((name, verdict, time));
    }

    /// How many steps failed.
    pub(crate) fn failures(&self) -> usize {
        self.0.iter().filter(|(_, verdict, _)| verdict.is_failure()).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, verdict, _) in &self.0 {
            if let Verdict::Failed { error, output } = verdict {
                writeln!(out, "---- {name} failed: {error}\n{output}")?;
            }
        }
        writeln!(out, "{:<12} {:>14}  result", "step", "time")?;
        for (name, verdict, time) in &self.0 {
            writeln!(out, "{name:<12} {:>14}  {verdict}", seconds(*time))?;
        }
        let whole = self.0.iter().map(|(_, _, time)| time).sum();
        write!(out, "{:<12} {:>14}", "all", seconds(whole))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_step_is_shown_with_its_output_and_counted() {
        let mut report = Report::default();
        report.add("format", Verdict::Passed, Duration::from_millis(1200));
        let failed =
            Verdict::Failed { error: "exit code 1".into(), output: "line 3 is wrong".into() };
        report.add("lints", failed, Duration::from_secs(65));
        report.add("browser", Verdict::Skipped("the build failed".into()), Duration::ZERO);
        let text = report.to_string();
        assert_eq!(report.failures(), 1);
        assert!(text.starts_with("---- lints failed: exit code 1\nline 3 is wrong\n"), "{text}");
        assert!(text.contains("1.2 s  passed") && text.contains("1 min 05 s  FAILED"), "{text}");
        assert!(text.contains("NOT RUN: the build failed"), "{text}");
    }
}
