//! Followers and writers over WebSocket.

use serde_json::{Value, json};

use super::socket::Socket;
use super::{place, say};
use crate::house::{House, agent, assert_problem, json as body};

const ID: &str = "01ARZ3NDEKTSV4RRFFQ69G5FA1";

fn post(id: &str, text: &str) -> Value {
    json!({ "op": "post", "room": "general", "id": id, "text": text })
}

#[test]
fn two_sockets_chat_and_each_line_appears_in_the_other() {
    let house = House::open();
    let tokens = [house.enter("ana"), house.enter("ben")];
    let mut sockets = tokens.map(|token| Socket::open(&house, Some(&token)));
    for socket in &mut sockets {
        let told = socket.ask_until(&json!({ "op": "sub", "room": "general" }), "subscribed");
        assert_eq!(told["after"], 0);
    }
    let [ana, ben] = &mut sockets;
    let ack = ana.ask_until(&post(ID, "hola"), "ack");
    assert_eq!((&ack["id"], &ack["seq"]), (&json!(ID), &json!(1)));
    let seen = ben.until("event");
    assert_eq!(
        (&seen["author"], &seen["text"], &seen["seq"]),
        (&json!("ana"), &json!("hola"), &json!(1))
    );
    let again = ana.ask_until(&post(ID, "hola"), "ack");
    assert_eq!(again["seq"], 1);
    ana.ask(&json!({ "op": "edit", "room": "general", "id": ID, "text": "hola a todos" }));
    let edited = ben.until("event");
    assert_eq!((&edited["kind"], &edited["text"]), (&json!("edited"), &json!("hola a todos")));
    let refused = ben.ask_until(&json!({ "op": "delete", "room": "general", "id": ID }), "error");
    assert_eq!(
        (&refused["problem"], &refused["reason"]),
        (&json!("not-yours"), &json!("not_yours"))
    );
    ana.ask(&json!({ "op": "delete", "room": "general", "id": ID }));
    assert_eq!(ben.until("event")["kind"], "deleted");
}

#[test]
fn a_socket_resumes_after_the_house_was_killed_and_is_reset_when_it_cannot() {
    let mut house = House::open();
    let token = house.enter("ana");
    let (epoch, _) = place(&house);
    say(&house, &token, "one");
    say(&house, &token, "two");
    let mut before = Socket::open(&house, None);
    house.kill_and_reopen();
    assert_eq!(before.end(), None);
    let mut socket = Socket::open(&house, Some(&token));
    let sub = |epoch: u64| json!({ "op": "sub", "room": "general", "epoch": epoch, "after": 1 });
    assert_eq!(socket.ask_until(&sub(epoch), "event")["seq"], 2);
    let reset = socket.ask_until(&sub(1), "reset");
    assert_eq!((&reset["epoch"], &reset["after"]), (&json!(epoch), &json!(2)));
    socket.ask(&post(ID, "three"));
    assert_eq!(socket.until("event")["seq"], 3);
}

#[test]
fn a_socket_without_a_name_reads_and_writes_as_guest() {
    let house = House::open();
    let mut socket = Socket::open(&house, None);
    socket.ask(&json!({ "op": "sub", "room": "general" }));
    socket.ask(&post(ID, "hi"));
    let event = socket.until("event");
    assert_eq!((&event["author"], &event["verified"]), (&json!("guest"), &json!(false)));
    let refused = socket
        .ask_until(&json!({ "op": "edit", "room": "general", "id": ID, "text": "x" }), "error");
    assert_eq!((&refused["status"], &refused["id"]), (&json!(403), &json!(ID)));
}

#[test]
fn what_is_no_frame_is_told_and_harms_nothing() {
    let house = House::open();
    let mut socket = Socket::open(&house, None);
    for wrong in ["", "{", "[]", r#"{"op":"fly"}"#, r#"{"op":"post","room":"general"}"#, "\u{0}"] {
        socket.send(wrong);
        assert_eq!(socket.told()["problem"], "bad-request", "{wrong}");
    }
    for (frame, problem) in [
        (json!({ "op": "sub", "room": "nowhere" }), "missing"),
        (json!({ "op": "sub", "room": "No!" }), "bad-request"),
        (post("1", "x"), "bad-request"),
        (post(ID, " "), "invalid"),
        (post(ID, &"x".repeat(16_385)), "too-large"),
    ] {
        let told = socket.ask_until(&frame, "error");
        assert_eq!((&told["problem"], &told["room"]), (&json!(problem), &frame["room"]), "{told}");
    }
    socket.send(&format!("{{\"op\":\"ping\",\"x\":\"{}\"}}", "\\u0041".repeat(16_384)));
    assert_eq!(socket.told()["op"], "pong");
    let mut huge = Socket::open(&house, None);
    huge.send(&"x".repeat(200_000));
    huge.end();
    assert_eq!(socket.ask_until(&json!({ "op": "ping" }), "pong")["op"], "pong");
}

