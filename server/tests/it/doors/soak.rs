//! Any bytes at the doors that read bytes themselves: each connection gets an answer or its end, and
//! the house is as it was before. Much more of it with `MALOCA_SOAK=1`.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Instant;

use serde_json::Value;

use super::exchange;
use crate::house::{HANG, House, json};

/// How many connections each of the four clients of a door makes.
fn rounds() -> u64 {
    if std::env::var("MALOCA_SOAK").is_ok_and(|soak| soak == "1") { 50_000 } else { 40 }
}

/// How much the house may grow by all of it, in bytes: buffers of the allocator, nothing that adds up.
const GROWTH: usize = 96 << 20;

/// A sequence that looks random and is the same every time (xorshift64*, Vigna 2016).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn pick<'a>(&mut self, parts: &[&'a [u8]]) -> &'a [u8] {
        parts[self.below(parts.len())]
    }

    fn noise(&mut self, most: usize) -> Vec<u8> {
        (0..self.below(most)).map(|_| self.next().to_le_bytes()[7]).collect()
    }
}

const HFTP: [&[u8]; 16] = [
    b"get_file_listing",
    b"get_metadata",
    b"get_slice",
    b"help",
    b"quit",
    b" ",
    b" ",
    b"a.txt",
    b"raw",
    b"0",
    b"5",
    b"99999999999999999999",
    b"\r\n",
    b"\r\n",
    b"\n",
    b"\r",
];
const HTTP: [&[u8]; 16] = [
    b"GET ",
    b"POST ",
    b"/",
    b"/a.txt",
    b"/user",
    b"/getMsg",
    b"/?exp=",
    b"%2e",
    b" HTTP/1.1",
    b" HTTP/1.0",
    b"\r\n",
    b"\r\n",
    b"\r\n\r\n",
    b"Host: localhost\r\n",
    b"Content-Length: 3\r\n",
    b"Range: bytes=1-2\r\n",
];

/// Parts of the protocol in any order, with noise between some.
fn request(dice: &mut Dice, parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..dice.below(24) {
        match dice.below(6) {
            0 => bytes.extend(dice.noise(40)),
            _ => bytes.extend_from_slice(dice.pick(parts)),
        }
    }
    bytes
}

/// Sends it in pieces; all that comes back until the door closes.
fn converse(door: SocketAddr, bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut stream = TcpStream::connect(door).unwrap();
    stream.set_read_timeout(Some(HANG)).unwrap();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(1 + dice.below(rest.len()));
        if stream.write_all(piece).is_err() {
            break;
        }
        rest = after;
    }
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock) => {
            panic!("neither answer nor end for {}", bytes.escape_ascii())
        }
        _ => answer,
    }
}

/// Four clients at once, each with its own sequence.
fn soak(door: SocketAddr, parts: &[&[u8]], is_answer: fn(&[u8]) -> bool) {
    std::thread::scope(|scope| {
        for client in 1..=4 {
            scope.spawn(move || {
                let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ client);
                for _ in 0..rounds() {
                    let bytes = request(&mut dice, parts);
                    let answer = converse(door, &bytes, &mut dice);
                    let told =
                        (bytes.escape_ascii().to_string(), answer.escape_ascii().to_string());
                    assert!(answer.is_empty() || is_answer(&answer), "{told:?}");
                }
            });
        }
    });
}

fn open_now(house: &House) -> u64 {
    let doors = json(&mut house.get("/api/v1/doors"));
    let gateways = ["hftp", "http09", "labs"];
    let of = |door: &&Value| gateways.contains(&door["name"].as_str().unwrap());
    doors.as_array().unwrap().iter().filter(of).map(|door| door["open"].as_u64().unwrap()).sum()
}

#[test]
fn any_bytes_at_the_old_doors_get_an_answer_or_the_end_and_leave_nothing_soak() {
    let free = "127.0.0.1:0";
    let house = House::with(&["--hftp", free, "--http09", free, "--labs", free]);
    std::fs::write(house.tree().join("a.txt"), "0123456789").unwrap();
    let [hftp, http09, labs] = ["hftp", "http09", "labs"].map(|door| house.door(door));
    exchange(hftp, b"help\r\nquit\r\n");
    let before = house.memory();
    let is_code = |answer: &[u8]| {
        let codes = ["0 ", "100 ", "101 ", "199 ", "200 ", "201 ", "202 ", "203 "];
        codes.iter().any(|code| answer.starts_with(code.as_bytes()))
    };
    soak(hftp, &HFTP, is_code);
    // HTTP/0.9 answers with bytes of the tree and pages of its own.
    soak(http09, &HTTP, |answer| !answer.is_empty());
    soak(labs, &HTTP, |answer| answer.starts_with(b"HTTP/1."));
    assert_eq!(exchange(hftp, b"get_metadata a.txt\r\nquit\r\n"), b"0 OK\r\n10\r\n0 OK\r\n");
    assert_eq!(exchange(http09, b"GET /a.txt\r\n"), b"0123456789");
    assert!(exchange(labs, b"GET /?exp=6*7 HTTP/1.1\r\nHost: localhost\r\n\r\n").ends_with(b"42"));
    let began = Instant::now();
    while open_now(&house) > 0 {
        assert!(began.elapsed() < HANG, "{} connections are still open", open_now(&house));
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let grown = house.memory().saturating_sub(before);
    println!("{} connections, the house grew by {grown} bytes", rounds() * 12);
    assert!(grown < GROWTH, "the house grew by {grown} bytes");
    assert!(!house.log().contains("panicked"), "{}", house.log());
}
