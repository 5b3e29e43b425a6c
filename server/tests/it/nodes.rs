//! Several houses that find one another, each a process of its own.

use std::process::Output;
use std::time::{Duration, Instant};

use maloca_nodes::{NodeKey, Ticket};
use serde_json::{Value, json};

use crate::house::{HANG, House, agent, assert_problem, json, maloca};

/// The flags of a house whose door for others is open.
pub const DOOR: [&str; 2] = ["--peers", "127.0.0.1:0"];

/// A house whose door for others is open.
pub fn house() -> House {
    House::with(&DOOR)
}

/// A house that was started with tickets, in this order.
fn with_tickets(tickets: &[&str]) -> House {
    let joins = tickets.iter().flat_map(|ticket| ["--join", ticket]);
    House::with(&DOOR.into_iter().chain(joins).collect::<Vec<_>>())
}

/// A command of the owner of the house.
pub fn command(house: &House, words: &[&str]) -> Output {
    let mut command = maloca();
    command.arg(words[0]).arg("--data").arg(house.data()).args(&words[1..]);
    command.output().unwrap()
}

/// A ticket of the house.
pub fn invite(house: &House) -> String {
    let output = command(house, &["invite"]);
    assert!(output.status.success(), "{output:?}");
    let ticket = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    assert!(ticket.starts_with("maloca1") && !ticket.contains(char::is_whitespace), "{ticket}");
    ticket
}

/// Joins, and returns what the house answered if it refused.
pub fn join(house: &House, ticket: &str) -> Result<(), String> {
    let output = command(house, &["join", ticket]);
    let said = String::from_utf8(output.stderr).unwrap();
    output.status.success().then_some(()).ok_or(said)
}

fn look(house: &House) -> Value {
    json(&mut house.get("/api/v1/nodes"))
}

/// The id of a house.
pub fn id(house: &House) -> String {
    look(house)["me"]["id"].as_str().unwrap().to_owned()
}

/// The others by id, with how near they are.
fn peers(house: &House) -> Vec<(String, String)> {
    let group = look(house);
    let text = |peer: &Value, name: &str| peer[name].as_str().unwrap().to_owned();
    let peers = group["peers"].as_array().unwrap();
    peers.iter().map(|peer| (text(peer, "id"), text(peer, "state"))).collect()
}

/// How a house is connected with another, `direct` or `relay`.
pub fn way(house: &House, other: &House) -> String {
    let (group, other) = (look(house), id(other));
    let peer = group["peers"].as_array().unwrap().iter().find(|peer| peer["id"] == other);
    peer.unwrap()["path"].as_str().unwrap().to_owned()
}

/// Waits until a house is connected with exactly these.
pub fn sees(house: &House, others: &[&House]) {
    let mut expected: Vec<_> =
        others.iter().map(|other| (id(other), "connected".to_owned())).collect();
    expected.sort_unstable();
    until(house, |house| peers(house) == expected);
}

