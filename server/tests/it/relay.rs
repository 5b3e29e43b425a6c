//! The relay as a door of the house.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::house::{House, json, maloca};
use crate::nodes::{DOOR, house, id, invite, join, sees, until, way};

#[test]
fn a_relay_is_told_of_and_counted_as_every_door_and_says_whose_it_is() {
    let ben = House::with(&[&DOOR[..], &["--relay", "127.0.0.1:0"]].concat());
    let mut stream = TcpStream::connect(ben.door("relay")).unwrap();
    stream.write_all(b"GET /ping HTTP/1.1\r\nHost: relay\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains(&id(&ben)), "{answer}");
    let doors = json(&mut ben.get("/api/v1/doors"));
    let relay = doors.as_array().unwrap().iter().find(|door| door["name"] == "relay").unwrap();
    assert_eq!(relay["address"], ben.door("relay").to_string());
    assert!(
        relay["connections"].as_u64() >= Some(1) && relay["sent"].as_u64() > Some(0),
        "{relay}"
    );
}

#[test]
fn houses_that_reach_one_another_do_so_directly_although_there_is_a_relay() {
    let ben = House::with(&[&DOOR[..], &["--relay", "127.0.0.1:0"]].concat());
    let (ana, cleo) = (house(), house());
    join(&ana, &invite(&ben)).unwrap();
    join(&cleo, &invite(&ben)).unwrap();
    sees(&ana, &[&ben, &cleo]);
    sees(&cleo, &[&ana, &ben]);
    until(&ana, |ana| way(ana, &cleo) == "direct");
    until(&cleo, |cleo| way(cleo, &ben) == "direct");
}

#[test]
fn a_relay_without_the_door_for_other_houses_is_an_error_that_says_so() {
    let data = tempfile::tempdir().unwrap();
    let mut check = maloca();
    check.args(["check", "--relay", "127.0.0.1:0", "--peers", "off", "--data"]).arg(data.path());
    let output = check.output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("--relay needs") && error.contains("--peers"), "{error}");
}
