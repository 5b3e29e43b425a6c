//! Nodes that forge pages, never answer, or boast of what they have not.

use super::measure::part;
use super::node::{FAULTS, Fault, Node};
use super::world::{World, secs};

const NODES: usize = 45;
const TIME: f64 = 60.0;
const CHANGES: u64 = 15;

/// A third of all lie, each in its way; two honest ones share something.
fn group_of_liars(faults: &[Fault], seed: u64) -> World {
    let mut world = World::new(NODES, 8, seed);
    for (node, fault) in (2..NODES).step_by(3).zip(faults.iter().cycle()) {
        world.nodes[node].fault = *fault;
    }
    world.run(secs(5.0));
    world
}

fn honest(world: &World) -> impl Iterator<Item = &Node> {
    world.nodes.iter().filter(|node| node.is_honest())
}

#[test]
fn although_a_third_lies_the_others_know_of_a_new_file_within_fifteen_seconds() {
    let mut world = group_of_liars(&FAULTS, 1);
    for writer in [0, 1, 0] {
        let since = world.now;
        let file = world.write(writer, 2);
        world.run(secs(TIME / 3.0));
        let delays = world.delays(file, since);
        let [half, most, all] = [50, 95, 100].map(|hundredth| part(&delays, hundredth));
        println!("{half:?} {most:?} {all:?}");
        assert!(all <= secs(15.0), "{half:?} {most:?} {all:?}");
    }
}

#[test]
fn what_liars_forged_is_never_believed() {
    let mut world = group_of_liars(&[Fault::Forges], 2);
    for count in 1..10 {
        world.write(0, count);
        world.run(secs(3.0));
    }
    let marks = || honest(&world).flat_map(|node| node.disk.values().map(|shelf| shelf.mark));
    let true_ones = marks().filter(|mark| world.nodes[0].wrote(mark)).count();
    assert_eq!(true_ones, marks().count());
    assert_eq!(true_ones, honest(&world).count(), "all of them know it");
}

#[test]
fn a_liar_is_asked_by_each_peer_but_a_few_times_in_a_minute() {
    for fault in FAULTS {
        let mut world = group_of_liars(&[fault], 3);
        for _ in 0..CHANGES {
            world.write(0, 1);
            world.write(1, 1);
            world.run(secs(TIME / CHANGES as f64));
        }
        let liars = world.nodes.iter().filter(|node| !node.is_honest());
        let (asked, links) =
            liars.fold((0, 0), |sum, liar| (sum.0 + liar.asked, sum.1 + liar.links.len()));
        let mean = asked as f64 / links as f64;
        println!("{fault:?}: asked {mean} times by each peer");
        assert!(mean < 5.0, "{fault:?} {mean}");
        world.run(secs(TIME / 3.0));
        let last =
            honest(&world).all(|node| node.disk.values().all(|shelf| shelf.mark.seq == CHANGES));
        assert!(last, "{fault:?}");
    }
}

#[test]
fn who_signs_two_histories_does_not_set_the_others_against_one_another() {
    let mut world = World::new(NODES, 8, 4);
    world.part(|node| (node % 2) as u8);
    world.run(secs(5.0));
    world.write(0, 5);
    world.run(secs(20.0));
    world.leave(0);
    world.nodes[0].disk.clear();
    world.nodes[0].history = 1;
    world.sides[0] = 1;
    world.come(0);
    world.write(0, 7);
    world.run(secs(20.0));
    world.heal(4);
    world.run(secs(30.0));
    let since = world.now;
    let file = world.write(1, 1);
    world.run(secs(30.0));
    let delays = world.delays(file, since);
    assert!(part(&delays, 95) <= secs(10.0) && part(&delays, 100) <= secs(20.0), "{delays:?}");
}
