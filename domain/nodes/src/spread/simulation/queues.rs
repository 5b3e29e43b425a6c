//! Logs that have no end, and what comes after them.

use super::world::{TICK, World, secs};
use crate::spread::BREATH;
use crate::spread::reach::Reach;

/// How many endless logs there are, and how many pages of them.
const ENDLESS: usize = 40;
const PAGES: usize = 60;

/// Two nodes of a group whose others are away: the last one has their logs, the first one nothing.
fn library() -> World {
    let mut world = World::new(ENDLESS + 2, 1, 1);
    (0..ENDLESS + 2).for_each(|node| world.leave(node));
    for writer in 1..=ENDLESS {
        for _ in 0..PAGES {
            world.nodes[writer].write(world.group, 1, 1);
        }
        let id = world.members[writer];
        let shelf = world.nodes[writer].disk[&id].clone();
        world.nodes[ENDLESS + 1].disk.insert(id, shelf);
    }
    world.come(0);
    world.come(ENDLESS + 1);
    world
}

/// How long after `since` the first node knew it.
fn delay(world: &World, file: Reach) -> Option<f64> {
    Some((world.watched[&file][0]? - secs(5.0)).as_secs_f64())
}

#[test]
fn forty_endless_logs_delay_another_one_by_no_more_than_a_page() {
    let mut world = library();
    world.run(secs(5.0));
    let file = world.write(ENDLESS + 1, 1);
    world.run(secs(20.0));
    let turn = 2.0 * world.nodes[0].links[&(ENDLESS + 1)].1.as_secs_f64();
    // Until it is told; the page that is under way; its own.
    let bound = (BREATH + TICK).as_secs_f64() + turn / 2.0 + turn + turn;
    let delay = delay(&world, file).expect("it never came");
    println!("{delay} of at most {bound}");
    assert!(delay <= bound, "{delay} {bound}");
    let is_under_way = |reach: &Reach| reach.seq < PAGES as u64;
    let endless = world.nodes[0].spread.known().filter(is_under_way).count();
    assert!(endless >= ENDLESS, "the others had an end before: {endless}");
}

#[test]
fn endless_logs_come_on_equally_fast() {
    let mut world = library();
    world.run(secs(12.0));
    let seqs: Vec<_> = world.nodes[0].spread.known().map(|reach| reach.seq).collect();
    let (least, most) = (seqs.iter().min(), seqs.iter().max());
    println!("{least:?} {most:?}");
    assert_eq!(seqs.len(), ENDLESS);
    assert!(most.unwrap() - least.unwrap() <= 1, "{seqs:?}");
}
