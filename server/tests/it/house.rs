//! A house of one's own for each test: the real program in a temporary directory.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use ureq::http::Response;
use ureq::{Agent, Body};

use crate::lab::world::Machine;

/// How long anything may take before the test calls it hung.
pub const HANG: Duration = Duration::from_secs(30);

/// The user who owns nothing, on most systems.
const NOBODY: u32 = 65_534;

/// On what a house stands.
#[derive(Clone, Copy, Debug)]
pub enum Ground {
    /// The disk and the user of the tests.
    Usual,
    /// A disk of its own of so many bytes.
    Disk(u64),
    /// A user of its own, by number.
    User(u32),
    /// A machine of a network of its own.
    Machine(Machine),
}

/// A running house; it is killed when dropped.
pub struct House {
    process: Child,
    dir: TempDir,
    pub web: SocketAddr,
    flags: Vec<String>,
    ground: Ground,
}

/// The program with every door on a free port of this machine.
pub fn maloca() -> Command {
    let program = std::env::var_os("MALOCA_BIN");
    let mut command = Command::new(program.unwrap_or_else(|| env!("CARGO_BIN_EXE_maloca").into()));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("MALOCA_")) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

impl House {
    /// A house with the usual rights of guests.
    pub fn open() -> Self {
        Self::with(&[])
    }

    /// A house in which guests may do everything.
    pub fn generous() -> Self {
        Self::with(&["--guests", "calc,chat,read,upload,manage"])
    }

    /// A house with further flags.
    pub fn with(flags: &[&str]) -> Self {
        Self::on_ground(Ground::Usual, flags)
    }

    /// A house whose process has no privileges; `None` where that cannot be arranged.
    pub fn of_nobody(flags: &[&str]) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("data/files")).unwrap();
        if fs::metadata(dir.path()).unwrap().uid() != 0 {
            return Some(Self::of(dir, flags, Ground::Usual));
        }
        for path in ["", "data", "data/files"] {
            chown(dir.path().join(path), Some(NOBODY), Some(NOBODY)).ok()?;
        }
        let can_run = maloca().uid(NOBODY).gid(NOBODY).arg("--version").output().is_ok();
        can_run.then(|| Self::of(dir, flags, Ground::User(NOBODY)))
    }

    fn of(dir: TempDir, flags: &[&str], ground: Ground) -> Self {
        let flags: Vec<String> = flags.iter().map(ToString::to_string).collect();
        let listen = match ground {
            Ground::Machine(machine) => format!("{}:0", machine.address()),
            _ => "127.0.0.1:0".to_owned(),
        };
        let (process, web) = start(&dir, &flags, &listen, ground);
        Self { process, dir, web, flags, ground }
    }

    /// A house whose data directory is a disk of this many bytes, in a mount namespace of its own.
    pub fn on_disk(bytes: u64, flags: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("data")).unwrap();
        Self::of(dir, flags, Ground::Disk(bytes))
    }

    /// A house on some ground.
    pub fn on_ground(ground: Ground, flags: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("data/files")).unwrap();
        Self::of(dir, flags, ground)
    }

    /// What the house wrote into its log so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.dir.path().join("stderr")).unwrap()
    }

    /// The data directory.
    pub fn data(&self) -> PathBuf {
        data(&self.dir, &self.process, self.ground)
    }

    /// The top folder of the shared tree.
    pub fn tree(&self) -> PathBuf {
        self.data().join("files")
    }

    /// The process' number.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Ends the house as a power cut would, and opens it again at the same address.
    pub fn kill_and_reopen(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let (process, web) = start(&self.dir, &self.flags, &self.web.to_string(), self.ground);
        (self.process, self.web) = (process, web);
    }

    /// The same with other flags.
    pub fn kill_and_reopen_with(&mut self, flags: &[&str]) {
        self.flags = flags.iter().map(ToString::to_string).collect();
        self.kill_and_reopen();
    }

    /// Asks the house to end and waits until it has.
    pub fn terminate(&mut self) -> ExitStatus {
        let kill = Command::new("kill").arg(self.pid().to_string()).status().unwrap();
        assert!(kill.success());
        self.terminated()
    }

    /// Waits until the house, which was asked to, has ended.
    pub fn terminated(&mut self) -> ExitStatus {
        wait(&mut self.process)
    }

    /// A URL of the house.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.web)
    }

    /// `GET` as a program does it.
    pub fn get(&self, path: &str) -> Response<Body> {
        agent().get(self.url(path)).call().unwrap()
    }

    /// `POST` of JSON.
    pub fn post(&self, path: &str, json: &Value) -> Response<Body> {
        agent().post(self.url(path)).send_json(json).unwrap()
    }

    /// Takes a name and returns the token.
    pub fn enter(&self, nick: &str) -> String {
        let mut entered = self.post("/api/v1/sessions", &serde_json::json!({ "nick": nick }));
        assert_eq!(entered.status(), 201);
        json(&mut entered)["token"].as_str().unwrap().to_owned()
    }

    /// Ends the session of a token.
    pub fn leave(&self, token: &str) -> Response<Body> {
        let call = agent().delete(self.url("/api/v1/sessions/current"));
        call.header("authorization", format!("Bearer {token}")).call().unwrap()
    }

    /// Sends bytes and returns everything until the house closes or falls silent.
    pub fn raw(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = TcpStream::connect(self.web).unwrap();
        stream.set_read_timeout(Some(HANG)).unwrap();
        stream.write_all(request).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    /// Where another door is, as the house announced it.
    pub fn door(&self, name: &str) -> SocketAddr {
        let announced = fs::read_to_string(self.data().join("run/addresses.json")).unwrap();
        let addresses: Value = serde_json::from_str(&announced).unwrap();
        addresses[name].as_str().unwrap().parse().unwrap()
    }

    /// The resident memory of the house, in bytes.
    pub fn memory(&self) -> usize {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A client that returns every status as an answer and follows no redirect.
pub fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(HANG))
        .build()
        .into()
}

