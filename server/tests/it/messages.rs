//! What a server of NATS is told, heard by a client that we did not write: Python's nats-py.

mod server;

use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Output;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::house::{HANG, House, agent, json, maloca};
use server::{Listener, Server};

/// Every event of every house.
const EVERYTHING: &str = "maloca.*.chat.>";

fn telling(server: &Server, flags: &[&str]) -> House {
    House::with(&[&["--nats", &server.url()], flags].concat())
}

/// Posts, and returns how long the answer took.
fn say(house: &House, room: &str, text: &str) -> Duration {
    let began = Instant::now();
    let posted = house.post(&format!("/api/v1/rooms/{room}/messages"), &json!({ "text": text }));
    assert_eq!(posted.status(), 201);
    began.elapsed()
}

fn lab(house: &House, path: &str, body: &str) {
    let mut stream = TcpStream::connect(house.door("labs")).unwrap();
    stream.set_read_timeout(Some(HANG)).unwrap();
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 20"), "{answer}");
}

fn house_id(house: &House) -> String {
    let nodes = json(&mut house.get("/api/v1/nodes"));
    nodes["me"]["id"].as_str().unwrap().to_owned()
}

fn pick(heard: &[Value], member: &str) -> Vec<Value> {
    heard.iter().map(|message| message["body"][member].clone()).collect()
}

#[test]
fn a_client_hears_what_is_said_through_every_door_in_order() {
    let server = Server::open(&[]);
    let listener = Listener::open(&server.url(), EVERYTHING);
    let house = telling(&server, &["--labs", "127.0.0.1:0"]);
    let ana = format!("Bearer {}", house.enter("ana"));
    let messages = house.url("/api/v1/rooms/general/messages");
    let mut posted = agent()
        .post(&messages)
        .header("authorization", &ana)
        .send_json(json!({ "text": "¡hola!" }))
        .unwrap();
    let posted = json(&mut posted);
    lab(&house, "/user", "luis");
    lab(&house, "/", "luis>from the lab");
    let one = format!("{messages}/{}", posted["id"].as_str().unwrap());
    agent().put(&one).header("authorization", &ana).send_json(json!({ "text": "hi" })).unwrap();
    agent().delete(&one).header("authorization", &ana).call().unwrap();
    let heard = listener.hear(4);
    let room = json(&mut house.get("/api/v1/rooms/general"));
    assert_eq!(
        heard[0],
        json!({
            "subject": format!("maloca.{}.chat.general", house_id(&house)),
            "id": format!("{}:general:1", room["epoch"]),
            "body": {
                "v": 1, "house": house_id(&house), "room": "general", "epoch": room["epoch"], "seq": 1,
                "kind": "posted", "id": posted["id"], "author": "ana", "verified": true,
                "text": "¡hola!", "at": posted["at"],
            },
        })
    );
    assert_eq!(pick(&heard, "seq"), [1, 2, 3, 4]);
    assert_eq!(pick(&heard, "kind"), ["posted", "posted", "edited", "deleted"]);
    assert_eq!(pick(&heard, "author"), ["ana", "luis", "ana", "ana"]);
    assert_eq!(heard[1]["body"]["text"], "from the lab");
    assert_eq!(heard[2]["body"]["text"], "hi");
    assert_eq!(heard[3]["body"].get("text"), None);
}

#[test]
fn a_client_may_listen_to_one_room_that_was_opened_later() {
    let server = Server::open(&[]);
    let house = telling(&server, &[]);
    let subject = format!("maloca.{}.chat.lab-3", house_id(&house));
    let listener = Listener::open(&server.url(), &subject);
    assert_eq!(house.post("/api/v1/rooms", &json!({ "name": "lab-3" })).status(), 201);
    say(&house, "general", "elsewhere");
    say(&house, "lab-3", "here");
    assert_eq!(pick(&listener.hear(1), "text"), ["here"]);
}

#[test]
fn what_is_said_while_the_server_is_away_is_told_when_it_is_back_and_nobody_waits_for_it() {
    let mut server = Server::with_streams();
    server.client(&["keep", "maloca.>"]);
    let mut house = telling(&server, &[]);
    let mut all = 0;
    let mut post = |house: &House, count: usize| {
        for _ in 0..count {
            all += 1;
            let took = say(house, "general", &format!("{all}"));
            assert!(took < Duration::from_secs(5), "message {all} took {took:?}");
        }
    };
    post(&house, 5);
    assert_eq!(server.client(&["read", "5"]).len(), 5);
    server.kill();
    post(&house, 140);
    house.kill_and_reopen();
    post(&house, 10);
    server.reopen();
    post(&house, 5);
    let told = server.client(&["read", "160"]);
    assert_eq!(pick(&told, "seq"), (1..=160).map(Value::from).collect::<Vec<_>>());
    let texts: Vec<_> = (1..=160).map(|n: u32| n.to_string()).collect();
    assert_eq!(pick(&told, "text"), texts);
    let ids: HashSet<_> = told.iter().map(|message| message["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 160);
    // Another start has nothing to tell a second time: the stream would refuse it, a listener would hear it.
    let listener = Listener::open(&server.url(), EVERYTHING);
    house.kill_and_reopen();
    say(&house, "general", "161");
    assert_eq!(pick(&listener.hear(1), "seq"), [161]);
}

fn asked(command: &str, url: &str) -> Output {
    maloca().args([command, "--nats", url]).output().unwrap()
}

#[test]
fn a_login_opens_the_server_and_is_shown_nowhere() {
    let server = Server::open(&["--user", "ana", "--pass", "s3cr3t"]);
    let (right, wrong) = (server.url_as("ana:s3cr3t@"), server.url_as("ana:wr0ng@"));
    let listener = Listener::open(&right, EVERYTHING);
    let refused = House::with(&["--nats", &wrong]);
    let house = House::with(&["--nats", &right]);
    say(&refused, "general", "never told");
    say(&house, "general", "told");
    assert_eq!(pick(&listener.hear(1), "text"), ["told"]);
    let began = Instant::now();
    while !refused.log().to_lowercase().contains("authorization") {
        assert!(began.elapsed() < HANG, "{}", refused.log());
        std::thread::sleep(Duration::from_millis(20));
    }
    let shown = asked("config", &right);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("127.0.0.1") && shown.contains("(with a login)"), "{shown}");
    for text in [shown, house.log(), refused.log()] {
        assert!(!text.contains("s3cr3t") && !text.contains("wr0ng"), "{text}");
    }
}

#[test]
fn what_is_no_url_of_nats_is_refused_and_not_repeated() {
    for url in ["s3cr3t", "http://ana:s3cr3t@example.org", "nats://s3cr3t@"] {
        let output = asked("check", url);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("--nats") && said.contains("nats://HOST:PORT"), "{said}");
        assert!(!said.contains("s3cr3t"), "{said}");
    }
    assert!(asked("check", "nats://ana:s3cr3t@example.org:4222").status.success());
    let help = maloca().env("MALOCA_NATS", "nats://s3cr3t@h").args(["serve", "--help"]).output();
    let help = String::from_utf8(help.unwrap().stdout).unwrap();
    assert!(help.contains("MALOCA_NATS") && !help.contains("s3cr3t"), "{help}");
}
