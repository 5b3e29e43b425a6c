//! An HFTP server that is written as one writes it in a course.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::house::processor_of;

/// The server in Python, on processor 0; it is killed when dropped.
pub struct Python {
    process: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Python {
    /// Starts it over a folder.
    ///
    /// # Errors
    /// When there is no Python.
    pub fn open(folder: &Path) -> Result<Self> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/hftp_server.py");
        let mut process = Command::new("taskset")
            .args(["-c", "0", "python3", script])
            .arg(folder)
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start taskset and python3")?;
        let out = process.stdout.take().context("no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let address = SocketAddr::from(([127, 0, 0, 1], line.trim().parse()?));
        Ok(Self { process, address })
    }

    /// The processor time used so far.
    ///
    /// # Errors
    /// When the server is gone.
    pub fn processor(&self) -> Result<Duration> {
        processor_of(self.process.id())
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
