//! What whoever tells events outside is promised.

use maloca_chat::wire::Cursor;
use maloca_fault::Fault;

use super::house::*;

pub(crate) async fn what_was_told_is_remembered_by_room_and_by_the_last_place(house: impl House) {
    let lab = open(&*house.log(), "lab").await;
    let outbox = house.outbox();
    assert_eq!(outbox.told().await, Ok(vec![]));
    for after in [1, 2] {
        outbox.note(&general(), Cursor { epoch: 7, after }).await.unwrap();
    }
    outbox.note(&lab, Cursor { epoch: 8, after: 40 }).await.unwrap();
    outbox.note(&lab, Cursor { epoch: 9, after: 3 }).await.unwrap();
    let house = house.reopened().await;
    let mut told = house.outbox().told().await.unwrap();
    told.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    let expected =
        [(general(), Cursor { epoch: 7, after: 2 }), (lab, Cursor { epoch: 9, after: 3 })];
    assert_eq!(told, expected);
}

pub(crate) async fn nothing_is_noted_of_a_room_that_is_not_there(house: impl House) {
    let outbox = house.outbox();
    let nowhere = "nowhere".parse().unwrap();
    assert_eq!(outbox.note(&nowhere, Cursor { epoch: 1, after: 1 }).await, Err(Fault::Missing));
    assert_eq!(outbox.told().await, Ok(vec![]));
}
