//! Debian's server of NATS, and Python's client of it.

use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use serde_json::Value;
use tempfile::TempDir;

use crate::house::HANG;
use crate::mounted::python;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/nats_client.py");

/// A running server; it is killed when dropped.
pub struct Server {
    process: Child,
    dir: TempDir,
    flags: Vec<String>,
    port: u16,
}

/// `$NATS_SERVER`, an installed one, or the one that `cargo xtask test` unpacked.
fn program() -> PathBuf {
    let given = std::env::var_os("NATS_SERVER").map(PathBuf::from);
    let unpacked =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/nats/usr/sbin/nats-server");
    let known = [PathBuf::from("nats-server"), "/usr/sbin/nats-server".into(), unpacked];
    let runs = |program: &PathBuf| Command::new(program).arg("--version").output().is_ok();
    let found = given.into_iter().chain(known).find(runs);
    found.expect("no nats-server: `cargo xtask test` fetches it, or `apt-get install nats-server`")
}

impl Server {
    /// A server on a free port of this machine.
    pub fn open(flags: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let flags: Vec<String> = flags.iter().map(ToString::to_string).collect();
        let process = start(&dir, &flags, "-1");
        let mut server = Self { process, dir, flags, port: 0 };
        server.port = server.announced();
        server
    }

    /// One with JetStream, which keeps its streams on disk.
    pub fn with_streams() -> Self {
        Self::open(&["--jetstream"])
    }

    /// Where it is.
    pub fn url(&self) -> String {
        self.url_as("")
    }

    /// Where it is for somebody with this login.
    pub fn url_as(&self, login: &str) -> String {
        format!("nats://{login}127.0.0.1:{}", self.port)
    }

    /// Ends it as a power cut would.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Opens it again at the same address.
    pub fn reopen(&mut self) {
        self.process = start(&self.dir, &self.flags, &self.port.to_string());
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(began.elapsed() < HANG, "nats-server does not open again");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    /// The port that it chose.
    fn announced(&self) -> u16 {
        let ports = self.dir.path().join(format!("nats-server_{}.ports", self.process.id()));
        let began = Instant::now();
        loop {
            let text = fs::read_to_string(&ports).unwrap_or_default();
            if let Ok(ports) = serde_json::from_str::<Value>(&text) {
                let url = ports["nats"][0].as_str().unwrap();
                return url.rsplit(':').next().unwrap().parse().unwrap();
            }
            assert!(began.elapsed() < HANG, "nats-server does not open");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    }

    /// Runs the client to its end and returns what it said, a JSON on each line.
    pub fn client(&self, words: &[&str]) -> Vec<Value> {
        let output = client(&self.url(), words).output().unwrap();
        let wrong = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {wrong}");
        let said = String::from_utf8(output.stdout).unwrap();
        said.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn start(dir: &TempDir, flags: &[String], port: &str) -> Child {
    Command::new(program())
        .args(["--addr", "127.0.0.1", "--port", port, "--ports_file_dir"])
        .arg(dir.path())
        .arg("--store_dir")
        .arg(dir.path())
        .args(flags)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn client(url: &str, words: &[&str]) -> Command {
    let python = python("import nats").expect("pip install -r e2e/requirements.txt");
    let mut command = Command::new(python);
    command.arg(SCRIPT).arg(url).args(words).stdin(Stdio::null());
    command
}

/// A client that listens; it is killed when dropped.
pub struct Listener {
    process: Child,
    heard: Receiver<Value>,
}

impl Listener {
    /// Listens to a subject from now on.
    pub fn open(url: &str, subject: &str) -> Self {
        let mut process = client(url, &["listen", subject]).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        assert_eq!(lines.next().unwrap().unwrap(), "listening");
        Self { heard: read(lines), process }
    }

    /// The next messages.
    pub fn hear(&self, count: usize) -> Vec<Value> {
        (0..count).map(|_| self.heard.recv_timeout(HANG).unwrap()).collect()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read(lines: Lines<BufReader<ChildStdout>>) -> Receiver<Value> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let _ = sender.send(serde_json::from_str(&line).unwrap());
        }
    });
    receiver
}
