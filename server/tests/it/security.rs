//! What other sites cannot do.

use std::io::{Read, Write};

use crate::house::{House, agent, assert_problem, text};

#[test]
fn a_page_of_another_site_can_write_through_no_door() {
    let house = House::generous();
    let doors = [
        ("POST", "/api/v1/sessions"),
        ("POST", "/api/v1/rooms/general/messages"),
        ("PUT", "/raw/a.txt"),
        ("POST", "/chat/general"),
        ("POST", "/fn/people/enter"),
        ("POST", "/api/v1/files/x?folder"),
    ];
    for (method, path) in doors {
        for (name, value) in [("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")] {
            let request = ureq::http::Request::builder()
                .method(method)
                .uri(house.url(path))
                .header(name, value)
                .header("origin", "http://evil.example")
                .body(r#"{"nick":"eve","text":"x"}"#)
                .unwrap();
            assert_problem(agent().run(request).unwrap(), 403, "cross-site");
        }
    }
    assert!(!house.tree().join("a.txt").exists());
}

#[test]
fn a_page_of_another_site_opens_no_socket() {
    let house = House::open();
    let response = agent()
        .get(house.url("/ws"))
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
        .header("origin", "http://evil.example")
        .call()
        .unwrap();
    assert_problem(response, 403, "cross-site");
}

#[test]
fn a_name_that_the_house_does_not_know_is_refused_with_the_flag_that_lets_it_in() {
    let house = House::with(&["--public", "https://maloca.example"]);
    let get = |host: &str| agent().get(house.url("/healthz")).header("host", host).call().unwrap();
    assert_problem(get("rebound.evil.example"), 421, "unknown-host");
    assert!(text(&mut get("rebound.evil.example")).contains("--public"));
    let both = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assert!(house.raw(both).starts_with(b"HTTP/1.1 421"));
    for known in ["maloca.example", "localhost:3000", "192.0.2.7:3000", "[2001:db8::1]:3000"] {
        assert_eq!(get(known).status(), 200, "{known}");
    }
}

#[test]
fn the_name_that_a_trusted_proxy_passes_on_must_be_known_too() {
    let get = |house: &House, name: &str| {
        let call = agent().get(house.url("/")).header("host", "localhost:3000");
        call.header("x-forwarded-host", name).header("accept", "text/plain").call().unwrap()
    };
    let trusting = ["--trust-proxy", "127.0.0.0/8", "--public", "https://maloca.example"];
    let house = House::with(&trusting);
    assert_problem(get(&house, "evil.example"), 421, "unknown-host");
    assert_problem(get(&house, "maloca.example, evil.example"), 421, "unknown-host");
    assert!(text(&mut get(&house, "maloca.example")).contains("http://maloca.example/calc"));
    let house = House::open();
    assert!(text(&mut get(&house, "evil.example")).contains("http://localhost:3000/calc"));
}

#[test]
fn every_answer_tells_browsers_not_to_guess_and_pages_to_run_only_their_own_scripts() {
    let house = House::open();
    let api = house.get("/api/v1/calc?expr=1");
    assert_eq!(api.headers()["x-content-type-options"], "nosniff");
    assert!(
        api.headers()["content-security-policy"].to_str().unwrap().contains("default-src 'none'")
    );
    let page = agent().get(house.url("/")).header("accept", "text/html").call().unwrap();
    let policy = page.headers()["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("script-src 'self' 'nonce-") && policy.contains("frame-ancestors 'none'")
    );
    assert!(!policy.contains("unsafe-inline"));
}

#[test]
fn requests_that_are_no_requests_are_answered_or_closed() {
    let house = House::open();
    let hostile: [&[u8]; 6] = [
        b"GET / HTTP/1.0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"CONNECT evil:1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ];
    for request in hostile {
        house.raw(request);
    }
    assert_eq!(house.get("/readyz").status(), 200);
}

#[test]
fn a_refusal_before_the_body_came_leaves_the_connection_usable() {
    let house = House::open();
    let mut stream = std::net::TcpStream::connect(house.web).unwrap();
    stream.set_nodelay(true).unwrap();
    for _ in 0..20 {
        let head = "PUT /raw/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(10));
        stream.write_all(b"body").unwrap();
        let mut seen = [0; 4096];
        let count = stream.read(&mut seen).unwrap();
        assert!(seen[..count].starts_with(b"HTTP/1.1 403"), "{}", String::from_utf8_lossy(&seen));
    }
}
