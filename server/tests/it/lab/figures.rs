//! How fast houses share files over shaped links, and what a crash costs. Each prints what it measured.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::syncthing;
use super::world::{Machine, World, run};
use crate::house::{HANG, House, json};
use crate::network::{done, fetch, found, hash_of, have_the_same, noise, progress};
use crate::nodes::until;

const MIB: usize = 1 << 20;
/// How long a fetch over a slow link may take.
const LONG: Duration = Duration::from_secs(240);

/// Shares noise from the first house, and tells its hash once the last one lists it.
fn share(houses: &[(Machine, House)], name: &str, size: usize) -> String {
    fs::write(houses[0].1.tree().join(name), noise(size)).unwrap();
    let last = &houses[houses.len() - 1].1;
    hash_of(&found(last, name, 1)[0])
}

/// Waits until a fetch is there, however slow the link; how long that took, and the longest time without a
/// new byte.
fn timed(house: &House, began: &Value) -> (Duration, Duration) {
    let (start, mut last, mut gap, mut held) = (Instant::now(), Instant::now(), Duration::ZERO, 0);
    loop {
        let now = progress(house, began);
        let received = now["received"].as_u64().unwrap();
        if received > held || now["state"] == "done" {
            gap = gap.max(last.elapsed());
            (last, held) = (Instant::now(), received);
        }
        if now["state"] == "done" {
            return (start.elapsed(), gap);
        }
        assert!(start.elapsed() < LONG && last.elapsed() < HANG, "{now:#}\n{}", house.log());
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn seconds(house: &House, hash: &str) -> f64 {
    timed(house, &fetch(house, hash)).0.as_secs_f64()
}

/// What came of the sources in bytes, as far as the house tells.
fn sent(now: &Value) -> u64 {
    let sources = now["sources"].as_array().unwrap().iter();
    sources.map(|source| source["sent"].as_u64().unwrap()).sum()
}

#[test]
#[ignore = "measures; `cargo xtask lab` runs it"]
fn one_source_is_nearly_as_fast_as_http() {
    let mut ratios = Vec::new();
    for _ in 0..3 {
        let mut world = World::new();
        let houses = world.group(2);
        let hash = share(&houses, "a.bin", 32 * MIB);
        houses.iter().for_each(|(machine, _)| machine.shape(40));
        let (receiver, ben) = &houses[1];
        let url = houses[0].1.url("/raw/a.bin");
        let curl = ["curl", "-s", "-o", "/dev/null", "-w", "%{time_total}", &url];
        let http: f64 = receiver.exec(&curl).parse().unwrap();
        let ours = seconds(ben, &hash);
        println!("32 MiB at 40 Mbit/s: HTTP {http:.2} s, Maloca {ours:.2} s, {:.3}", http / ours);
        ratios.push(http / ours);
    }
    ratios.sort_by(f64::total_cmp);
    assert!(ratios[1] >= 0.85, "{ratios:?}");
}

#[test]
#[ignore = "measures; `cargo xtask lab` runs it"]
fn three_sources_are_nearly_three_times_as_fast_as_one() {
    let time = |seeders: usize| {
        let mut world = World::new();
        let houses = world.group(seeders + 1);
        let hash = share(&houses, "a.bin", 32 * MIB);
        for (_, house) in &houses[1..seeders] {
            done(house, &fetch(house, &hash));
        }
        houses[..seeders].iter().for_each(|(machine, _)| machine.shape(16));
        seconds(&houses[seeders].1, &hash)
    };
    let (one, three) = (time(1), time(3));
    println!(
        "32 MiB at 16 Mbit/s each: 1 source {one:.2} s, 3 sources {three:.2} s, {:.2} times",
        one / three
    );
    assert!(one / three >= 2.4);
}

#[test]
#[ignore = "measures; `cargo xtask lab` runs it"]
fn ten_receivers_of_one_seeder_help_one_another() {
    let time = |receivers: usize| {
        let mut world = World::new();
        let houses = world.group(receivers + 1);
        let hash = share(&houses, "a.bin", 16 * MIB);
        houses.iter().for_each(|(machine, _)| machine.shape(20));
        let began = Instant::now();
        let all: Vec<_> = houses[1..].iter().map(|(_, house)| fetch(house, &hash)).collect();
        for ((_, house), fetch) in houses[1..].iter().zip(&all) {
            timed(house, fetch);
        }
        began.elapsed().as_secs_f64()
    };
    let (one, ten) = (time(1), time(10));
    println!(
        "16 MiB at 20 Mbit/s: 1 receiver {one:.2} s, 10 receivers {ten:.2} s, {:.2} times",
        ten / one
    );
    assert!(ten / one <= 3.0);
}

#[test]
#[ignore = "measures; `cargo xtask lab` runs it"]
fn a_receiver_that_is_killed_three_times_fetches_hardly_more_than_the_file() {
    let mut world = World::new();
    let mut houses = world.group(2);
    let size = 32 * MIB;
    let hash = share(&houses, "a.bin", size);
    houses.iter().for_each(|(machine, _)| machine.shape(40));
    let began = fetch(&houses[1].1, &hash);
    let mut all = 0;
    for percent in [20, 50, 80] {
        let enough =
            |now: &Value| now["received"].as_u64().unwrap() * 100 >= (size * percent) as u64;
        let now = loop {
            let now = progress(&houses[1].1, &began);
            assert!(now["state"] != "done", "it was killed too late");
            if enough(&now) {
                break now;
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        all += sent(&now);
        houses[1].1.kill_and_reopen();
    }
    timed(&houses[1].1, &began);
    all += sent(&progress(&houses[1].1, &began));
    let wire = houses[1].0.received();
    println!(
        "killed at 20, 50, 80 %: {all} bytes of {size}, {:.3}; on the wire {wire}, {:.3}",
        all as f64 / size as f64,
        wire as f64 / size as f64
    );
    have_the_same(&houses[0].1, &houses[1].1, "a.bin");
    assert!(all as f64 <= 1.05 * size as f64);
}

#[test]
#[ignore = "measures; `cargo xtask lab` runs it"]
fn the_last_seeder_finishes_what_three_began() {
    let mut world = World::new();
    let mut houses = world.group(4);
    let hash = share(&houses, "a.bin", 24 * MIB);
    for (_, house) in &houses[1..3] {
        done(house, &fetch(house, &hash));
    }
    houses[..3].iter().for_each(|(machine, _)| machine.shape(16));
    let (_, receiver) = houses.pop().unwrap();
    let began = fetch(&receiver, &hash);
    while progress(&receiver, &began)["received"].as_u64().unwrap() < 6 * MIB as u64 {
        std::thread::sleep(Duration::from_millis(10));
    }
    houses.truncate(1);
    let (time, gap) = timed(&receiver, &began);
    println!("two of three seeders killed: {time:?} more, longest stall {gap:?}");
    assert!(gap <= Duration::from_secs(3));
    have_the_same(&houses[0].1, &receiver, "a.bin");
}

/// Waits until all that was written is on disk, so that nobody pays for what came before.
fn settle() {
    run(&["sync"]);
}

/// How long so many receivers take for one file that one has, with Syncthing.
fn syncthing(receivers: usize, fill: impl Fn(&std::path::Path), bytes: u64) -> f64 {
    let mut world = World::new();
    let machines: Vec<_> = (0..=receivers).map(|_| world.machine()).collect();
    let all = syncthing::group(&machines, fill);
    settle();
    let began = Instant::now();
    all[1..].iter().for_each(syncthing::Syncthing::begin);
    all[1..].iter().for_each(|one| one.has(bytes));
    let time = began.elapsed().as_secs_f64();
    assert!(all[1..].iter().all(|one| one.shared().is_dir()));
    time
}

#[test]
#[ignore = "measures; `cargo xtask lab` runs it"]
fn a_gibibyte_beside_syncthing() {
    let size = 1_024 * MIB;
    for receivers in [1, 3] {
        let theirs = syncthing(
            receivers,
            |folder| fs::write(folder.join("a.bin"), noise(size)).unwrap(),
            size as u64,
        );
        let mut world = World::new();
        let houses = world.group(receivers + 1);
        let hash = share(&houses, "a.bin", size);
        settle();
        let began = Instant::now();
        let all: Vec<_> = houses[1..].iter().map(|(_, house)| fetch(house, &hash)).collect();
        for ((_, house), fetch) in houses[1..].iter().zip(&all) {
            timed(house, fetch);
        }
        let ours = began.elapsed().as_secs_f64();
        println!(
            "1 GiB to {receivers}: Syncthing {theirs:.1} s, Maloca {ours:.1} s, {:.2} times as fast",
            theirs / ours
        );
    }
}

/// Ten thousand files of 3 kB in a hundred folders.
fn small_files(top: &std::path::Path) {
    for folder in 0..100 {
        let folder = top.join(format!("small/{folder}"));
        fs::create_dir_all(&folder).unwrap();
        for file in 0..100 {
            let mut bytes = noise(3_000);
            bytes.extend(format!("{}/{file}", folder.display()).bytes());
            fs::write(folder.join(file.to_string()), bytes).unwrap();
        }
    }
}

fn count(top: &std::path::Path) -> usize {
    let folders = fs::read_dir(top.join("small")).into_iter().flatten().flatten();
    folders.map(|folder| fs::read_dir(folder.path()).unwrap().count()).sum()
}

#[test]
#[ignore = "measures; `cargo xtask lab` runs it"]
fn ten_thousand_small_files_beside_syncthing() {
    let theirs = syncthing(1, small_files, 10_000 * 3_000);
    let mut world = World::new();
    let houses = world.group(2);
    let [(_, ana), (_, ben)] = &houses[..] else { unreachable!() };
    small_files(&ana.tree());
    let keep = json!({ "folder": "small" });
    let all_known = |house: &House| {
        let nodes = json(&mut house.get("/api/v1/network/files?limit=1&q=small%2F99%2F99"));
        nodes["files"].as_array().is_some_and(|files| !files.is_empty())
    };
    until(ben, all_known);
    settle();
    let began = Instant::now();
    assert_eq!(ben.post("/api/v1/network/keeps", &keep).status(), 204);
    while count(&ben.tree()) < 10_000 {
        assert!(began.elapsed() < LONG, "{} files\n{}", count(&ben.tree()), ben.log());
        std::thread::sleep(Duration::from_millis(100));
    }
    let ours = began.elapsed().as_secs_f64();
    println!(
        "10,000 files of 3 kB: Syncthing {theirs:.1} s, Maloca {ours:.1} s, {:.2} times as fast",
        theirs / ours
    );
}
