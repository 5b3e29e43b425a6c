//! The page that teaches, and its numbers for programs.

use std::net::SocketAddr;
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;

use super::exchange;
use crate::house::{House, agent, json, text};

fn door(house: &House, name: &str) -> Value {
    let all = json(&mut house.get("/api/v1/doors"));
    let found = all.as_array().unwrap().iter().find(|door| door["name"] == name);
    found.unwrap_or_else(|| panic!("{name} is not among {all}")).clone()
}

/// What was counted at a door once everybody has left it; the house sees that a moment after they do.
fn left(house: &House, name: &str) -> Value {
    let patience = Instant::now() + Duration::from_secs(20);
    loop {
        let counted = door(house, name);
        if counted["open"] == 0 {
            return counted;
        }
        assert!(Instant::now() < patience, "somebody is still there: {counted}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// The page for what an address asks, with its status.
fn page(house: &House, query: &str) -> (u16, String) {
    let url = house.url(&format!("/doors?{query}"));
    let mut page = agent().get(url).header("accept", "text/html").call().unwrap();
    (page.status().as_u16(), text(&mut page))
}

#[test]
fn programs_are_told_where_each_door_is_and_what_was_counted() {
    let house = House::with(&["--hftp", "127.0.0.1:0"]);
    let at: SocketAddr = house.door("hftp");
    assert_eq!(door(&house, "hftp")["address"], at.to_string());
    assert!(door(&house, "labs").get("address").is_none());
    exchange(at, b"help\r\nnonsense\r\nquit\r\n");
    let counted = left(&house, "hftp");
    assert_eq!(counted["connections"], 1, "{counted}");
    assert_eq!((&counted["requests"], &counted["errors"]), (&3.into(), &1.into()), "{counted}");
    assert_eq!(counted["received"], 22, "{counted}");
    assert!(counted["sent"].as_u64().unwrap() > 60, "{counted}");
}

#[test]
fn the_web_door_counts_its_bytes_and_the_api_its_requests() {
    let house = House::open();
    house.get("/healthz");
    assert_eq!(house.get("/api/v1/nothing").status(), 404);
    let (rest, web) = (door(&house, "rest"), door(&house, "web"));
    assert!(web["received"].as_u64().unwrap() > 100 && web["sent"].as_u64().unwrap() > 100);
    assert!(web["requests"].as_u64() > rest["requests"].as_u64(), "{web} {rest}");
    assert_eq!(rest["errors"], 1);
}

#[test]
fn the_page_tries_only_what_the_visitor_may() {
    let house =
        House::with(&["--hftp", "127.0.0.1:0", "--labs", "127.0.0.1:0", "--guests", "calc"]);
    fs::write(house.tree().join("secret"), "for others").unwrap();
    assert_eq!(page(&house, "ask=get_metadata&file=secret&go=1").0, 403);
    let (status, shown) = page(&house, "ask=labs_calc&expr=6*7&go=1");
    assert_eq!(status, 200);
    assert!(shown.contains("bytes--received"), "{shown}");
    let form = [("ask", "user"), ("first", "lab")];
    let answer = agent().post(house.url("/fn/doors/try")).send_form(form).unwrap();
    assert_ne!(answer.status(), 302, "somebody without the right to chat took a name");
}

#[test]
fn what_changes_something_is_not_done_by_a_link_or_by_another_site() {
    let house = House::with(&["--labs", "127.0.0.1:0"]);
    let before = door(&house, "labs")["requests"].clone();
    for query in ["ask=user&nick=a&go=1", "ask=say&nick=a&text=b&go=1", "ask=getMsg&nick=a&go=1"] {
        assert!(!page(&house, query).1.contains("bytes--received"), "{query}");
    }
    let form = [("ask", "user"), ("first", "lab")];
    let foreign = agent().post(house.url("/fn/doors/try")).header("origin", "http://evil.example");
    assert_eq!(foreign.send_form(form).unwrap().status(), 403);
    let asked = [("ask", "user"), ("first", "lab"), ("second", ""), ("third", "")];
    let direct = agent().post(house.url("/fn/doors/exchange")).send_form(asked).unwrap();
    assert_ne!(direct.status(), 200);
    assert_eq!(door(&house, "labs")["requests"], before);
}

#[test]
fn who_tries_too_much_has_to_wait_and_others_do_not() {
    let house = House::with(&["--hftp", "127.0.0.1:0"]);
    let token = house.enter("Ana");
    let tried = || {
        let request = agent().get(house.url("/doors?ask=help&go=1")).header("accept", "text/html");
        let request = request.header("authorization", format!("Bearer {token}"));
        request.call().unwrap().status().as_u16()
    };
    // A person has twenty, and one more each second.
    let statuses: Vec<u16> = (0..120).map(|_| tried()).collect();
    assert_eq!(statuses[..20], [200; 20]);
    assert!(statuses.contains(&429), "{statuses:?}");
    assert_eq!(page(&house, "ask=help&go=1").0, 200);
    let connections = door(&house, "hftp")["connections"].as_u64().unwrap() as usize;
    assert_eq!(connections, 1 + statuses.iter().filter(|status| **status == 200).count());
}
