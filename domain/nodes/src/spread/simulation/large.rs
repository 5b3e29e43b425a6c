//! A thousand nodes, each connected with about sixteen others.

use std::time::Duration;

use super::world::{World, secs};

const NODES: usize = 1_000;

/// One in a hundred leaves every second, and as many come back.
fn churn(world: &mut World, seconds: usize, keep: &[usize]) {
    for _ in 0..seconds {
        for _ in 0..NODES / 100 {
            let node = world.rng.usize(..NODES);
            match world.nodes[node].is_up {
                true if !keep.contains(&node) => world.leave(node),
                true => {}
                false => world.come(node),
            }
        }
        world.run(secs(1.0));
    }
}

#[test]
fn a_thousand_nodes_that_come_and_go_know_of_a_new_file_within_ten_seconds() {
    let mut world = World::new(NODES, 8, 1);
    churn(&mut world, 10, &[0, 1]);
    for writer in [0, 1] {
        let (since, before) = (world.now, world.sent());
        let file = world.write(writer, 1);
        churn(&mut world, 20, &[0, 1]);
        let [half, most, all] = world.delays(file, since);
        let after = world.sent();
        println!("{half:?} {most:?} {all:?}");
        println!("{before:?} {after:?}");
        assert!(most <= secs(10.0), "{half:?} {most:?} {all:?}");
    }
    for _ in 0..NODES {}
    let _ = Duration::ZERO;
}
