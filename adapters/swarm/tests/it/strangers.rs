//! What those get who are no members.

use std::time::Duration;

use iroh::endpoint::{Connection, ConnectionError, presets};
use iroh::{Endpoint, EndpointAddr, EndpointId, RelayMode, SecretKey};
use maloca_fault::Fault;
use maloca_nodes::wire::{Answer, JOIN, Knock, MEMBERS, News, decode, encode};
use maloca_nodes::{Card, Nodes, Refused, Secret};
use tokio::time::timeout;

use crate::peer::{HOUSE, Peer};

/// A client that we did not write, with the key of this number.
pub async fn client(number: u8) -> Endpoint {
    Endpoint::builder(presets::Minimal)
        .secret_key(SecretKey::from_bytes(&[number; 32]))
        .relay_mode(RelayMode::Disabled)
        .bind()
        .await
        .unwrap()
}

pub async fn connect(client: &Endpoint, to: &Peer, protocol: &[u8]) -> Connection {
    let id = EndpointId::from_bytes(&to.id().0).unwrap();
    let at = EndpointAddr::new(id).with_ip_addr(to.at);
    client.connect(at, protocol).await.unwrap()
}

/// Asserts that the connection is closed because a stranger may not have it.
async fn assert_turned_away(connection: Connection) {
    let why = timeout(Duration::from_secs(10), connection.closed()).await.unwrap();
    let ConnectionError::ApplicationClosed(close) = why else { panic!("{why:?}") };
    assert_eq!((close.error_code, &*close.reason), (1_u32.into(), &b"stranger"[..]));
}

pub async fn knock(connection: &Connection, secret: Secret) -> Answer {
    let card = Card::new("other", "7", vec![([127, 0, 0, 1], 9).into()]);
    let (mut send, mut receive) = connection.open_bi().await.unwrap();
    let frame = encode(&Knock { secret, card });
    send.write_all(&(frame.len() as u32).to_be_bytes()).await.unwrap();
    send.write_all(&frame).await.unwrap();
    let answer = receive.read_to_end(1 << 20).await.unwrap();
    decode(&answer[4..]).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_turned_away_before_any_protocol() {
    let (ana, eve) = (Peer::new(1).await, client(9).await);
    assert_turned_away(connect(&eve, &ana, MEMBERS).await).await;
    assert_turned_away(connect(&eve, &ana, JOIN).await).await;
    let _ticket = ana.ticket().await;
    assert_turned_away(connect(&eve, &ana, MEMBERS).await).await;
    let answer = knock(&connect(&eve, &ana, JOIN).await, Secret([0; 16])).await;
    assert_eq!(answer, Answer::Refused(Refused::SpentTicket));
    assert!(ana.look().await.peers.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_with_another_secret_or_key_opens_nothing() {
    let (ana, eve) = (Peer::new(1).await, Peer::new(9).await);
    let ticket = ana.ticket().await;
    let mut forged = ticket.clone();
    forged.secret.0[0] ^= 1;
    let refused = eve.swarm.join(&HOUSE, &forged).await;
    assert_eq!(refused.unwrap_err(), Fault::Refused(Refused::SpentTicket));
    let forged = maloca_nodes::Ticket { inviter: eve.id(), ..ticket.clone() };
    let refused = Peer::new(3).await.swarm.join(&HOUSE, &forged).await;
    assert_eq!(refused.unwrap_err(), Fault::Refused(Refused::Unreachable));
    let other = maloca_nodes::GroupId { founded: 7, ..ticket.group };
    let forged = maloca_nodes::Ticket { group: other, ..ticket };
    let refused = eve.swarm.join(&HOUSE, &forged).await;
    assert_eq!(refused.unwrap_err(), Fault::Refused(Refused::NotAdmitted));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_who_was_put_out_is_turned_away_even_while_somebody_is_expected() {
    let (ana, ben) = (Peer::new(1).await, client(2).await);
    let ticket = ana.ticket().await;
    let answer = knock(&connect(&ben, &ana, JOIN).await, ticket.secret).await;
    assert!(matches!(answer, Answer::Welcome(_)), "{answer:?}");
    let ben_id = maloca_nodes::NodeKey::from_bytes(&[2; 32]).id();
    ana.swarm.revoke(&HOUSE, &ben_id).await.unwrap();
    let _ticket = ana.ticket().await;
    assert_turned_away(connect(&ben, &ana, JOIN).await).await;
    assert_turned_away(connect(&ben, &ana, MEMBERS).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn members_hear_at_once_where_one_went_that_calls_nobody_else() {
    let (ana, ben, cleo) = (Peer::new(1).await, Peer::new(2).await, client(3).await);
    ben.swarm.join(&HOUSE, &ana.ticket().await).await.unwrap();
    let ticket = ana.ticket().await;
    knock(&connect(&cleo, &ana, JOIN).await, ticket.secret).await;
    ben.until(|group| group.peers.len() == 2).await;
    let there = vec![([127, 0, 0, 1], 10).into()];
    let card = Card::new("other", "7", there.clone());
    let connection = connect(&cleo, &ana, MEMBERS).await;
    let mut stream = connection.open_uni().await.unwrap();
    let frame = encode(&News { card, ..News::default() });
    stream.write_all(&(frame.len() as u32).to_be_bytes()).await.unwrap();
    stream.write_all(&frame).await.unwrap();
    ben.until(|group| group.peers.iter().any(|peer| peer.addresses == there)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_that_sends_nonsense_is_disconnected_and_others_are_not() {
    let (ana, ben, eve) = (Peer::new(1).await, Peer::new(2).await, client(9).await);
    ben.swarm.join(&HOUSE, &ana.ticket().await).await.unwrap();
    let ticket = ana.ticket().await;
    knock(&connect(&eve, &ana, JOIN).await, ticket.secret).await;
    for nonsense in [&u32::MAX.to_be_bytes()[..], b"\0\0\0\x04null", b"\0\0\0\x02[1"] {
        let connection = connect(&eve, &ana, MEMBERS).await;
        let mut stream = connection.open_uni().await.unwrap();
        stream.write_all(nonsense).await.unwrap();
        timeout(Duration::from_secs(10), connection.closed()).await.unwrap();
    }
    ana.sees(&[&ben]).await;
}
