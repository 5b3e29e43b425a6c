use futures::FutureExt;

use super::*;

fn room(name: &str) -> RoomName {
    name.parse().unwrap()
}

#[tokio::test]
async fn a_ring_is_heard_in_its_room_only() {
    let bus = LocalBus::default();
    let (mut here, mut there) = (bus.listen(&room("here")), bus.listen(&room("there")));
    bus.ring(&room("here"));
    assert_eq!(here.next().await, Some(()));
    assert_eq!(there.next().now_or_never(), None);
}

#[tokio::test]
async fn who_listens_to_all_rooms_hears_every_one() {
    let bus = LocalBus::default();
    let mut rings = bus.listen_to_all();
    for name in ["here", "there"] {
        bus.ring(&room(name));
        assert_eq!(rings.next().now_or_never(), Some(Some(())), "{name}");
        assert_eq!(rings.next().now_or_never(), None);
    }
}

#[tokio::test]
async fn many_rings_at_once_are_one() {
    let bus = LocalBus::default();
    let mut rings = bus.listen(&room("a"));
    (0..1_000).for_each(|_| bus.ring(&room("a")));
    assert_eq!(rings.next().await, Some(()));
    assert_eq!(rings.next().now_or_never(), None);
}

#[tokio::test]
async fn a_ring_that_comes_before_the_listener_waits_is_not_lost() {
    let bus = LocalBus::default();
    let mut rings = bus.listen(&room("a"));
    bus.ring(&room("a"));
    tokio::task::yield_now().await;
    assert_eq!(rings.next().now_or_never(), Some(Some(())));
}

#[tokio::test(start_paused = true)]
async fn without_any_ring_a_listener_is_woken_within_five_seconds() {
    let bus = LocalBus::default();
    for mut rings in [bus.listen(&room("a")), bus.listen_to_all()] {
        let begin = tokio::time::Instant::now();
        for _ in 0..3 {
            assert_eq!(rings.next().await, Some(()));
        }
        assert_eq!(begin.elapsed(), 3 * PAUSE);
    }
}

#[tokio::test]
async fn a_room_that_nobody_listens_to_costs_nothing() {
    let bus = LocalBus::default();
    bus.ring(&room("a"));
    assert_eq!(bus.rooms(), 0);
    let (one, two) = (bus.listen(&room("a")), bus.listen(&room("a")));
    drop(one);
    assert_eq!(bus.rooms(), 1);
    drop(two);
    assert_eq!(bus.rooms(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn listeners_that_come_and_go_while_it_rings_hear_the_last_ring() {
    let bus = LocalBus::with_pause(Duration::from_secs(3_600));
    let ringer = {
        let bus = bus.clone();
        tokio::spawn(async move {
            loop {
                bus.ring(&room("a"));
                tokio::task::yield_now().await;
            }
        })
    };
    let visits = (0..8).map(|_| {
        let bus = bus.clone();
        tokio::spawn(async move {
            for _ in 0..200 {
                assert_eq!(bus.listen(&room("a")).next().await, Some(()));
            }
        })
    });
    let visits: Vec<_> = visits.collect();
    for visit in visits {
        timeout(Duration::from_secs(60), visit).await.unwrap().unwrap();
    }
    ringer.abort();
    assert_eq!(bus.rooms(), 0);
}
