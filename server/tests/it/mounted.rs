//! gRPC on the web port: the same services, behind the layers that refuse other sites.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::house::{HANG, House, agent};

/// What the clients of gRPC import.
const GRPC: &str = "import grpc, grpc_health, grpc_reflection";

/// A Python that can do this import: `$MALOCA_PYTHON`, the one of `target/venv`, or the system's. Where a
/// merge is decided, a client that is missing is a fault.
pub fn python(import: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let given = std::env::var_os("MALOCA_PYTHON").map(PathBuf::from);
    let must = given.is_some() || std::env::var_os("CI").is_some();
    let known = [root.join("target/venv/bin/python"), PathBuf::from("python3")];
    let can_import = |python: &PathBuf| {
        Command::new(python).args(["-c", import]).output().is_ok_and(|it| it.status.success())
    };
    let found = given.into_iter().chain(known).find(can_import);
    assert!(found.is_some() || !must, "pip install -r e2e/requirements.txt into target/venv");
    found
}

/// `Evaluate` of `6*7` as gRPC-Web frames it, from a page of this origin.
fn web_call(house: &House, origin: Option<&str>) -> (u16, Vec<u8>) {
    let mut request = agent()
        .post(house.url("/maloca.v1.Calculator/Evaluate"))
        .header("content-type", "application/grpc-web+proto");
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    let mut answer = request.send(b"\0\0\0\0\x05\x0a\x036*7".as_slice()).unwrap();
    (answer.status().as_u16(), answer.body_mut().read_to_vec().unwrap())
}

#[test]
fn grpcio_uses_every_method_on_the_web_port() {
    let Some(python) = python(GRPC) else {
        eprintln!("left out: no Python with grpcio (pip install -r e2e/requirements.txt)");
        return;
    };
    let house = House::generous();
    let token = house.enter("Ana");
    let script =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../gateways/grpc/tests/clients/all_methods.py");
    let output = Command::new(python).args([script, &house.web.to_string(), &token]).output();
    let output = output.unwrap();
    let (said, wrong) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{wrong}");
    assert!(said.ends_with("all 19 methods\n"), "{said}");
}

#[test]
fn a_page_of_this_house_may_call_and_one_of_another_site_may_not() {
    let house = House::open();
    for own in [None, Some(house.url(""))] {
        let (status, body) = web_call(&house, own.as_deref());
        assert_eq!(status, 200);
        assert!(body.windows(2).any(|two| two == b"42"), "{body:?}");
        assert!(String::from_utf8_lossy(&body).contains("grpc-status:0"));
    }
    let (status, body) = web_call(&house, Some("http://evil.example"));
    assert_eq!(status, 403, "{}", String::from_utf8_lossy(&body));
}

#[test]
fn a_name_that_the_house_does_not_know_reaches_no_service() {
    let house = House::open();
    let request = b"POST /maloca.v1.Calculator/Evaluate HTTP/1.1\r\nHost: evil.example\r\n\
        Content-Type: application/grpc-web+proto\r\nConnection: close\r\nContent-Length: 10\r\n\r\n\
        \0\0\0\0\x05\x0a\x036*7";
    let answer = house.raw(request);
    assert!(answer.starts_with(b"HTTP/1.1 421 "), "{}", String::from_utf8_lossy(&answer));
}

#[test]
fn what_is_no_call_is_refused_on_the_paths_of_grpc_and_missing_beside_them() {
    let house = House::open();
    let status = |path: &str| agent().post(house.url(path)).send("x").unwrap().status().as_u16();
    assert_eq!(status("/maloca.v1.Calculator/Evaluate"), 400);
    assert_eq!(status("/maloca.v1.Nothing/Evaluate"), 404);
}

/// How many of the house's descriptors are files of this name.
fn opened(house: &House, name: &str) -> usize {
    let descriptors = std::fs::read_dir(format!("/proc/{}/fd", house.pid())).unwrap();
    let files = descriptors.filter_map(|it| std::fs::read_link(it.ok()?.path()).ok());
    files.filter(|file| file.file_name().is_some_and(|it| it == name)).count()
}

#[test]
fn calls_that_are_cancelled_in_the_middle_let_go_of_what_they_held() {
    let Some(python) = python(GRPC) else {
        eprintln!("left out: no Python with grpcio (pip install -r e2e/requirements.txt)");
        return;
    };
    let house = House::with(&["--grpc", "127.0.0.1:0"]);
    let big = std::fs::File::create(house.tree().join("big.bin")).unwrap();
    big.set_len(1 << 30).unwrap();
    for door in [house.door("grpc"), house.web] {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/grpc_cancel.py");
        let mut client = Command::new(&python)
            .args([script, &door.to_string(), "40"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut asks = client.stdin.take().unwrap();
        let mut says = BufReader::new(client.stdout.take().unwrap()).lines();
        assert_eq!(says.next().unwrap().unwrap(), "under way");
        assert!(opened(&house, "big.bin") > 0, "nothing was under way");
        asks.write_all(b"\n").unwrap();
        assert_eq!(says.next().unwrap().unwrap(), "cancelled");
        let began = Instant::now();
        while opened(&house, "big.bin") > 0 {
            assert!(began.elapsed() < HANG, "{} are still open", opened(&house, "big.bin"));
            std::thread::sleep(Duration::from_millis(20));
        }
        asks.write_all(b"\n").unwrap();
        assert_eq!(says.next().unwrap().unwrap(), "the connection still serves");
        assert!(client.wait().unwrap().success());
    }
}
