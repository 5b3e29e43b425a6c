//! What followers are promised: everything once and in order, whatever the bell does.

use std::sync::Arc;
use std::time::Duration;

use futures::{StreamExt, stream};
use maloca_chat::{Bell, Chat, ChatService, Cursor, Rings, RoomName, Seq, Step};
use tokio::time::{sleep, timeout};

use super::house::*;

/// Loses every ring. A listener only hears the ones that it makes by itself.
struct DeafBell;

impl Bell for DeafBell {
    fn ring(&self, _: &RoomName) {}

    fn listen(&self, _: &RoomName) -> Rings {
        stream::repeat(()).then(|()| sleep(Duration::from_millis(20))).boxed()
    }
}

fn chat(house: &impl House) -> Arc<ChatService> {
    Arc::new(ChatService::new(house.log(), Arc::new(DeafBell)))
}

async fn post_many(chat: &ChatService, numbers: impl Iterator<Item = u128>) {
    for n in numbers {
        chat.post(&person(1), &general(), draft(n, "x")).await.unwrap();
    }
}

/// The numbers of the next events, `count` of them.
async fn read(chat: &ChatService, from: Cursor, count: usize) -> Vec<Seq> {
    let steps = chat.follow(&person(2), &general(), Some(from)).await.unwrap();
    let seqs = steps.take(count).map(|step| match step.unwrap() {
        Step::Event(event) => event.seq,
        Step::Reset(cursor) => panic!("reset to {cursor}"),
    });
    timeout(Duration::from_secs(60), seqs.collect()).await.unwrap()
}

async fn start(chat: &ChatService) -> Cursor {
    let room = chat.room(&person(1), &general()).await.unwrap();
    Cursor { epoch: room.epoch, after: room.head }
}

pub(crate) async fn followers_see_everything_although_every_ring_is_lost(house: impl House) {
    let chat = chat(&house);
    let from = start(&chat).await;
    let followers: Vec<_> = (0..5)
        .map(|_| {
            let chat = Arc::clone(&chat);
            tokio::spawn(async move { read(&chat, from, 800).await })
        })
        .collect();
    let writers = (0..8).map(|who| post_many(&chat, (1..=100).map(move |n| who * 1_000 + n)));
    futures::future::join_all(writers).await;
    for follower in followers {
        assert_eq!(follower.await.unwrap(), (1..=800).collect::<Vec<_>>());
    }
}

pub(crate) async fn a_follower_that_comes_back_misses_nothing_and_sees_nothing_twice(
    house: impl House,
) {
    let chat = chat(&house);
    let mut from = start(&chat).await;
    let writer = {
        let chat = Arc::clone(&chat);
        tokio::spawn(async move { post_many(&chat, 1..=300).await })
    };
    let mut seen = Vec::new();
    for visit in [1, 7, 60, 130, 102] {
        seen.extend(read(&chat, from, visit).await);
        from.after = *seen.last().unwrap();
    }
    writer.await.unwrap();
    assert_eq!(seen, (1..=300).collect::<Vec<_>>());
}

pub(crate) async fn a_cursor_of_another_epoch_is_reset(house: impl House) {
    let chat = chat(&house);
    post_many(&chat, 1..=3).await;
    let now = start(&chat).await;
    for stale in [Cursor { epoch: now.epoch + 1, ..now }, Cursor { after: 4, ..now }] {
        let mut steps = chat.follow(&person(2), &general(), Some(stale)).await.unwrap();
        assert_eq!(steps.next().await, Some(Ok(Step::Reset(now))));
    }
}
