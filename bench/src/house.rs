//! The server under measurement, and what it has used.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

/// The unit of processor times in `/proc`: hundredths of a second on every Linux that we run on.
const TICK: Duration = Duration::from_millis(10);

/// A house on processor 0 in a directory of its own; it is killed when dropped.
pub struct House {
    process: Child,
    dir: TempDir,
    addresses: serde_json::Value,
    /// Where its web door is.
    pub web: SocketAddr,
}

impl House {
    /// Starts the program and waits until it is open.
    ///
    /// # Errors
    /// When it does not open within ten seconds.
    pub async fn open(program: &Path) -> Result<Self> {
        Self::with(program, "off", "").await
    }

    /// The same with the doors of other protocols open, and as many places for HTTP/0.9 as elsewhere.
    ///
    /// # Errors
    /// When it does not open within ten seconds.
    pub async fn with_doors(program: &Path) -> Result<Self> {
        Self::with(program, "127.0.0.1:0", "[http09]\nclients = 1024\n").await
    }

    async fn with(program: &Path, doors: &str, config: &str) -> Result<Self> {
        let dir = tempfile::tempdir()?;
        let file = dir.path().join("bench.toml");
        fs::write(&file, config)?;
        let process = Command::new("taskset")
            .args(["-c", "0"])
            .arg(program.canonicalize().with_context(|| {
                format!("there is no {}; run `cargo xtask build` first", program.display())
            })?)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(dir.path())
            .args(["--hftp", doors, "--http09", doors, "--labs", doors, "--grpc", doors])
            .args(["--peers", "off", "--config"])
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start taskset")?;
        let addresses = announced(dir.path()).await?;
        let web = addresses["web"].as_str().unwrap_or_default().parse()?;
        Ok(Self { process, dir, addresses, web })
    }

    /// Where a door is.
    ///
    /// # Errors
    /// When it is shut.
    pub fn door(&self, name: &str) -> Result<SocketAddr> {
        let address = self.addresses[name].as_str();
        Ok(address.with_context(|| format!("the door {name} is shut"))?.parse()?)
    }

    /// The top folder of the shared tree.
    pub fn files(&self) -> PathBuf {
        self.dir.path().join("files")
    }

    /// The resident memory, in bytes.
    ///
    /// # Errors
    /// When the house is gone.
    pub fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib: u64 =
            line.and_then(|line| line.split_whitespace().next()).unwrap_or("0").parse()?;
        Ok(kib * 1024)
    }

    /// The processor time used so far.
    ///
    /// # Errors
    /// When the house is gone.
    pub fn processor(&self) -> Result<Duration> {
        processor_of(self.process.id())
    }
}

/// The processor time that a process has used so far.
///
/// # Errors
/// When it is gone.
pub fn processor_of(process: u32) -> Result<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<u32>().ok());
    let (Some(user), Some(system)) = (ticks(11), ticks(12)) else { bail!("odd /proc stat") };
    Ok(TICK * (user + system))
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn announced(data: &Path) -> Result<serde_json::Value> {
    for _ in 0..1000 {
        if let Ok(text) = fs::read_to_string(data.join("run/addresses.json")) {
            return Ok(serde_json::from_str(&text)?);
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    bail!("the house does not open")
}

/// Keeps this process to one processor, so that it does not take time from the server.
///
/// # Errors
/// When `taskset` is not there.
pub fn keep_to_processor(number: u32) -> Result<()> {
    let me = std::process::id().to_string();
    let status = Command::new("taskset")
        .args(["-a", "-c", "-p", &number.to_string(), &me])
        .stdout(Stdio::null())
        .status()
        .context("taskset (Debian's util-linux) is needed")?;
    if status.success() { Ok(()) } else { bail!("this machine has no processor {number}") }
}
