//! A thousand nodes, each connected with about sixteen others.

use std::time::Duration;

use super::measure::part;
use super::node::Fault;
use super::world::{World, secs};
use crate::spread::FANOUT;
use crate::spread::reach::Reach;

const NODES: usize = 1_000;
const WRITERS: usize = 2;

fn world(seed: u64) -> World {
    let mut world = World::new(NODES, 8, seed);
    world.run(secs(5.0));
    world
}

/// One in a hundred leaves every second, and those that left come back as often.
fn churn(world: &mut World, seconds: usize) {
    for _ in 0..seconds {
        for _ in 0..NODES / 100 {
            let node = world.rng.usize(WRITERS..NODES);
            let away: Vec<_> = (0..NODES).filter(|node| !world.nodes[*node].is_up).collect();
            if away.len() > NODES / 10 {
                let back = away[world.rng.usize(..away.len())];
                world.come(back);
            }
            if world.nodes[node].is_up {
                world.leave(node);
            }
        }
        world.run(secs(1.0));
    }
}

/// Nineteen of twenty know it within ten seconds, all soon after.
fn arrived(world: &World, file: Reach, since: Duration) {
    let delays = world.delays(file, since);
    let parts @ [_, most, _] = [50, 95, 100].map(|hundredth| part(&delays, hundredth));
    println!("{} nodes, 50/95/100 of 100: {parts:?}", delays.len());
    assert!(most <= secs(10.0), "{parts:?}");
}

#[test]
fn a_thousand_nodes_that_come_and_go_know_of_a_new_file_within_ten_seconds() {
    let mut world = world(1);
    churn(&mut world, 20);
    for writer in 0..WRITERS {
        let since = world.now;
        let file = world.write(writer, 1);
        churn(&mut world, 15);
        arrived(&world, file, since);
    }
}

#[test]
fn when_a_few_links_join_two_halves_of_a_thousand_all_files_are_known_within_ten_seconds() {
    let mut world = world(2);
    world.part(|node| (node % 2) as u8);
    world.run(secs(2.0));
    let (one, other) = (world.write(0, 3), world.write(1, 3));
    world.run(secs(20.0));
    for file in [one, other] {
        assert_eq!(
            part(&world.delays(file, secs(0.0)), 51),
            Duration::MAX,
            "it crossed the border"
        );
    }
    let since = world.now;
    world.part(|_| 0);
    (0..NODES).step_by(50).for_each(|node| world.dial(node));
    world.run(secs(30.0));
    for file in [one, other] {
        arrived(&world, file, since);
        assert!(part(&world.delays(file, since), 100) < secs(30.0), "somebody does not know");
    }
}

#[test]
fn a_change_costs_each_of_a_thousand_nodes_no_more_than_twelve_messages() {
    let mut world = world(3);
    world.run(secs(30.0));
    let before = world.sent();
    let file = world.write(0, 1);
    world.run(secs(30.0));
    assert!(part(&world.delays(file, secs(0.0)), 100) < Duration::MAX, "somebody does not know");
    let after = world.sent();
    let [rumours, asked] =
        [after.0 - before.0, after.2 - before.2].map(|n| n as f64 / NODES as f64);
    println!("each sent {rumours} rumours and asked {asked} times");
    assert!(rumours + asked <= FANOUT as f64 + 4.0, "{rumours} {asked}");
    assert!(asked < 1.01, "{asked}");
}

#[test]
fn a_thousand_nodes_know_of_a_new_file_although_each_tenth_lies() {
    let mut world = world(4);
    for node in (9..NODES).step_by(10) {
        world.nodes[node].fault = if node % 20 == 9 { Fault::Forges } else { Fault::Silent };
    }
    for writer in 0..WRITERS {
        let since = world.now;
        let file = world.write(writer, 1);
        world.run(secs(30.0));
        arrived(&world, file, since);
    }
}