#[test]
fn a_socket_follows_several_rooms_but_not_endlessly_many() {
    let house = House::open();
    let token = house.enter("ana");
    let mut socket = Socket::open(&house, Some(&token));
    for n in 0..33 {
        let name = format!("r{n}");
        assert_eq!(house.post("/api/v1/rooms", &json!({ "name": name })).status(), 201);
        socket.ask(&json!({ "op": "sub", "room": name }));
        let told = socket.told();
        assert_eq!(told["op"], if n < 32 { "subscribed" } else { "error" }, "{told}");
    }
    for room in ["r3", "r31"] {
        socket.ask(&json!({ "op": "post", "room": room, "id": format!("01ARZ3NDEKTSV4RRFFQ69G5F{:0>2}", &room[1..]), "text": room }));
        assert_eq!(socket.until("event")["room"], room);
    }
    socket.ask(&json!({ "op": "unsub", "room": "r3" }));
    socket.ask(&json!({ "op": "sub", "room": "r32" }));
    assert_eq!(socket.until("subscribed")["room"], "r32");
}

#[test]
fn a_client_that_takes_nothing_is_sent_away_without_hurting_others() {
    let house = House::open();
    let token = house.enter("ana");
    let sub = json!({ "op": "sub", "room": "general" });
    let (mut stuck, mut quick) = (Socket::narrow(&house), Socket::open(&house, None));
    stuck.ask_until(&sub, "subscribed");
    quick.ask_until(&sub, "subscribed");
    let text = "x".repeat(16_000);
    for n in 1..=400 {
        say(&house, &token, &text);
        assert_eq!(quick.until("event")["seq"], n);
    }
    let opened = |house: &House| {
        let metrics = crate::house::text(&mut house.get("/metrics"));
        let line = metrics
            .lines()
            .find(|line| line.starts_with("maloca_door_open_connections") && line.contains("live"))
            .unwrap_or_default()
            .to_owned();
        line.rsplit(' ').next().and_then(|count| count.parse::<f64>().ok()).unwrap_or(0.0)
    };
    let began = std::time::Instant::now();
    while opened(&house) > 1.0 {
        assert!(began.elapsed() < crate::house::HANG, "the stuck socket is still open");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    say(&house, &token, "on it goes");
    assert_eq!(quick.until("event")["text"], "on it goes");
}

#[test]
fn the_end_of_the_house_is_told_to_every_socket() {
    let mut house = House::open();
    let mut sockets = [Socket::open(&house, None), Socket::open(&house, None)];
    sockets[0].ask_until(&json!({ "op": "sub", "room": "general" }), "subscribed");
    let pid = house.pid().to_string();
    assert!(std::process::Command::new("kill").arg(pid).status().unwrap().success());
    assert_eq!(sockets.each_mut().map(Socket::end), [Some(1012), Some(1012)]);
    assert_eq!(house.terminated().code(), Some(0));
}

#[test]
fn a_session_that_ended_writes_nothing_over_its_open_socket() {
    let house = House::open();
    let token = house.enter("ana");
    let mut socket = Socket::open(&house, Some(&token));
    let left = agent()
        .delete(house.url("/api/v1/sessions/current"))
        .header("authorization", format!("Bearer {token}"))
        .call()
        .unwrap();
    assert_eq!(left.status(), 204);
    assert_eq!(socket.ask_until(&post(ID, "x"), "error")["problem"], "unauthorized");
    let messages = body(&mut house.get("/api/v1/rooms/general/messages"));
    assert_eq!(messages["messages"], json!([]));
}

#[test]
fn what_is_no_websocket_is_a_problem() {
    let house = House::open();
    for path in ["/ws", "/api/v1/ws"] {
        assert_problem(house.get(path), 400, "bad-request");
    }
}

#[test]
fn an_idle_socket_costs_little_memory() {
    const MANY: usize = 400;
    let house = House::open();
    let sub = json!({ "op": "sub", "room": "general" });
    let open = |_| {
        let mut socket = Socket::open(&house, None);
        socket.ask_until(&sub, "subscribed");
        socket
    };
    let _warm: Vec<Socket> = (0..50).map(open).collect();
    let before = house.memory();
    let _idle: Vec<Socket> = (0..MANY).map(open).collect();
    let each = house.memory().saturating_sub(before) / MANY;
    println!("{each} bytes per idle socket");
    assert!(each <= 12 * 1024, "{each} bytes per idle socket");
}

#[test]
fn a_socket_whose_session_ended_is_closed_before_it_hears_more() {
    let house = House::open();
    let (ana, ben) = (house.enter("ana"), house.enter("ben"));
    let mut socket = Socket::open(&house, Some(&ben));
    socket.ask_until(&json!({ "op": "sub", "room": "general" }), "subscribed");
    say(&house, &ana, "for ben");
    assert_eq!(socket.until("event")["text"], "for ben");
    assert_eq!(house.leave(&ben).status(), 204);
    say(&house, &ana, "not for ben");
    assert_eq!(socket.end(), Some(4001));
}