/// The whole body as text.
pub fn text(response: &mut Response<Body>) -> String {
    response.body_mut().read_to_string().unwrap()
}

/// The whole body as JSON.
pub fn json(response: &mut Response<Body>) -> Value {
    response.body_mut().read_json().unwrap()
}

/// Asserts that the answer is a problem of this status and kind.
pub fn assert_problem(mut response: Response<Body>, status: u16, slug: &str) {
    assert_eq!(response.status(), status, "{response:?}");
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    assert_eq!(json(&mut response)["type"], format!("/problems/{slug}"));
}

/// Waits for the end of a process.
pub fn wait(process: &mut Child) -> ExitStatus {
    let began = Instant::now();
    loop {
        if let Some(status) = process.try_wait().unwrap() {
            return status;
        }
        assert!(began.elapsed() < HANG, "the house does not end");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// The gateways that the flags do not speak of stay shut.
fn shut(flags: &[String]) -> impl Iterator<Item = &'static str> {
    let gateways = ["--hftp", "--http09", "--labs", "--grpc", "--peers"];
    let quiet = gateways.into_iter().filter(|gateway| !flags.iter().any(|flag| flag == gateway));
    quiet.flat_map(|gateway| [gateway, "off"])
}

/// The data directory as this process sees it.
fn data(dir: &TempDir, process: &Child, ground: Ground) -> PathBuf {
    let data = dir.path().join("data");
    match ground {
        Ground::Disk(_) => PathBuf::from(format!("/proc/{}/root{}", process.id(), data.display())),
        Ground::Usual | Ground::User(_) | Ground::Machine(_) => data,
    }
}

/// The program on this ground; a disk of its own is mounted at `data`, in its own mount namespace.
pub fn maloca_on(ground: Ground, data: &std::path::Path) -> Command {
    match ground {
        Ground::Usual => maloca(),
        Ground::Machine(machine) => {
            let mut command = Command::new("ip");
            command.args(["netns", "exec", &machine.name()]).arg(maloca().get_program());
            command
        }
        Ground::User(user) => {
            let mut command = maloca();
            command.uid(user).gid(user);
            command
        }
        Ground::Disk(bytes) => {
            let mut command = Command::new("unshare");
            command.args(["--map-root-user", "--mount", "sh", "-ec"]);
            command.arg(r#"mount -t tmpfs -o "size=$1" tmpfs "$2"; shift 2; exec "$@""#);
            command.arg("sh").arg(bytes.to_string()).arg(data).arg(maloca().get_program());
            command
        }
    }
}

fn start(dir: &TempDir, flags: &[String], listen: &str, ground: Ground) -> (Child, SocketAddr) {
    let own = dir.path().join("data");
    let _ = fs::remove_file(own.join("run/addresses.json"));
    let mut process = maloca_on(ground, &own)
        .current_dir(dir.path())
        .args(["serve", "--listen", listen, "--data"])
        .arg(&own)
        .args(shut(flags))
        .args(flags)
        .stdout(fs::File::create(dir.path().join("stdout")).unwrap())
        .stderr(
            fs::File::options().create(true).append(true).open(dir.path().join("stderr")).unwrap(),
        )
        .spawn()
        .unwrap();
    let announced = data(dir, &process, ground).join("run/addresses.json");
    let began = Instant::now();
    loop {
        if let Ok(text) = fs::read_to_string(&announced) {
            let addresses: Value = serde_json::from_str(&text).unwrap();
            return (process, addresses["web"].as_str().unwrap().parse().unwrap());
        }
        if began.elapsed() > HANG || process.try_wait().unwrap().is_some() {
            let said = fs::read_to_string(dir.path().join("stderr")).unwrap_or_default();
            panic!("the house does not open: {said}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
