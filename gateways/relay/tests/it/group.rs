//! Houses that reach one another by a relay alone: one speaks IPv4 only, the other IPv6 only, so no packet
//! goes from one to the other. The third speaks both.

use std::net::{SocketAddr, UdpSocket};
use std::time::Duration;

use maloca_files::Hash;
use maloca_nodes::Nodes;
use maloca_nodes::network::Phase;
use tokio::time::{sleep, timeout};

use crate::house::Sender;
use crate::node::{HOUSE, Node};

/// The three of them, in a group.
async fn three() -> [Node; 3] {
    let both: SocketAddr = UdpSocket::bind("[::]:0").unwrap().local_addr().unwrap();
    let ben = Node::at(2, both, true).await;
    let ana = Node::at(1, "127.0.0.1:0".parse().unwrap(), false).await;
    let cleo = Node::at(3, "[::1]:0".parse().unwrap(), false).await;
    ana.swarm.join(&HOUSE, &ben.ticket().await).await.unwrap();
    cleo.swarm.join(&HOUSE, &ben.ticket().await).await.unwrap();
    [ana, ben, cleo]
}

#[tokio::test(flavor = "multi_thread")]
async fn two_houses_without_a_direct_way_share_files_by_the_relay_of_a_third() {
    let [ana, ben, cleo] = three().await;
    let relay = ben.relay.as_ref().unwrap();
    let link = cleo.sees(&ana, |_| true).await;
    assert_eq!((link.relayed, link.address), (true, relay.at));
    for (one, other) in [(&ana, &ben), (&cleo, &ben)] {
        one.sees(other, |link| !link.relayed).await;
    }
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|at| (at.wrapping_mul(at) >> 7) as u8).collect();
    let hash = Hash(*blake3::hash(&bytes).as_bytes());
    ana.drop_in("film.mp4", &bytes);
    cleo.finds(&hash).await;
    let passed = relay.tally.bytes_sent();
    let done = cleo.fetch(&hash).await;
    assert_eq!(done.phase, Phase::Done, "{done:#?}");
    assert!(cleo.read("film.mp4") == bytes);
    assert!(relay.tally.bytes_sent() - passed > bytes.len() as u64);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_relay_of_a_house_is_for_its_group_alone() {
    let [ana, ben, cleo] = three().await;
    let relay = ben.relay.as_ref().unwrap();
    cleo.sees(&ana, |link| link.relayed).await;
    assert!(Sender::connect(relay.at, 9).await.is_err());
    let open = relay.tally.open();
    ben.swarm.revoke(&HOUSE, &cleo.id).await.unwrap();
    let cut = async {
        while relay.tally.open() >= open {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(10), cut).await.unwrap();
    let refused = Sender::connect(relay.at, 3).await.unwrap_err();
    assert!(format!("{refused:#}").contains("does not belong to the group"), "{refused:#}");
    let group = ana.swarm.look(&HOUSE).await.unwrap();
    assert!(group.peers.iter().all(|peer| peer.id != cleo.id || peer.link.is_none()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_without_a_direct_way_joins_by_the_relay_of_its_inviter() {
    let [ana, ben, cleo] = three().await;
    let dora = Node::at(4, "127.0.0.1:0".parse().unwrap(), false).await;
    let mut ticket = ben.ticket().await;
    assert_eq!(ticket.relay, [ben.relay.as_ref().unwrap().at]);
    ticket.addresses = vec![([127, 0, 0, 1], 9).into()];
    dora.swarm.join(&HOUSE, &ticket).await.unwrap();
    dora.sees(&cleo, |link| link.relayed).await;
    dora.sees(&ana, |link| !link.relayed).await;
}
