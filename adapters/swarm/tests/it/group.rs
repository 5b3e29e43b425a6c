//! Members among themselves.

use maloca_fault::Fault;
use maloca_nodes::{Nodes, Refused, Rights, Wish};

use crate::peer::{HOUSE, Peer};

#[tokio::test(flavor = "multi_thread")]
async fn who_joins_one_is_connected_with_all() {
    let (ana, ben, cleo) = (Peer::new(1).await, Peer::new(2).await, Peer::new(3).await);
    ben.swarm.join(&HOUSE, &ana.ticket().await).await.unwrap();
    cleo.swarm.join(&HOUSE, &ben.ticket().await).await.unwrap();
    ana.sees(&[&ben, &cleo]).await;
    ben.sees(&[&ana, &cleo]).await;
    cleo.sees(&[&ana, &ben]).await;
    let group = ana.look().await;
    assert!(group.peers.iter().all(|peer| peer.member_since.is_some()), "{group:?}");
    ana.until(|group| group.peers.iter().all(|peer| peer.name.starts_with("node "))).await;
    let link = group.peers[0].link.as_ref().unwrap();
    assert!([ben.at, cleo.at].contains(&link.address), "{link:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_door_on_all_addresses_is_reached_by_both_families_and_reaches_both() {
    let free = std::net::UdpSocket::bind("[::]:0").unwrap().local_addr().unwrap();
    let (ana, ben) = (Peer::at(1, free).await, Peer::new(2).await);
    assert_eq!(ana.at, free);
    let mut ticket = ana.ticket().await;
    ticket.addresses = vec![([127, 0, 0, 1], free.port()).into()];
    ben.swarm.join(&HOUSE, &ticket).await.unwrap();
    ana.sees(&[&ben]).await;
    let cleo = Peer::at(3, "[::1]:0".parse().unwrap()).await;
    let mut ticket = ana.ticket().await;
    ticket.addresses = vec![format!("[::1]:{}", free.port()).parse().unwrap()];
    cleo.swarm.join(&HOUSE, &ticket).await.unwrap();
    ana.until(|group| group.peers.iter().filter(|peer| peer.link.is_some()).count() == 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_lets_one_node_in() {
    let (ana, ben, cleo) = (Peer::new(1).await, Peer::new(2).await, Peer::new(3).await);
    let (ticket, _other) = (ana.ticket().await, ana.ticket().await);
    ben.swarm.join(&HOUSE, &ticket).await.unwrap();
    ben.swarm.join(&HOUSE, &ticket).await.unwrap();
    let refused = cleo.swarm.join(&HOUSE, &ticket).await;
    assert_eq!(refused.unwrap_err(), Fault::Refused(Refused::SpentTicket));
    assert!(cleo.look().await.peers.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_a_group_with_others_joins_no_other() {
    let (ana, ben, cleo) = (Peer::new(1).await, Peer::new(2).await, Peer::new(3).await);
    ben.swarm.join(&HOUSE, &ana.ticket().await).await.unwrap();
    for taken in [&ana, &ben] {
        let refused = taken.swarm.join(&HOUSE, &cleo.ticket().await).await;
        assert_eq!(refused.unwrap_err(), Fault::Refused(Refused::NotAlone));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_invite_makes_no_ticket() {
    let (ana, ben) = (Peer::new(1).await, Peer::new(2).await);
    let wish = Wish { rights: Rights::NONE, ..Wish::default() };
    let ticket = ana.swarm.invite(&HOUSE, wish).await.unwrap();
    ben.swarm.join(&HOUSE, &ticket).await.unwrap();
    let refused = ben.swarm.invite(&HOUSE, Wish::default()).await;
    assert_eq!(refused.unwrap_err(), Fault::Refused(Refused::MayNotInvite));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_comes_back_elsewhere_is_found_again() {
    let (ana, ben, cleo) = (Peer::new(1).await, Peer::new(2).await, Peer::new(3).await);
    ben.swarm.join(&HOUSE, &ana.ticket().await).await.unwrap();
    cleo.swarm.join(&HOUSE, &ana.ticket().await).await.unwrap();
    ben.sees(&[&ana, &cleo]).await;
    let ben = ben.reopened(2).await;
    ben.sees(&[&ana, &cleo]).await;
    ana.sees(&[&ben, &cleo]).await;
    ana.until(|group| group.peers.iter().any(|peer| peer.addresses == [ben.at])).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_remembers_all_others_when_nobody_is_there_to_tell_it() {
    let (ana, ben, cleo) = (Peer::new(1).await, Peer::new(2).await, Peer::new(3).await);
    ben.swarm.join(&HOUSE, &ana.ticket().await).await.unwrap();
    ben.sees(&[&ana]).await;
    cleo.swarm.join(&HOUSE, &ana.ticket().await).await.unwrap();
    ben.sees(&[&ana, &cleo]).await;
    ben.until(|group| group.peers.iter().all(|peer| !peer.addresses.is_empty())).await;
    let known = |group: maloca_nodes::Group| {
        let known = |peer: maloca_nodes::Node| (peer.id, peer.name, peer.addresses);
        group.peers.into_iter().map(known).collect::<Vec<_>>()
    };
    let before = known(ben.look().await);
    let _gone = (ana.ended().await, cleo.ended().await);
    let ben = ben.reopened(2).await;
    assert_eq!(known(ben.look().await), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_put_out_learns_it_and_is_connected_with_nobody() {
    let (ana, ben, cleo) = (Peer::new(1).await, Peer::new(2).await, Peer::new(3).await);
    ben.swarm.join(&HOUSE, &ana.ticket().await).await.unwrap();
    cleo.swarm.join(&HOUSE, &ana.ticket().await).await.unwrap();
    ben.sees(&[&ana, &cleo]).await;
    let refused = ben.swarm.revoke(&HOUSE, &cleo.id()).await;
    assert_eq!(refused.unwrap_err(), Fault::Refused(Refused::MayNotRevoke));
    ana.swarm.revoke(&HOUSE, &ben.id()).await.unwrap();
    ben.until(|group| group.me.member_since.is_none()).await;
    ben.sees(&[]).await;
    ana.sees(&[&cleo]).await;
    cleo.sees(&[&ana]).await;
    assert_eq!(cleo.look().await.peers.len(), 1);
    let refused = ben.swarm.join(&HOUSE, &ana.ticket().await).await;
    assert_eq!(refused.unwrap_err(), Fault::Refused(Refused::SpentTicket));
}
