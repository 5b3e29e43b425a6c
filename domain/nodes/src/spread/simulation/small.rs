//! Groups in which everybody is connected with everybody, and small ones to which anything happens.

use proptest::prelude::*;

use super::measure::part;
use super::node::FAULTS;
use super::world::{World, secs};
use crate::spread::FANOUT;
use crate::spread::reach::Reach;

#[derive(Clone, Debug)]
enum Step {
    Write(usize, usize),
    /// A log that replaces the one before.
    Begin(usize),
    Leave(usize),
    Come(usize),
    Part(usize),
    Heal,
    Wait(f64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let node = 0..12_usize;
    let step = prop_oneof![
        4 => (node.clone(), 1..5_usize).prop_map(|(node, count)| Step::Write(node, count)),
        1 => node.clone().prop_map(Step::Begin),
        2 => node.clone().prop_map(Step::Leave),
        2 => node.clone().prop_map(Step::Come),
        1 => node.prop_map(Step::Part),
        1 => Just(Step::Heal),
        4 => (0.0..3.0).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 0..30)
}

fn take(world: &mut World, step: &Step, began: u64) {
    let count = world.nodes.len();
    match *step {
        Step::Write(node, lines) if node < count => {
            world.write(node, lines);
        }
        Step::Begin(node) if node < count => {
            world.write_in(node, began, 1);
        }
        Step::Leave(node) if node < count && world.nodes[node].is_up => world.leave(node),
        Step::Come(node) if node < count && !world.nodes[node].is_up => world.come(node),
        Step::Part(side) => world.part(|node| u8::from(node < side)),
        Step::Heal => world.heal(1),
        Step::Wait(time) => world.run(secs(time)),
        _ => {}
    }
}

/// Every two honest nodes that are connected know the same.
fn agree(world: &World) -> Result<(), TestCaseError> {
    for node in world.nodes.iter().filter(|node| node.is_up && node.is_honest()) {
        let ours: Vec<Reach> = node.spread.known().collect();
        for other in node.links.keys().map(|other| &world.nodes[*other]) {
            let theirs: Vec<Reach> = other.spread.known().collect();
            prop_assert!(!other.is_honest() || ours == theirs, "{ours:?}\n{theirs:?}");
        }
        let disk: Vec<Reach> = node.disk.values().map(|shelf| shelf.reach()).collect();
        prop_assert_eq!(ours, disk);
    }
    Ok(())
}

#[test]
fn who_shares_a_file_serves_it_to_a_few_and_they_to_the_others() {
    let mut world = World::new(100, 99, 1);
    world.run(secs(30.0));
    let links = world.nodes.iter().map(|node| node.links.len()).min();
    assert!(links > Some(95), "{links:?}");
    let since = world.now;
    let file = world.write(0, 1);
    world.run(secs(10.0));
    let delays = world.delays(file, since);
    println!("{:?}, asked {} times", [part(&delays, 50), part(&delays, 100)], world.nodes[0].asked);
    assert!(part(&delays, 100) < secs(5.0), "{delays:?}");
    assert!(world.nodes[0].asked <= 2 * FANOUT, "{}", world.nodes[0].asked);
}

#[test]
fn who_comes_back_knows_of_all_files_within_two_seconds() {
    let mut world = World::new(20, 4, 1);
    world.run(secs(5.0));
    world.leave(0);
    let files: Vec<_> = (1..20).map(|writer| world.write(writer, 1)).collect();
    world.run(secs(100.0));
    world.come(0);
    world.run(secs(2.0));
    assert!(files.iter().all(|file| world.nodes[0].has(*file)));
}

#[test]
fn when_seven_of_ten_rumours_are_lost_comparing_brings_what_they_did_not() {
    let mut world = World::new(60, 4, 2);
    world.loss = 0.7;
    world.run(secs(5.0));
    let files: Vec<_> = (0..4).map(|writer| world.write(writer, 1)).collect();
    world.run(secs(600.0));
    for file in files {
        assert!(world.nodes.iter().all(|node| node.has(file)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn when_all_is_quiet_connected_nodes_know_the_same(
        count in 2..12_usize, degree in 1..12_usize, seed: u64, steps in steps(),
        liars in prop::collection::vec((0..12_usize, 0..FAULTS.len()), 0..3),
    ) {
        let mut world = World::new(count, degree, seed);
        for (node, fault) in liars.into_iter().filter(|(node, _)| *node < count) {
            world.nodes[node].fault = FAULTS[fault];
        }
        for (n, step) in steps.iter().enumerate() {
            take(&mut world, step, n as u64 + 2);
        }
        world.heal(2);
        world.run(secs(300.0));
        agree(&world)?;
    }
}
