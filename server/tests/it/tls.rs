//! The encrypted web door, for clients that we did not write: curl and Python's ssl.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::house::{House, maloca};

fn certificate(house: &House) -> PathBuf {
    house.data().join("tls/cert.pem")
}

/// What curl says that trusts the house's own certificate and no other.
fn curl(house: &House, args: &[&str], path: &str) -> String {
    let url = format!("https://{}{path}", house.web);
    let mut command = Command::new("curl");
    command.args(["-sS", "--max-time", "30", "--cacert"]).arg(certificate(house));
    let output = command.args(args).arg(url).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_house_encrypts_with_a_certificate_of_its_own_and_keeps_it() {
    let mut house = House::with(&["--tls", "self"]);
    let versions = ["-w", " %{http_version} %{scheme}"];
    assert_eq!(curl(&house, &versions, "/calc/2%2B2"), "4\n 2 HTTPS");
    let old = ["--http1.1", "-w", " %{http_version}", "--tls-max", "1.2"];
    assert_eq!(curl(&house, &old, "/calc/2%2B2"), "4\n 1.1");
    let entered = curl(&house, &["-i", "--json", r#"{"nick":"ana"}"#], "/api/v1/sessions");
    let cookie = entered.lines().find(|line| line.starts_with("set-cookie:")).unwrap();
    assert!(cookie.contains("__Host-maloca=") && cookie.contains("; Secure"), "{cookie}");
    let banner = fs::read_to_string(house.data().join("../stdout")).unwrap();
    assert!(banner.contains(&format!("https://{}", house.web)), "{banner}");
    assert!(!banner.contains("http://"), "{banner}");
    let kept = fs::read(certificate(&house)).unwrap();
    house.kill_and_reopen();
    assert_eq!(fs::read(certificate(&house)).unwrap(), kept);
    assert_eq!(curl(&house, &[], "/calc/2%2B2"), "4\n");
}

#[test]
fn pythons_ssl_trusts_it_for_its_address_and_chooses_http_1_1() {
    let house = House::with(&["--tls", "self"]);
    let script = "import http.client, ssl, sys\n\
        context = ssl.create_default_context(cafile=sys.argv[1])\n\
        context.set_alpn_protocols(['http/1.1'])\n\
        house = http.client.HTTPSConnection(sys.argv[2], context=context, timeout=30)\n\
        house.request('GET', '/calc/6*7')\n\
        answer = house.getresponse()\n\
        print(answer.status, answer.read().decode().strip(), house.sock.selected_alpn_protocol())\n";
    let python = std::env::var("MALOCA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(python);
    command.args(["-c", script]).arg(certificate(&house)).arg(house.web.to_string());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(said.trim(), "200 42 http/1.1", "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn those_who_come_unencrypted_are_led_over_and_may_write_nothing() {
    let house = House::with(&["--tls", "self", "--guests", "read,upload"]);
    let plain = house.get("/calc/2%2B2?x=1");
    assert_eq!(plain.status(), 307);
    let there = format!("https://{}/calc/2%2B2?x=1", house.web);
    assert_eq!(plain.headers()["location"].to_str().unwrap(), there);
    let written = house
        .raw(b"PUT /raw/a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assert!(written.starts_with(b"HTTP/1.1 400"), "{}", String::from_utf8_lossy(&written));
    assert!(!house.tree().join("a").exists());
    let garbage = house.raw(b"\x16\x03\x01\x00\x05hello");
    assert!(!garbage.starts_with(b"HTTP"));
    assert_eq!(curl(&house, &[], "/readyz"), "ready\n");
}

#[test]
fn a_websocket_is_opened_over_tls() {
    let house = House::with(&["--tls", "self"]);
    let script = "import socket, ssl, sys\n\
        host, port = sys.argv[2].split(':')\n\
        context = ssl.create_default_context(cafile=sys.argv[1])\n\
        sock = context.wrap_socket(socket.create_connection((host, int(port)), 30), server_hostname=host)\n\
        sock.sendall((f'GET /ws HTTP/1.1\\r\\nHost: {host}:{port}\\r\\nConnection: upgrade\\r\\n'\n\
        \x20'Upgrade: websocket\\r\\nSec-WebSocket-Version: 13\\r\\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\n'\n\
        \x20f'Origin: https://{host}:{port}\\r\\n\\r\\n').encode())\n\
        print(sock.recv(12).decode())\n";
    let python = std::env::var("MALOCA_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(python);
    command.args(["-c", script]).arg(certificate(&house)).arg(house.web.to_string());
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(said.trim(), "HTTP/1.1 101", "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_certificate_of_ones_own_is_used_and_one_that_cannot_be_is_an_error() {
    let first = House::with(&["--tls", "self"]);
    let dir = tempfile::tempdir().unwrap();
    for name in ["cert.pem", "key.pem"] {
        fs::copy(first.data().join("tls").join(name), dir.path().join(name)).unwrap();
    }
    let at = |name: &str| dir.path().join(name).display().to_string();
    let house = House::with(&["--tls", &format!("files:{},{}", at("cert.pem"), at("key.pem"))]);
    let url = format!("https://{}/calc/2%2B2", house.web);
    let mut trusting = Command::new("curl");
    let output = trusting.args(["-sS", "--cacert", &at("cert.pem"), &url]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "4\n");
    for wrong in [
        format!("files:{},{}", at("none.pem"), at("key.pem")),
        format!("files:{},{}", at("cert.pem"), at("cert.pem")),
    ] {
        let output = maloca().args(["check", "--tls", &wrong]).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains(".pem") && error.contains("--tls files:CERT,KEY"), "{error}");
    }
}

#[test]
fn acme_is_refused_with_what_to_do_instead() {
    let data = tempfile::tempdir().unwrap();
    let output = maloca()
        .args(["serve", "--listen", "127.0.0.1:0", "--tls", "acme:house.example"])
        .args(["--hftp", "off", "--http09", "off", "--labs", "off", "--grpc", "off", "--data"])
        .arg(data.path())
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("certbot") && error.contains("files:CERT,KEY"), "{error}");
    let check = maloca().args(["check", "--tls", "acme:house.example"]).output().unwrap();
    assert_eq!(check.status.code(), Some(2), "a check finds what would keep it from starting");
}
