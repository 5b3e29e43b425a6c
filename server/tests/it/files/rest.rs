//! The tree as JSON.

use std::fs;
use std::io::{BufRead, BufReader, Write};

use serde_json::{Value, json};

use super::wire::{ask, connect, head, send};
use super::{get, house_with};
use crate::house::{House, agent, assert_problem, json};

fn listing(house: &House, query: &str) -> Value {
    json(&mut house.get(&format!("/api/v1/files{query}")))
}

fn names(listing: &Value) -> Vec<&str> {
    let entries = listing["entries"].as_array().unwrap();
    entries.iter().map(|entry| entry["name"].as_str().unwrap()).collect()
}

fn library() -> House {
    let house = House::open();
    fs::create_dir_all(house.tree().join("zebra")).unwrap();
    for (name, size) in [("file10", 1), ("file2", 30), ("Árbol.txt", 20), (".hidden", 5)] {
        fs::write(house.tree().join(name), vec![b'x'; size]).unwrap();
    }
    house
}

#[test]
fn a_folder_is_listed_in_natural_order_with_folders_first() {
    let house = library();
    for query in ["", "/", "?sort=name&order=asc"] {
        let listing = listing(&house, query);
        assert_eq!(names(&listing), ["zebra", "Árbol.txt", "file2", "file10"], "{query}");
        assert_eq!((&listing["path"], &listing["total"]), (&json!(""), &json!(4)));
        assert!(listing.get("next").is_none());
    }
    assert_eq!(names(&listing(&house, "?sort=size")), ["zebra", "file10", "Árbol.txt", "file2"]);
    let down = listing(&house, "?sort=size&order=desc");
    assert_eq!(names(&down), ["zebra", "file2", "Árbol.txt", "file10"]);
    let entry = &down["entries"][1];
    assert_eq!((&entry["kind"], &entry["size"]), (&json!("file"), &json!(30)));
    assert!(entry["modified"].as_str().unwrap().ends_with('Z'));
    assert!(!entry["etag"].as_str().unwrap().is_empty());
}

#[test]
fn pages_follow_each_other_without_gaps_and_a_filter_narrows_them() {
    let house = House::open();
    for number in 0..25 {
        fs::write(house.tree().join(format!("n{number}.txt")), "x").unwrap();
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = listing(&house, &format!("?limit=10{cursor}"));
        assert_eq!(page["total"], 25);
        seen.extend(names(&page).into_iter().map(str::to_owned));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, (0..25).map(|number| format!("n{number}.txt")).collect::<Vec<_>>());
    let filtered = listing(&house, "?filter=N2");
    assert_eq!(names(&filtered), ["n2.txt", "n20.txt", "n21.txt", "n22.txt", "n23.txt", "n24.txt"]);
    for wrong in ["?sort=colour", "?limit=many", "?cursor=nonsense"] {
        assert_problem(house.get(&format!("/api/v1/files{wrong}")), 400, "bad-request");
    }
}

#[test]
fn a_file_is_described_with_the_tag_that_its_bytes_have() {
    let house = house_with("a b.txt", b"hello");
    let mut answer = house.get("/api/v1/files/a%20b.txt");
    let raw = get(&house, "/raw/a%20b.txt", &[]);
    assert_eq!(answer.headers()["etag"].to_str().unwrap(), raw.header("etag"));
    let facts = json(&mut answer);
    assert_eq!(
        (&facts["path"], &facts["kind"], &facts["size"]),
        (&json!("a b.txt"), &json!("file"), &json!(5))
    );
    assert_eq!(facts["type"], "text/plain; charset=utf-8");
    assert_eq!(format!("\"{}\"", facts["etag"].as_str().unwrap()), raw.header("etag"));
}

