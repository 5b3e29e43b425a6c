//! One step's commands: their output is shown as it comes and kept in `target/test-logs/STEP.log`.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufRead, BufReader, PipeReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::cache;
use crate::place::Place;
use crate::sh;

/// How many lines of a failing step are shown again at the end.
const SHOWN: usize = 150;

/// No command takes this long unless it hangs.
const LIMIT: Duration = Duration::from_secs(30 * 60);

/// Runs the commands of one step.
pub(crate) struct Runner<'a> {
    /// Where everything is.
    pub(crate) place: &'a Place,
    log: PathBuf,
    last: RefCell<VecDeque<String>>,
}

impl<'a> Runner<'a> {
    /// For the step of this name, whose log is emptied.
    pub(crate) fn new(place: &'a Place, step: &str) -> Self {
        let log = place.target.join("test-logs").join(format!("{step}.log"));
        // Without a log the output is still shown; the first command reports why there is none.
        let _ = cache::write(&log, b"");
        Self { place, log, last: RefCell::default() }
    }

    /// Runs cargo with these arguments.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Result<()> {
        self.run(&mut self.place.cargo(arguments))
    }

    /// Runs a command; an exit code other than 0, or running for half an hour, is an error.
    pub(crate) fn run(&self, command: &mut Command) -> Result<()> {
        let shown = sh::shown(command);
        println!("$ {shown}");
        let status = self.run_to_end(command).with_context(|| format!("running `{shown}`"))?;
        if !status.success() {
            bail!("`{shown}` failed ({status}); all of its output: {}", self.log.display());
        }
        Ok(())
    }

    /// The last lines of the step's output.
    pub(crate) fn last_lines(&self) -> String {
        self.last.borrow().iter().cloned().collect::<Vec<_>>().join("\n")
    }

    fn run_to_end(&self, command: &mut Command) -> Result<ExitStatus> {
        let (reader, writer) = io::pipe()?;
        command.stdout(writer.try_clone()?).stderr(writer);
        let mut child = command.spawn().context("it cannot be started: is it installed?")?;
        // The command holds writing ends of the pipe; the pipe only ends when these are closed too.
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        self.show(&mut child, &lines_of(reader))?;
        Ok(child.wait()?)
    }

    fn show(&self, child: &mut Child, lines: &Receiver<String>) -> Result<()> {
        let mut log = File::options().append(true).create(true).open(&self.log)?;
        let end = Instant::now() + LIMIT;
        loop {
            match lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => self.show_line(&line, &mut log)?,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => {
                    child.kill()?;
                    bail!("it was stopped after {} minutes", LIMIT.as_secs() / 60);
                }
            }
        }
    }

    fn show_line(&self, line: &str, log: &mut File) -> io::Result<()> {
        println!("{line}");
        writeln!(log, "{line}")?;
        let mut last = self.last.borrow_mut();
        if last.len() == SHOWN {
            last.pop_front();
        }
        last.push_back(line.to_owned());
        Ok(())
    }
}

/// Reads in a thread of its own, so that waiting for a line can have an end.
fn lines_of(reader: PipeReader) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(reader).split(b'\n').map_while(Result::ok) {
            if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
        }
    });
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (tempfile::TempDir, Place) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        (folder, Place { root: path.clone(), target: path })
    }

    #[test]
    fn both_outputs_are_kept_and_the_exit_code_counts() {
        let (_folder, place) = place();
        let runner = Runner::new(&place, "step");
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two >&2; exit 3"]);
        let error = runner.run(&mut command).unwrap_err().to_string();
        assert!(error.contains("exit status: 3"), "{error}");
        assert_eq!(runner.last_lines(), "one\ntwo");
    }

    #[test]
    fn a_missing_program_is_an_error_that_names_it() {
        let (_folder, place) = place();
        let error =
            Runner::new(&place, "step").run(&mut Command::new("no-such-program")).unwrap_err();
        assert!(format!("{error:#}").contains("no-such-program"), "{error:#}");
    }
}
