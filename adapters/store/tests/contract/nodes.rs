//! What a node's ledger is promised.

use maloca_fault::Fault;
use maloca_nodes::{
    Book, Card, Contact, GroupId, Ledger, NodeId, NodeKey, Offer, Refused, Rights, Secret,
    Statement,
};
use time::Duration;

use super::house::*;

const SECRET: Secret = Secret([7; 16]);
const BEN: NodeId = NodeId([2; 32]);
const EVE: NodeId = NodeId([3; 32]);

fn key() -> NodeKey {
    NodeKey::from_bytes(&[1; 32])
}

fn admission(node: NodeId) -> Statement {
    let group = GroupId { founder: key().id(), founded: 5 };
    Statement::admit(&key(), group, node, Rights::INVITE, 6)
}

fn book(node: NodeId) -> Book {
    let statement = admission(node);
    let card = Card::new("ben", "1", vec!["192.0.2.1:5".parse().unwrap()]);
    let contacts = vec![Contact { node, card }];
    Book { group: statement.group, statements: vec![statement], contacts }
}

/// Gives out a ticket for a minute.
async fn offer(house: &impl House, ledger: &dyn Ledger) {
    let expires = house.time().now().unix_timestamp() as u64 + 60;
    ledger.offer(Offer { secret: SECRET, rights: Rights::INVITE, expires }).await.unwrap();
}

fn refused<T>(refused: Refused) -> Result<T, Fault<Refused>> {
    Err(refused.into())
}

pub(crate) async fn a_group_outlives_the_process(house: impl House) {
    let ledger = house.ledger();
    assert_eq!(ledger.read().await, Ok(None));
    ledger.begin(book(BEN)).await.unwrap();
    let house = house.reopened().await;
    assert_eq!(house.ledger().read().await, Ok(Some(book(BEN))));
}

pub(crate) async fn beginning_anew_forgets_the_group_that_was(house: impl House) {
    let ledger = house.ledger();
    ledger.begin(book(BEN)).await.unwrap();
    offer(&house, &*ledger).await;
    ledger.begin(book(EVE)).await.unwrap();
    assert_eq!(ledger.read().await, Ok(Some(book(EVE))));
    assert_eq!(ledger.offered(SECRET, EVE).await, refused(Refused::SpentTicket));
}

pub(crate) async fn statements_and_contacts_are_added_once(house: impl House) {
    let ledger = house.ledger();
    let mut expected = book(BEN);
    ledger.begin(Book { statements: vec![], contacts: vec![], ..expected.clone() }).await.unwrap();
    expected.contacts[0].card.name = "Ben".into();
    for _ in 0..2 {
        ledger.add(expected.statements.clone()).await.unwrap();
        ledger.meet(book(BEN).contacts[0].clone()).await.unwrap();
        ledger.meet(expected.contacts[0].clone()).await.unwrap();
    }
    assert_eq!(ledger.read().await, Ok(Some(expected)));
}

pub(crate) async fn a_ticket_lets_one_node_in_and_that_one_again(house: impl House) {
    let ledger = house.ledger();
    ledger.begin(Book { statements: vec![], ..book(BEN) }).await.unwrap();
    assert_eq!(ledger.offered(SECRET, BEN).await, refused(Refused::SpentTicket));
    assert_eq!(ledger.expects(BEN).await, Ok(false));
    offer(&house, &*ledger).await;
    assert_eq!(ledger.expects(EVE).await, Ok(true));
    assert_eq!(ledger.offered(SECRET, BEN).await, Ok(Rights::INVITE));
    ledger.redeem(SECRET, admission(BEN)).await.unwrap();
    assert_eq!(ledger.redeem(SECRET, admission(EVE)).await, refused(Refused::SpentTicket));
    assert_eq!(ledger.offered(SECRET, EVE).await, refused(Refused::SpentTicket));
    assert_eq!(ledger.expects(EVE).await, Ok(false));
    house.time().pass(Duration::hours(1));
    assert_eq!(ledger.expects(BEN).await, Ok(true));
    ledger.redeem(SECRET, admission(BEN)).await.unwrap();
    assert_eq!(ledger.read().await.unwrap().unwrap().statements, [admission(BEN)]);
}

pub(crate) async fn one_of_many_gets_in_by_a_ticket(house: impl House) {
    let ledger = house.ledger();
    ledger.begin(Book { statements: vec![], ..book(BEN) }).await.unwrap();
    offer(&house, &*ledger).await;
    let tries = (10..30).map(|number| ledger.redeem(SECRET, admission(NodeId([number; 32]))));
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    assert_eq!(ledger.read().await.unwrap().unwrap().statements.len(), 1);
}

pub(crate) async fn a_ticket_that_nobody_used_in_time_has_expired(house: impl House) {
    let ledger = house.ledger();
    offer(&house, &*ledger).await;
    house.time().pass(Duration::seconds(60));
    assert_eq!(ledger.expects(BEN).await, Ok(false));
    assert_eq!(ledger.offered(SECRET, BEN).await, refused(Refused::ExpiredTicket));
    assert_eq!(ledger.redeem(SECRET, admission(BEN)).await, refused(Refused::ExpiredTicket));
}