#[test]
fn folders_are_made_things_are_moved_and_removed() {
    let house = House::generous();
    let mut made = agent().post(house.url("/api/v1/files/docs?folder")).send_empty().unwrap();
    assert_eq!(
        (made.status().as_u16(), &made.headers()["location"]),
        (201, &"/api/v1/files/docs".parse().unwrap())
    );
    assert_eq!(json(&mut made)["kind"], "folder");
    let again = agent().post(house.url("/api/v1/files/docs?folder")).send_empty().unwrap();
    assert_problem(again, 409, "conflict");
    let orphan = agent().post(house.url("/api/v1/files/no/where?folder")).send_empty().unwrap();
    assert_problem(orphan, 404, "missing");
    let unclear = agent().post(house.url("/api/v1/files/docs2")).send_empty().unwrap();
    assert_problem(unclear, 400, "bad-request");
    send(&house, "PUT", "/raw/a.txt", &[], b"x");
    let to = |to: &str| json!({ "to": to }).to_string().into_bytes();
    let moved = send(&house, "PATCH", "/api/v1/files/a.txt", &[], &to("docs/b.txt"));
    assert_eq!((moved.status, moved.header("content-location")), (204, "/api/v1/files/docs/b.txt"));
    assert_eq!(get(&house, "/raw/docs/b.txt", &[]).body, b"x");
    let into_itself = send(&house, "PATCH", "/api/v1/files/docs", &[], &to("docs/inner"));
    assert_eq!((into_itself.status, &*into_itself.problem()), (409, "conflict"));
    let out = send(&house, "PATCH", "/api/v1/files/docs/b.txt", &[], &to("../b.txt"));
    assert_eq!((out.status, &*out.problem()), (400, "bad-path"));
    assert_eq!(ask(&house, "DELETE", "/api/v1/files/docs", &[]).status, 204);
    assert_eq!(listing(&house, "")["total"], 0);
}

#[test]
fn those_who_watch_a_folder_hear_of_changes_on_the_disk() {
    let house = library();
    let mut stream = connect(&house);
    stream.write_all(&head("GET", "/api/v1/files/zebra?watch", &[])).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert_eq!(lines.next().unwrap(), "HTTP/1.1 200 OK");
    assert!(lines.any(|line| line == "content-type: text/event-stream"));
    fs::write(house.tree().join("zebra/new.txt"), "x").unwrap();
    assert!(lines.any(|line| line == "event: changed"));
    assert_eq!(lines.next().unwrap(), "data: /zebra", "browsers drop events without data");
    assert_problem(house.get("/api/v1/files/nowhere?watch"), 404, "missing");
    assert_problem(house.get("/api/v1/files/file2?watch"), 409, "conflict");
}

#[test]
fn those_whose_session_ended_hear_of_no_more_changes() {
    let house = library();
    let ben = house.enter("ben");
    let bearer = format!("Bearer {ben}");
    let mut stream = connect(&house);
    let request = head("GET", "/api/v1/files/zebra?watch", &[("authorization", &bearer)]);
    stream.write_all(&request).unwrap();
    let mut lines = BufReader::new(stream).lines().map(Result::unwrap);
    assert_eq!(lines.next().unwrap(), "HTTP/1.1 200 OK");
    fs::write(house.tree().join("zebra/one.txt"), "x").unwrap();
    assert!(lines.any(|line| line == "event: changed"));
    // What is still told of the first change is told before this.
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(house.leave(&ben).status(), 204);
    fs::write(house.tree().join("zebra/two.txt"), "x").unwrap();
    let rest: Vec<_> = lines.collect();
    assert!(rest.iter().filter(|line| *line == "event: changed").count() <= 1, "{rest:?}");
}

#[test]
fn the_description_names_every_call_on_files() {
    let house = House::open();
    let api = json(&mut house.get("/api/v1/openapi.json"));
    let calls = api["paths"]["/files/{path}"].as_object().unwrap();
    for method in ["get", "post", "patch", "delete"] {
        assert!(calls.contains_key(method), "{method}");
    }
}
