//! Python's http.client as a client.

use std::process::Command;

use serde_json::json;

use crate::house::{House, assert_problem};

#[test]
fn python_chats_with_get_post_put_delete_and_gets_the_right_statuses() {
    let house = House::open();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/chat_rest.py");
    let ran = Command::new("python3").args([script, &house.web.to_string()]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(String::from_utf8_lossy(&ran.stdout).trim(), "ok", "{said}");
}

#[test]
fn guests_without_the_right_see_no_room() {
    let house = House::with(&["--guests", "calc"]);
    let room = "/api/v1/rooms/general";
    assert_problem(house.get("/api/v1/rooms"), 403, "denied");
    assert_problem(house.get(&format!("{room}/messages")), 403, "denied");
    assert_problem(house.get(&format!("{room}/events")), 403, "denied");
    assert_problem(house.post(&format!("{room}/messages"), &json!({ "text": "x" })), 403, "denied");
}
