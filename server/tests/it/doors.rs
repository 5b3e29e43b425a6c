//! The gateways, over the same rooms.
//!
//! # Layout
//! - [`disk`]: the real tree, with what goes wrong there.
//! - [`soak`]: any bytes, for a while.
//! - [`teach`]: the page that teaches.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use crate::house::{HANG, House, maloca};

mod disk;
mod soak;
mod teach;

fn exchange(address: SocketAddr, request: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(HANG)).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    answer
}

#[test]
fn a_file_on_disk_is_served_by_hftp_and_by_http_0_9() {
    let house = House::with(&["--hftp", "127.0.0.1:0", "--http09", "127.0.0.1:0"]);
    fs::write(house.tree().join("birra.txt"), "!Que calor que hace hoy, pinta una birra!").unwrap();
    let slice = exchange(house.door("hftp"), b"get_slice birra.txt 5 20\r\nquit\r\n");
    assert_eq!(slice, b"0 OK\r\nY2Fsb3IgcXVlIGhhY2UgaG95LCA=\r\n0 OK\r\n");
    let bare = exchange(house.door("http09"), b"GET /birra.txt\r\n");
    assert_eq!(bare, b"!Que calor que hace hoy, pinta una birra!");
}

#[test]
fn the_hftp_client_lists_measures_and_fetches() {
    let house = House::with(&["--hftp", "127.0.0.1:0"]);
    let content: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
    fs::write(house.tree().join("data.bin"), &content).unwrap();
    let here = tempfile::tempdir().unwrap();
    let server = house.door("hftp").to_string();
    let hftp = |args: &[&str]| {
        let output = maloca().current_dir(&here).arg("hftp").args(args).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    assert_eq!(hftp(&["ls", &server]), (Some(0), "data.bin\n".to_owned()));
    assert_eq!(hftp(&["stat", &server, "data.bin"]), (Some(0), "1200000\n".to_owned()));
    assert_eq!(hftp(&["get", &server, "data.bin"]).0, Some(0));
    assert_eq!(fs::read(here.path().join("data.bin")).unwrap(), content);
    assert_eq!(hftp(&["stat", &server, "nothing"]).0, Some(1), "the server has no such file");
    assert_eq!(hftp(&["ls", "127.0.0.1:1"]).0, Some(1), "nobody answers there");
    assert_eq!(hftp(&["ls"]).0, Some(2), "nobody can know what is meant");
}

#[test]
fn a_gateway_port_that_somebody_asked_for_and_that_is_taken_is_an_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = tempfile::tempdir().unwrap();
    let output = maloca()
        .args(["serve", "--listen", "127.0.0.1:0", "--http09", "off", "--hftp", &address, "--data"])
        .arg(data.path())
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("--hftp") && error.contains(&address), "{error}");
}

#[test]
fn the_labs_door_calculates_as_the_lab_did() {
    let house = House::with(&["--labs", "127.0.0.1:0"]);
    let ask = |path: &str| {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        String::from_utf8(exchange(house.door("labs"), request.as_bytes())).unwrap()
    };
    assert!(ask("/?exp=2**10").ends_with("\r\n\r\n1024"));
    assert!(ask("/ping").ends_with("Connection established"));
    assert!(ask("/?exp=__import__").starts_with("HTTP/1.1 400"));
}
