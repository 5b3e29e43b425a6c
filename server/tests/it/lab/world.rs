//! A network of its own: one bridge, and a namespace for each machine on it. There is no way out of it.
//!
//! The tests themselves run in a namespace that `cargo xtask lab` makes for them, so everything is gone
//! when they end, however they end.

use std::process::Command;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::house::{Ground, House};
use crate::nodes::{invite, join, sees};

/// Gives each network of the tests its own addresses.
static COUNT: AtomicU8 = AtomicU8::new(1);

/// A bridge, `10.77.N.1` for the tests and from `10.77.N.10` on for machines.
pub struct World {
    number: u8,
    machines: u8,
}

/// One machine of it.
#[derive(Clone, Copy, Debug)]
pub struct Machine {
    world: u8,
    number: u8,
}

/// Runs a command of the system.
pub fn run(words: &[&str]) -> String {
    let output = Command::new(words[0]).args(&words[1..]).output();
    let output = output.unwrap_or_else(|error| panic!("{words:?}: {error}"));
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn ip(line: &str) {
    run(&["ip"].into_iter().chain(line.split(' ')).collect::<Vec<_>>());
}

impl World {
    /// A network without machines.
    pub fn new() -> Self {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        ip(&format!("link add br{number} type bridge"));
        ip(&format!("addr add 10.77.{number}.1/24 dev br{number}"));
        ip(&format!("link set br{number} up"));
        Self { number, machines: 0 }
    }

    /// One more machine on the bridge.
    pub fn machine(&mut self) -> Machine {
        let machine = Machine { world: self.number, number: self.machines };
        self.machines += 1;
        let (name, port, bridge) = (machine.name(), machine.port(), self.number);
        ip(&format!("netns add {name}"));
        ip(&format!("link add {port} type veth peer name eth0 netns {name}"));
        ip(&format!("link set {port} master br{bridge} up"));
        ip(&format!("-n {name} link set lo up"));
        ip(&format!("-n {name} addr add {}/24 dev eth0", machine.address()));
        ip(&format!("-n {name} link set eth0 up"));
        machine
    }

    /// So many houses of one group, each on a machine of its own, in which guests may do everything.
    pub fn group(&mut self, houses: usize) -> Vec<(Machine, House)> {
        let open = |machine: Machine| (machine, machine.house());
        let all: Vec<_> = (0..houses).map(|_| self.machine()).map(open).collect();
        for (_, newcomer) in &all[1..] {
            join(newcomer, &invite(&all[0].1)).unwrap();
        }
        for (at, (_, one)) in all.iter().enumerate() {
            let others = all.iter().enumerate().filter(|(other, _)| *other != at);
            sees(one, &others.map(|(_, (_, other))| other).collect::<Vec<_>>());
        }
        all
    }
}

impl Machine {
    /// The name of its namespace.
    pub fn name(self) -> String {
        format!("m{}x{}", self.world, self.number)
    }

    fn port(self) -> String {
        format!("v{}x{}", self.world, self.number)
    }

    /// Where it is.
    pub fn address(self) -> String {
        format!("10.77.{}.{}", self.world, 10 + self.number)
    }

    /// A house on it in which guests may do everything, with its door for others open.
    pub fn house(self) -> House {
        self.house_at(&format!("{}:0", self.address()))
    }

    /// The same, with its door for others at this address.
    pub fn house_at(self, peers: &str) -> House {
        self.house_with(&["--peers", peers])
    }

    /// A house on it in which guests may do everything, with these flags.
    pub fn house_with(self, flags: &[&str]) -> House {
        let guests = ["--guests", "calc,chat,read,upload,manage"];
        House::on_ground(Ground::Machine(self), &[flags, &guests].concat())
    }

    /// Hears nothing of another machine from now on, as behind a firewall.
    pub fn shuts_out(self, other: Machine) {
        self.filter(&format!(
            "add table inet shut; \
             add chain inet shut in {{ type filter hook input priority 0; }}; \
             add rule inet shut in ip saddr {} drop",
            other.address()
        ));
    }

    /// Lets so many megabits a second in and out.
    pub fn shape(self, megabits: u32) {
        let rate = format!("{megabits}mbit");
        let queue = ["root", "tbf", "rate", &rate, "burst", "64kb", "latency", "50ms"];
        let (name, port) = (self.name(), self.port());
        let out = ["ip", "netns", "exec", &name, "tc", "qdisc", "replace", "dev", "eth0"];
        run(&[&out[..], &queue].concat());
        run(&[&["tc", "qdisc", "replace", "dev", &port][..], &queue].concat());
    }

    /// Gives it another address for others; at the old one it is reached by TCP alone from now on.
    pub fn move_to(self, last: u8) {
        let (old, new) =
            (format!("{}/24", self.address()), format!("10.77.{}.{last}/24", self.world));
        // What comes first is what it speaks from.
        for (word, address) in [("del", &old), ("add", &new), ("add", &old)] {
            self.exec(&["ip", "addr", word, address, "dev", "eth0"]);
        }
        self.exec(&["ip", "route", "replace", "224.0.0.0/4", "dev", "eth0"]);
        self.filter(&format!(
            "add table inet moved; \
             add chain inet moved in {{ type filter hook input priority 0; }}; \
             add rule inet moved in meta l4proto udp ip daddr {} drop",
            self.address()
        ));
    }

    /// Loses so many of a hundred packets that come in.
    pub fn lose(self, percent: u8) {
        self.filter(&format!(
            "add table inet loss; \
             add chain inet loss in {{ type filter hook input priority 0; }}; \
             add rule inet loss in meta l4proto udp numgen random mod 100 < {percent} drop"
        ));
    }

    /// Counts packets to anywhere else than this network from now on, but for multicast DNS and who
    /// asks to hear it. There is a way out, as far as the machine can tell, that leads nowhere.
    pub fn watch_for_strangers(self) {
        let way_out = format!("10.77.{}.1", self.world);
        self.exec(&["ip", "route", "add", "default", "via", &way_out]);
        self.filter(&format!(
            "add table inet away; add counter inet away stranger; \
             add chain inet away out {{ type filter hook output priority 0; }}; \
             add rule inet away out oifname lo accept; \
             add rule inet away out ip daddr 10.77.{}.0/24 accept; \
             add rule inet away out ip daddr 224.0.0.251 udp dport 5353 accept; \
             add rule inet away out ip daddr 224.0.0.22 ip protocol igmp accept; \
             add rule inet away out meta nfproto ipv4 counter name stranger",
            self.world
        ));
    }

    /// How many were sent there.
    pub fn strangers(self) -> u64 {
        let listed = self.exec(&["nft", "list", "counter", "inet", "away", "stranger"]);
        let words: Vec<_> = listed.split_whitespace().collect();
        let at = words.iter().position(|word| *word == "packets").unwrap();
        words[at + 1].parse().unwrap()
    }

    /// How many bytes came in.
    pub fn received(self) -> u64 {
        let bytes = self.exec(&["cat", "/sys/class/net/eth0/statistics/rx_bytes"]);
        bytes.trim().parse().unwrap()
    }

    fn filter(self, rules: &str) {
        self.exec(&["nft", rules]);
    }

    /// Runs a command on it.
    pub fn exec(self, words: &[&str]) -> String {
        let name = self.name();
        run(&[&["ip", "netns", "exec", &name], words].concat())
    }
}
