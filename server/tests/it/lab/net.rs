//! Houses on machines of their own, without the internet.

use std::fs;
use std::time::{Duration, Instant};

use super::world::World;
use crate::house::{agent, assert_problem, json};
use crate::network::{done, fetch, find, found, hash_of, have_the_same, noise};
use crate::nodes::{invite, join, sees, until, way};

#[test]
#[ignore = "needs network namespaces; `cargo xtask lab` runs it"]
fn three_houses_without_the_internet_share_their_files_and_a_fourth_gets_nothing() {
    let mut world = World::new();
    let houses = world.group(3);
    let stranger = world.machine();
    let dora = stranger.house();
    houses.iter().for_each(|(machine, _)| machine.watch_for_strangers());
    let [(_, ana), (_, ben), (_, cleo)] = &houses[..] else { unreachable!() };
    let film = noise(8 << 20);
    fs::write(ana.tree().join("film.mp4"), &film).unwrap();
    let dropped = Instant::now();
    let hash = hash_of(&found(cleo, "film", 1)[0]);
    println!("dropped on A, found on C after {:?}", dropped.elapsed());
    assert!(dropped.elapsed() < Duration::from_secs(20));
    done(cleo, &fetch(cleo, &hash));
    have_the_same(ana, cleo, "film.mp4");
    let url = ben.url(&format!("/api/v1/network/blobs/{hash}"));
    let mut part = agent().get(&url).header("range", "bytes=4000000-4000999").call().unwrap();
    assert!(part.body_mut().read_to_vec().unwrap() == film[4_000_000..4_001_000]);
    assert!(find(&dora, "film").is_empty());
    assert_problem(dora.get(&format!("/api/v1/network/blobs/{hash}")), 404, "missing");
    let group = json(&mut dora.get("/api/v1/nodes"));
    assert_eq!(group["peers"], serde_json::json!([]));
    for (machine, _) in &houses {
        assert_eq!(machine.strangers(), 0, "{machine:?} talks to somebody outside");
    }
}

#[test]
#[ignore = "needs network namespaces; `cargo xtask lab` runs it"]
fn a_fetch_ends_although_every_fifth_packet_is_lost() {
    let mut world = World::new();
    let houses = world.group(2);
    let [(near, ana), (far, ben)] = &houses[..] else { unreachable!() };
    fs::write(ana.tree().join("large.bin"), noise(4 << 20)).unwrap();
    let hash = hash_of(&found(ben, "large", 1)[0]);
    near.lose(20);
    far.lose(20);
    let began = Instant::now();
    done(ben, &fetch(ben, &hash));
    println!("4 MiB with a fifth of all packets lost: {:?}", began.elapsed());
    have_the_same(ana, ben, "large.bin");
}

#[test]
#[ignore = "needs network namespaces; `cargo xtask lab` runs it"]
fn houses_that_moved_to_other_addresses_find_one_another_on_their_network() {
    let mut world = World::new();
    let machines = [world.machine(), world.machine()];
    let [mut ana, mut ben] = machines.map(|machine| {
        machine.exec(&["ip", "route", "add", "224.0.0.0/4", "dev", "eth0"]);
        machine.house_at("0.0.0.0:19501")
    });
    join(&ben, &invite(&ana)).unwrap();
    sees(&ana, &[&ben]);
    ana.terminate();
    ben.terminate();
    machines[0].move_to(200);
    machines[1].move_to(201);
    let began = Instant::now();
    ana.kill_and_reopen();
    ben.kill_and_reopen();
    sees(&ana, &[&ben]);
    println!("both moved, connected again after {:?}", began.elapsed());
}

#[test]
#[ignore = "needs network namespaces; `cargo xtask lab` runs it"]
fn two_houses_that_cannot_reach_one_another_share_files_by_the_relay_of_a_third() {
    let mut world = World::new();
    let machines = [world.machine(), world.machine(), world.machine()];
    let [one, hub, other] = machines;
    one.shuts_out(other);
    other.shuts_out(one);
    let door = format!("{}:0", hub.address());
    let ben = hub.house_with(&["--peers", &door, "--relay", &door]);
    let (ana, cleo) = (one.house(), other.house());
    machines.iter().for_each(|machine| machine.watch_for_strangers());
    join(&ana, &invite(&ben)).unwrap();
    join(&cleo, &invite(&ben)).unwrap();
    let began = Instant::now();
    sees(&cleo, &[&ana, &ben]);
    println!("connected by the relay after {:?}", began.elapsed());
    // The first packets may take any way.
    until(&cleo, |cleo| way(cleo, &ben) == "direct");
    assert_eq!(way(&cleo, &ana), "relay");
    fs::write(ana.tree().join("film.mp4"), noise(8 << 20)).unwrap();
    let hash = hash_of(&found(&cleo, "film", 1)[0]);
    let began = Instant::now();
    done(&cleo, &fetch(&cleo, &hash));
    println!("8 MiB by the relay in {:?}", began.elapsed());
    have_the_same(&ana, &cleo, "film.mp4");
    for machine in machines {
        assert_eq!(machine.strangers(), 0, "{machine:?} talks to somebody outside");
    }
}
