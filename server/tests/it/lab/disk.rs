//! Full disks, each mounted in a namespace of its own.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::json;

use crate::house::{Ground, House, agent, assert_problem, json, maloca_on, text};

const MIB: u64 = 1024 * 1024;

fn put(house: &House, name: &str, bytes: &[u8]) -> u16 {
    agent().put(house.url(&format!("/raw/{name}"))).send(bytes).unwrap().status().as_u16()
}

fn say(house: &House, token: &str, text: &str) -> u16 {
    let post = agent().post(house.url("/api/v1/rooms/general/messages"));
    let posted = post.header("authorization", format!("Bearer {token}"));
    posted.send_json(json!({ "text": text })).unwrap().status().as_u16()
}

fn said(house: &House) -> Vec<String> {
    let all = json(&mut house.get("/api/v1/rooms/general/messages?after=0"));
    let texts = all["messages"].as_array().unwrap().iter();
    texts.map(|message| message["text"].as_str().unwrap().to_owned()).collect()
}

/// Takes all that is left of the disk.
fn fill(file: &Path) {
    let mut file = fs::File::create(file).unwrap();
    for size in [64 * 1024, 4096, 1] {
        while file.write_all(&vec![0; size]).is_ok() {}
    }
}

/// Files that are on their way, once what was cut off is gone.
fn leftovers(house: &House) -> usize {
    let room = house.data().join("files/.maloca/tmp");
    for _ in 0..1_000 {
        if fs::read_dir(&room).map_or(0, Iterator::count) == 0 {
            return 0;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    fs::read_dir(&room).map_or(0, Iterator::count)
}

#[test]
#[ignore = "mounts a disk; `cargo xtask lab` runs it"]
fn a_house_without_room_to_begin_names_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    for kib in [4, 16, 40, 64, 96] {
        let mut command = maloca_on(Ground::Disk(kib * 1024), dir.path());
        let doors = ["--hftp", "--http09", "--labs", "--grpc"].into_iter();
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(dir.path());
        let output = command.args(doors.flat_map(|door| [door, "off"])).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{kib} KiB: {error}");
        assert!(error.to_lowercase().contains("make room"), "{kib} KiB: {error}");
        assert!(!error.contains("tables that this version"), "{kib} KiB: {error}");
    }
}

#[test]
#[ignore = "mounts a disk; `cargo xtask lab` runs it"]
fn a_full_disk_refuses_what_is_written_and_goes_on_with_what_is_read() {
    let settings = tempfile::NamedTempFile::new().unwrap();
    fs::write(settings.path(), "[files]\nreserve = 0\n").unwrap();
    let config = settings.path().to_str().unwrap();
    let house = House::on_disk(8 * MIB, &["--config", config, "--guests", "chat,read,upload"]);
    let ana = house.enter("ana");
    assert_eq!((say(&house, &ana, "before"), put(&house, "small", b"small")), (201, 201));
    assert_eq!(put(&house, "large", &vec![7; 16 * MIB as usize]), 507);
    assert_eq!(leftovers(&house), 0);
    let filler = house.data().join("filler");
    fill(&filler);
    let refused = (0..100).find_map(|n| match say(&house, &ana, &format!("{n}")) {
        201 => None,
        status => Some((n, status)),
    });
    let (kept, status) = refused.unwrap();
    assert_eq!((status, put(&house, "other", b"x")), (503, 507));
    assert_eq!(said(&house).len(), 1 + kept, "what was refused is not there");
    assert_eq!(text(&mut house.get("/raw/small")), "small");
    assert_problem(house.get("/raw/large"), 404, "missing");
    assert_problem(house.get("/raw/other"), 404, "missing");
    assert_eq!(leftovers(&house), 0);
    fs::remove_file(filler).unwrap();
    assert_eq!((say(&house, &ana, "after"), put(&house, "other", b"x")), (201, 201));
    assert_eq!(said(&house).last().unwrap(), "after");
    assert_eq!(house.get("/readyz").status(), 200);
}

#[test]
#[ignore = "mounts a disk; `cargo xtask lab` runs it"]
fn uploads_leave_the_room_that_the_chat_needs() {
    let house = House::on_disk(32 * MIB, &["--guests", "chat,read,upload"]);
    let ana = house.enter("ana");
    let stored = (0..40).take_while(|n| put(&house, &n.to_string(), &vec![7; MIB as usize]) == 201);
    assert!((20..32).contains(&stored.count()));
    for n in 0..50 {
        assert_eq!(say(&house, &ana, &format!("{n} {}", "x".repeat(4_000))), 201);
    }
}
