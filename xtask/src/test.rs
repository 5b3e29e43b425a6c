//! Everything that says whether the house stands.
//!
//! Rust tests run in the dev profile, whose build is incremental; WASM and browser tests run against what
//! `cargo xtask build` made, because that is what people get.
//!
//! # Layout
//! - [`plan`]: the steps in their order
//! - [`runner`]: one step's commands, their output shown and kept
//! - [`report`]: the table at the end
//! - [`tools`]: Chromium, node and its packages
//! - [`licences`]: licences, sources and bans of deny.toml

mod licences;
mod plan;
mod report;
mod runner;
mod tools;

use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;

use crate::place::Place;
use plan::Step;
use report::{Report, Verdict};
use runner::Runner;

/// Which steps to run.
#[derive(Args, Default)]
pub(crate) struct Options {
    /// Run only this step (repeatable)
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// Leave this step out (repeatable)
    #[arg(long, value_name = "STEP")]
    skip: Vec<String>,
    /// List the steps and stop
    #[arg(long)]
    list: bool,
}

/// Runs the chosen steps all, however many fail, and fails at the end if one did.
pub(crate) fn run(place: &Place, options: &Options) -> Result<()> {
    let steps = options.choose()?;
    if options.list {
        steps.iter().for_each(|step| println!("{:<12} {}", step.name, step.what));
        return Ok(());
    }
    let report = run_all(place, &steps);
    println!("{report}");
    match report.failures() {
        0 => Ok(()),
        count => bail!("{count} of {} steps failed", steps.len()),
    }
}

impl Options {
    fn choose(&self) -> Result<Vec<Step>> {
        let steps = plan::steps();
        let known = |name: &String| steps.iter().any(|step| step.name == *name);
        if let Some(name) = self.only.iter().chain(&self.skip).find(|name| !known(name)) {
            bail!("there is no step `{name}`: `cargo xtask test --list` shows them");
        }
        let named = |list: &[String], step: &Step| list.iter().any(|name| name == step.name);
        let chosen = |step: &Step| self.only.is_empty() || named(&self.only, step);
        Ok(steps.into_iter().filter(|step| chosen(step) && !named(&self.skip, step)).collect())
    }
}

fn run_all(place: &Place, steps: &[Step]) -> Report {
    let mut report = Report::default();
    let mut is_built = true;
    for (at, step) in steps.iter().enumerate() {
        println!("== [{}/{}] {}: {}", at + 1, steps.len(), step.name, step.what);
        let started = Instant::now();
        let runner = Runner::new(place, step.name);
        let verdict = match is_built || !step.needs_build {
            true => Verdict::of((step.work)(&runner), &runner),
            false => Verdict::Skipped("the build failed".to_owned()),
        };
        is_built &= step.name != plan::BUILD || !verdict.is_failure();
        report.add(step.name, verdict, started.elapsed());
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(only: &[&str], skip: &[&str]) -> Result<Vec<&'static str>> {
        let owned = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect();
        let options = Options { only: owned(only), skip: owned(skip), list: false };
        Ok(options.choose()?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn steps_are_chosen_by_name() {
        assert_eq!(names(&["tidy", "format"], &[]).unwrap(), ["format", "tidy"]);
        assert!(!names(&[], &["browser"]).unwrap().contains(&"browser"));
    }

    #[test]
    fn an_unknown_step_is_an_error() {
        assert!(names(&["fromat"], &[]).unwrap_err().to_string().contains("--list"));
    }

    #[test]
    fn what_needs_the_build_comes_after_it() {
        let all = names(&[], &[]).unwrap();
        let build = all.iter().position(|name| *name == plan::BUILD).unwrap();
        let needing = plan::steps().into_iter().filter(|step| step.needs_build);
        for step in needing {
            assert!(
                all.iter().position(|name| *name == step.name).unwrap() > build,
                "{}",
                step.name
            );
        }
    }
}
