//! Copies of folders, kept by houses that are processes of their own.

use std::fs;
use std::time::Duration;

use serde_json::{Value, json};

use super::{GENEROUS, group, noise};
use crate::house::{House, agent, assert_problem, json, text};
use crate::nodes::{house, id, until};

/// After how long what should not happen has not happened.
const QUIET: Duration = Duration::from_secs(6);

fn keep(house: &House, wish: &Value) {
    let mut answer = house.post("/api/v1/network/keeps", wish);
    assert_eq!(answer.status(), 204, "{}", text(&mut answer));
}

fn release(house: &House, folder: &str) -> ureq::http::Response<ureq::Body> {
    agent().delete(house.url(&format!("/api/v1/network/keeps/{folder}"))).call().unwrap()
}

fn keeps(house: &House) -> Vec<Value> {
    json(&mut house.get("/api/v1/network/keeps"))["keeps"].as_array().unwrap().clone()
}

fn write(house: &House, name: &str, bytes: &[u8]) {
    let path = house.tree().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn has(house: &House, name: &str, bytes: &[u8]) -> bool {
    fs::read(house.tree().join(name)).is_ok_and(|there| there == bytes)
}

#[test]
fn two_copies_in_a_group_of_three_are_on_exactly_two_houses() {
    let houses @ [ana, ben, cleo] = &group::<3>();
    let noise = noise(60 * 5_000);
    let files: Vec<_> = noise.chunks(5_000).zip(0..).collect();
    let name = |number: i32| format!("docs/{}/{number}.bin", number % 7);
    files.iter().for_each(|(bytes, number)| write(ana, &name(*number), bytes));
    keep(ben, &json!({ "folder": "docs", "copies": 2 }));
    for house in houses {
        until(house, |house| keeps(house).iter().any(|view| view["counts"] == json!([0, 0, 60])));
    }
    std::thread::sleep(QUIET);
    for (bytes, number) in &files {
        let there = houses.iter().filter(|house| has(house, &name(*number), bytes)).count();
        assert_eq!(there, 2, "{}", name(*number));
    }
    let view = &keeps(cleo)[0];
    assert_eq!((&view["folder"], &view["copies"]), (&json!("docs"), &json!(2)));
    assert_eq!((&view["files"], &view["bytes"]), (&json!(60), &json!(300_000)));
    assert_eq!((&view["node"], &view["counts"]), (&json!(id(ben)), &json!([0, 0, 60])));
    let holders = view["holders"].as_array().unwrap();
    assert!(holders.iter().all(|one| one["files"].as_u64() > Some(5)), "{holders:?}");
    assert_problem(release(ana, "docs"), 409, "conflict");
}

#[test]
fn a_copy_here_follows_the_folder_until_it_is_released_and_nothing_is_removed() {
    let [ana, mut ben] = group();
    write(&ana, "docs/a b.txt", b"one");
    write(&ana, "else.txt", b"not kept");
    keep(&ben, &json!({ "folder": "docs" }));
    until(&ben, |ben| has(ben, "docs/a b.txt", b"one"));
    write(&ana, "docs/deep/er/b.txt", b"two");
    until(&ben, |ben| has(ben, "docs/deep/er/b.txt", b"two"));
    fs::remove_dir_all(ana.tree().join("docs")).unwrap();
    let holders = |house: &House| keeps(house)[0]["holders"].as_array().unwrap().len();
    until(&ben, |ben| holders(ben) == 1);
    assert!(has(&ben, "docs/a b.txt", b"one") && has(&ben, "docs/deep/er/b.txt", b"two"));
    assert!(keeps(&ana).is_empty(), "what one keeps for itself is its own affair");
    ben.kill_and_reopen();
    write(&ana, "docs/c.txt", b"three");
    until(&ben, |ben| has(ben, "docs/c.txt", b"three"));
    assert_eq!(release(&ben, "docs").status(), 204);
    write(&ana, "docs/d.txt", b"four");
    std::thread::sleep(QUIET);
    assert!(!ben.tree().join("docs/d.txt").exists());
    assert!(has(&ben, "docs/c.txt", b"three"), "what was fetched stays");
    assert!(!ben.tree().join("else.txt").exists());
    assert!(!ana.tree().join("docs/a b.txt").exists(), "nor does it come back");
}

#[test]
fn what_nobody_can_keep_is_refused() {
    let ana = House::with(&GENEROUS);
    let wish = |wish: Value| ana.post("/api/v1/network/keeps", &wish);
    assert_problem(wish(json!({ "folder": "../x" })), 400, "bad-path");
    assert_problem(wish(json!({ "folder": "a/.b" })), 403, "denied");
    for copies in [0, -1, 256, i64::MAX] {
        assert_problem(wish(json!({ "folder": "a", "copies": copies })), 422, "invalid");
    }
    assert_problem(release(&ana, "a"), 404, "missing");
    assert_problem(release(&ana, "%2e%2e"), 400, "bad-path");
    for number in 0..64 {
        keep(&ana, &json!({ "folder": format!("a/{number}") }));
    }
    assert_problem(wish(json!({ "folder": "b" })), 507, "full");
    assert_eq!(release(&ana, "a/7").status(), 204);
    keep(&ana, &json!({ "folder": "" }));
    assert_eq!(release(&ana, "").status(), 204, "the whole tree has the empty path");
    assert_eq!(keeps(&ana).len(), 63);
    let strict = house();
    let refused = strict.post("/api/v1/network/keeps", &json!({ "folder": "a" }));
    assert_problem(refused, 403, "denied");
    assert_problem(release(&strict, "a"), 403, "denied");
    let shut = House::with(&["--guests", "manage"]);
    let refused = shut.post("/api/v1/network/keeps", &json!({ "folder": "a" }));
    assert_problem(refused, 409, "conflict");
}
