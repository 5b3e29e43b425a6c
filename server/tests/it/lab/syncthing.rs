//! Syncthing on the machines of a network: a yardstick. It asks nobody outside, as Maloca does not.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::world::{Machine, run};
use crate::house::{agent, json};

/// How long anything may take.
const LONG: Duration = Duration::from_secs(600);
const KEY: &str = "lab";

/// One Syncthing; it is killed when dropped.
pub struct Syncthing {
    machine: Machine,
    process: Child,
    dir: TempDir,
}

/// Those that share one folder, the first of them with something in it.
pub fn group(machines: &[Machine], fill: impl Fn(&Path)) -> Vec<Syncthing> {
    let dirs: Vec<_> = machines.iter().map(|_| tempfile::tempdir().unwrap()).collect();
    let ids: Vec<_> = dirs.iter().map(|dir| generate(dir.path())).collect();
    fill(&dirs[0].path().join("shared"));
    let devices: String = ids.iter().zip(machines).map(|(id, at)| device(id, *at)).collect();
    let folder = |paused: bool| {
        let with: String = ids.iter().map(|id| format!(r#"<device id="{id}"/>"#)).collect();
        format!(
            r#"<folder id="lab" path="SHARED" fsWatcherEnabled="false" paused="{paused}">{with}</folder>"#
        )
    };
    let mut all = Vec::new();
    for (at, (machine, dir)) in machines.iter().zip(dirs).enumerate() {
        settle(&dir, *machine, &format!("{devices}{}", folder(at > 0)));
        all.push(Syncthing::start(*machine, dir));
    }
    all[0].until(|status| status["state"] == "idle" && status["localBytes"] != json!(0));
    for one in &all[1..] {
        one.wait(|| {
            one.get("system/connections")["connections"]
                .to_string()
                .matches("\"connected\":true")
                .count()
                >= 1
        });
    }
    all
}

/// Makes its keys and folders; its name.
fn generate(dir: &Path) -> String {
    fs::create_dir(dir.join("shared")).unwrap();
    fs::create_dir(dir.join("shared/.stfolder")).unwrap();
    let home = format!("--home={}", dir.display());
    run(&["syncthing", "generate", &home, "--no-default-folder"]);
    run(&["syncthing", "--device-id", &home]).trim().to_owned()
}

fn device(id: &str, machine: Machine) -> String {
    let address = machine.address();
    format!(
        r#"<device id="{id}" name="x" compression="never"><address>tcp://{address}:22000</address></device>"#
    )
}

/// Writes its settings: nothing that asks anybody outside.
fn settle(dir: &TempDir, machine: Machine, shared: &str) {
    let (home, address) = (dir.path().display(), machine.address());
    let off = [
        "globalAnnounceEnabled",
        "localAnnounceEnabled",
        "relaysEnabled",
        "startBrowser",
        "natEnabled",
        "crashReportingEnabled",
        "setLowPriority",
    ];
    let off: String = off.iter().map(|name| format!("<{name}>false</{name}>")).collect();
    let shared = shared.replace("SHARED", &format!("{home}/shared"));
    let config = format!(
        r#"<configuration version="36">{shared}
        <gui enabled="true" tls="false"><address>{address}:8384</address><apikey>{KEY}</apikey></gui>
        <options><listenAddress>tcp://{address}:22000</listenAddress>{off}<urAccepted>-1</urAccepted>
        <reconnectionIntervalS>1</reconnectionIntervalS><autoUpgradeIntervalH>0</autoUpgradeIntervalH>
        </options></configuration>"#
    );
    fs::write(dir.path().join("config.xml"), config).unwrap();
}

impl Syncthing {
    fn start(machine: Machine, dir: TempDir) -> Self {
        let mut command = Command::new("ip");
        command.args(["netns", "exec", &machine.name(), "syncthing", "serve", "--no-restart"]);
        command.arg(format!("--home={}", dir.path().display()));
        // Without a second process that watches over it, and outlives it when it is killed.
        command.env("STMONITORED", "yes");
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let one = Self { machine, process: command.spawn().unwrap(), dir };
        one.wait(|| one.try_get("system/ping").is_some());
        one
    }

    /// Where its shared folder is.
    pub fn shared(&self) -> PathBuf {
        self.dir.path().join("shared")
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}:8384/rest/{path}", self.machine.address())
    }

    fn try_get(&self, path: &str) -> Option<Value> {
        let call = agent().get(self.url(path)).header("x-api-key", KEY).call();
        Some(json(&mut call.ok().filter(|answer| answer.status() == 200)?))
    }

    fn get(&self, path: &str) -> Value {
        self.try_get(path).unwrap_or_default()
    }

    fn wait(&self, so: impl Fn() -> bool) {
        let began = Instant::now();
        while !so() {
            assert!(began.elapsed() < LONG, "{:#}", self.get("db/status?folder=lab"));
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn until(&self, so: impl Fn(&Value) -> bool) {
        self.wait(|| so(&self.get("db/status?folder=lab")));
    }

    /// Lets it begin to fetch.
    pub fn begin(&self) {
        let call = agent().patch(self.url("config/folders/lab")).header("x-api-key", KEY);
        assert_eq!(call.send_json(json!({ "paused": false })).unwrap().status(), 200);
    }

    /// Waits until it has so many bytes.
    pub fn has(&self, bytes: u64) {
        self.until(|status| {
            status["localBytes"].as_u64() >= Some(bytes) && status["needBytes"] == json!(0)
        });
    }
}

impl Drop for Syncthing {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