/// Waits until something is so.
pub fn until(house: &House, so: impl Fn(&House) -> bool) {
    let began = Instant::now();
    while !so(house) {
        assert!(began.elapsed() < HANG, "{:#}\n{}", look(house), house.log());
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn three_houses_find_one_another_by_tickets() {
    let ana = house();
    let ben = house();
    join(&ben, &invite(&ana)).unwrap();
    let cleo = with_tickets(&[&invite(&ben)]);
    sees(&ana, &[&ben, &cleo]);
    sees(&ben, &[&ana, &cleo]);
    sees(&cleo, &[&ana, &ben]);
    let group = look(&cleo);
    assert_eq!(group["group"], look(&ana)["group"]);
    let peers = group["peers"].as_array().unwrap();
    let friend = peers.iter().find(|peer| peer["id"] == id(&ben)).unwrap();
    assert_eq!((&friend["origin"], &friend["rights"]), (&json!("friend"), &json!("invite")));
    assert_eq!(friend["address"], ben.door("peers").to_string());
    assert_eq!(friend["version"], env!("CARGO_PKG_VERSION"));
    assert!(friend["latency_ms"].as_f64().is_some_and(|ms| ms > 0.0), "{friend}");
    let listed = String::from_utf8(command(&ana, &["nodes"]).stdout).unwrap();
    let states: Vec<_> = listed.lines().map(|line| line.split('\t').nth(1).unwrap()).collect();
    assert_eq!(states, ["here", "connected", "connected"], "{listed}");
}

#[test]
fn a_ticket_is_used_once() {
    let (ana, ben, cleo) = (house(), house(), house());
    let ticket = invite(&ana);
    join(&ben, &ticket).unwrap();
    join(&ben, &ticket).unwrap();
    let said = join(&cleo, &ticket).unwrap_err();
    assert!(said.contains("was used already"), "{said}");
    let again = cleo.post("/api/v1/nodes", &json!({ "ticket": ticket }));
    assert_problem(again, 403, "denied");
    assert!(peers(&cleo).is_empty() && peers(&ana).len() == 1);
}

#[test]
fn a_ticket_that_is_old_forged_or_damaged_opens_nothing() {
    let (ana, eve) = (house(), House::with(&[&DOOR[..], &["--guests", "read,manage"]].concat()));
    let ticket: Ticket = invite(&ana).parse().unwrap();
    let tried = |ticket: &str| eve.post("/api/v1/nodes", &json!({ "ticket": ticket }));
    let old = Ticket { expires: 1_000_000_000, ..ticket.clone() };
    assert_problem(tried(&old.to_string()), 410, "gone");
    let mut forged = ticket.clone();
    forged.secret.0[0] ^= 1;
    assert_problem(tried(&forged.to_string()), 410, "gone");
    let other = NodeKey::from_bytes(&[7; 32]).id();
    let forged = Ticket { inviter: other, ..ticket.clone() };
    assert_problem(tried(&forged.to_string()), 503, "unavailable");
    assert_problem(tried(&ticket.to_string()[..100]), 422, "invalid");
    assert_problem(tried("hello"), 422, "invalid");
    assert!(peers(&eve).is_empty() && peers(&ana).is_empty());
    assert_eq!(tried(&ticket.to_string()).status(), 201);
}

#[test]
fn a_house_without_a_ticket_gets_nothing() {
    let (ana, ben, dora) = (house(), house(), house());
    join(&ben, &invite(&ana)).unwrap();
    sees(&ana, &[&ben]);
    let group = look(&ana);
    for field in ["ticket", "group"] {
        let tried = dora.post("/api/v1/nodes", &json!({ field: group["group"] }));
        assert!(tried.status().is_client_error(), "{tried:?}");
    }
    assert!(peers(&dora).is_empty());
    assert_eq!(peers(&ana).len(), 1);
}

#[test]
fn a_house_that_was_killed_is_found_again_and_remembers_its_group() {
    let (mut ana, mut ben) = (house(), house());
    join(&ben, &invite(&ana)).unwrap();
    let cleo = with_tickets(&[&invite(&ana)]);
    sees(&cleo, &[&ana, &ben]);
    let (before, group) = (id(&ana), look(&ben)["group"].clone());
    ana.kill_and_reopen();
    assert_eq!(id(&ana), before);
    sees(&ana, &[&ben, &cleo]);
    ben.terminate();
    until(&ana, |ana| peers(ana).contains(&(id_of(&ben), "away".to_owned())));
    ben.kill_and_reopen();
    assert_eq!(look(&ben)["group"], group);
    sees(&ben, &[&ana, &cleo]);
    sees(&cleo, &[&ana, &ben]);
}

/// The id of a house that has ended, by its key.
fn id_of(house: &House) -> String {
    let text = std::fs::read_to_string(house.data().join("node.key")).unwrap();
    let byte = |at: usize| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap();
    NodeKey::from_bytes(&std::array::from_fn(byte)).id().to_string()
}

#[test]
fn the_substitute_lets_in_when_the_friend_is_gone() {
    let (mut ana, ben) = (house(), house());
    join(&ben, &invite(&ana)).unwrap();
    let (friend, substitute) = (invite(&ana), invite(&ben));
    ana.terminate();
    let cleo = with_tickets(&[&friend, &substitute]);
    sees_among(&cleo, &ben);
    let group = look(&cleo);
    let origin = |id: String| {
        let peers = group["peers"].as_array().unwrap();
        peers.iter().find(|peer| peer["id"] == id).unwrap()["origin"].clone()
    };
    assert_eq!((origin(id_of(&ana)), origin(id(&ben))), (json!("friend"), json!("substitute")));
}

/// Waits until a house is connected with this one.
fn sees_among(house: &House, other: &House) {
    let expected = (id(other), "connected".to_owned());
    until(house, |house| peers(house).contains(&expected));
}

#[test]
fn a_house_that_is_put_out_is_out() {
    let ana = House::with(&[&DOOR[..], &["--guests", "read,manage"]].concat());
    let (ben, cleo) = (house(), house());
    join(&ben, &invite(&ana)).unwrap();
    join(&cleo, &invite(&ana)).unwrap();
    sees(&cleo, &[&ana, &ben]);
    let out = agent().delete(ana.url(&format!("/api/v1/nodes/{}", id(&ben)))).call().unwrap();
    assert_eq!(out.status(), 204);
    sees(&ana, &[&cleo]);
    sees(&cleo, &[&ana]);
    until(&ben, |ben| look(ben)["me"]["state"] == "out");
    until(&ben, |ben| peers(ben).iter().all(|(_, state)| state == "away"));
    join(&ben, &invite(&ana)).unwrap_err();
    for unknown in [id(&ben), "nobody".to_owned()] {
        let call = agent().delete(ana.url(&format!("/api/v1/nodes/{unknown}")));
        assert_problem(call.call().unwrap(), 404, "missing");
    }
}

#[test]
fn only_who_may_manage_invites_joins_and_puts_out() {
    let ana = house();
    let own = id(&ana);
    assert_problem(ana.post("/api/v1/nodes/invitations", &json!({})), 403, "denied");
    assert_problem(ana.post("/api/v1/nodes", &json!({ "ticket": invite(&ana) })), 403, "denied");
    let out = agent().delete(ana.url(&format!("/api/v1/nodes/{own}"))).call().unwrap();
    assert_problem(out, 403, "denied");
    let blind = House::with(&["--guests", "calc"]);
    assert_problem(blind.get("/api/v1/nodes"), 403, "denied");
}

#[test]
fn an_invitation_lasts_as_long_as_was_asked_and_no_longer_than_thirty_days() {
    let ana = House::with(&[&DOOR[..], &["--guests", "read,manage"]].concat());
    let wish = |expires: &str| ana.post("/api/v1/nodes/invitations", &json!({"expires": expires}));
    for expires in ["2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z"] {
        assert_problem(wish(expires), 422, "invalid");
    }
    assert_problem(wish("soon"), 400, "bad-request");
    let rights = json!({ "rights": "rule" });
    assert_problem(ana.post("/api/v1/nodes/invitations", &rights), 422, "invalid");
    let mut made = ana.post("/api/v1/nodes/invitations", &json!({ "rights": "" }));
    assert_eq!(made.status(), 201);
    let made = json(&mut made);
    let ticket: Ticket = made["ticket"].as_str().unwrap().parse().unwrap();
    assert_eq!(ticket.addresses, [ana.door("peers")]);
    assert!(made["expires"].as_str().unwrap().ends_with('Z'), "{made}");
}

#[test]
fn a_house_whose_door_for_others_is_shut_says_so() {
    let (ana, shut) = (house(), House::open());
    let said = join(&shut, &invite(&ana)).unwrap_err();
    assert!(said.contains("--peers"), "{said}");
    let output = command(&shut, &["invite"]);
    assert!(!output.status.success() && output.stdout.is_empty(), "{output:?}");
    assert_eq!(look(&shut)["me"]["state"], "here");
}

#[test]
fn a_ticket_names_the_public_address() {
    let urls = ["--public", "http://203.0.113.7:3000", "--public", "http://house.example"];
    let ana = House::with(&[&DOOR[..], &urls].concat());
    let ticket: Ticket = invite(&ana).parse().unwrap();
    let port = ana.door("peers").port();
    let public = format!("203.0.113.7:{port}");
    // The loopback is left out: it would send others to their own machine.
    assert_eq!(ticket.addresses, [public.parse().unwrap()]);
    assert_eq!(look(&ana)["me"]["addresses"], json!([public]));
}

#[test]
fn a_command_without_a_house_says_that_none_runs() {
    let data = tempfile::tempdir().unwrap();
    for words in [&["invite"][..], &["nodes"], &["join", "maloca1"]] {
        let mut call = maloca();
        call.arg(words[0]).arg("--data").arg(data.path()).args(&words[1..]);
        let output = call.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains("no maloca runs") && said.contains("maloca serve"), "{said}");
    }
}

#[test]
fn a_taken_address_for_others_is_an_error_when_somebody_asked_for_it() {
    let ana = house();
    let taken = ana.door("peers").to_string();
    let data = tempfile::tempdir().unwrap();
    let mut second = maloca();
    second.args(["serve", "--listen", "127.0.0.1:0", "--peers", &taken, "--data"]).arg(data.path());
    let output = second.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(&format!("cannot listen on --peers {taken}")), "{said}");
}

#[test]
fn a_damaged_ticket_at_the_start_is_named() {
    let mut house = maloca();
    house.args(["serve", "--join", "maloca1abc"]);
    let output = house.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("--join") && said.contains("damaged"), "{said}");
}
