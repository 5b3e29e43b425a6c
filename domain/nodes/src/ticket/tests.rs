use proptest::prelude::*;

use super::*;

fn any_ticket() -> impl Strategy<Value = Ticket> {
    let places = |most| prop::collection::vec(any::<(IpAddr, u16)>(), 0..=most);
    let places = (places(MAX_ADDRESSES), places(MAX_RELAY));
    let ids = any::<([u8; 32], u64, [u8; 32])>();
    (ids, any::<[u8; 16]>(), any::<u64>(), any::<u8>(), places).prop_map(
        |((founder, founded, inviter), secret, expires, rights, (addresses, relay))| Ticket {
            group: GroupId { founder: NodeId(founder), founded },
            inviter: NodeId(inviter),
            addresses: addresses.into_iter().map(SocketAddr::from).collect(),
            relay: relay.into_iter().map(SocketAddr::from).collect(),
            secret: Secret(secret),
            expires,
            rights: Rights(rights),
        },
    )
}

proptest! {
    #[test]
    fn a_ticket_is_read_as_it_is_written(ticket in any_ticket()) {
        let text = ticket.to_string();
        prop_assert!(text.len() <= MAX_LEN, "{}", text.len());
        prop_assert_eq!(text.parse(), Ok(ticket.clone()));
        prop_assert_eq!(format!(" {} \n", text.to_uppercase()).parse(), Ok(ticket));
    }

    #[test]
    fn any_text_is_a_ticket_or_an_error(text in "(maloca[0-9])?.{0,600}") {
        let _ = text.parse::<Ticket>();
    }

    #[test]
    fn any_bytes_are_a_ticket_or_nothing(mut bytes in prop::collection::vec(any::<u8>(), 0..250)) {
        bytes.extend(crc32(&bytes).to_be_bytes());
        if let Some(ticket) = read(&bytes) {
            prop_assert_eq!(ticket.to_bytes(), bytes);
        }
    }

    #[test]
    fn a_slip_of_one_character_is_found(ticket in any_ticket(), at in 7..150_usize, letter in "[a-z2-7]") {
        let mut text = ticket.to_string();
        let same = text[at..].starts_with(&letter);
        text.replace_range(at..=at, &letter);
        prop_assert!(same || text.parse::<Ticket>() == Err(BadTicket::Damaged));
    }
}

#[test]
fn the_error_says_what_is_wrong_with_a_ticket() {
    assert_eq!("hello".parse::<Ticket>(), Err(BadTicket::NoTicket));
    assert_eq!("maloca2abc".parse::<Ticket>(), Err(BadTicket::OtherVersion));
    assert_eq!("maloca1abc".parse::<Ticket>(), Err(BadTicket::Damaged));
    assert_eq!(format!("maloca1{}", "a".repeat(10_000)).parse::<Ticket>(), Err(BadTicket::Damaged));
}

#[test]
fn a_ticket_never_shows_its_secret_in_a_log() {
    let ids = (NodeId([1; 32]), NodeId([2; 32]));
    let group = GroupId { founder: ids.0, founded: 3 };
    let secret = Secret([0xaa; 16]);
    let (addresses, relay, rights) = (Vec::new(), Vec::new(), Rights::NONE);
    let ticket = Ticket { group, inviter: ids.1, addresses, relay, secret, expires: 0, rights };
    assert!(!format!("{ticket:?} {secret:?}").contains("aaaa"));
}
