//! Requests and answers as bytes: nothing is normalised, followed or decoded on the way.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use crate::house::{HANG, House};

/// An answer as it came.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The value of a header that must be there.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(other, _)| other == name);
        &found.unwrap_or_else(|| panic!("no {name} in {:?}", self.headers)).1
    }

    pub fn has(&self, name: &str) -> bool {
        self.headers.iter().any(|(other, _)| other == name)
    }

    /// Everything in it, to search for what may not be there.
    pub fn everything(&self) -> String {
        format!("{:?}{}", self.headers, String::from_utf8_lossy(&self.body))
    }

    /// The slug of a problem.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let json: serde_json::Value = serde_json::from_slice(&self.body).unwrap();
        json["type"].as_str().unwrap().strip_prefix("/problems/").unwrap().to_owned()
    }
}

/// A connection of one's own.
pub fn connect(house: &House) -> TcpStream {
    let stream = TcpStream::connect(house.web).unwrap();
    stream.set_read_timeout(Some(HANG)).unwrap();
    stream.set_write_timeout(Some(HANG)).unwrap();
    stream
}

/// The head of a request; the target goes in as it is.
pub fn head(method: &str, target: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let lines: String =
        headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{lines}\r\n")
        .into()
}

/// Sends a request without a body and reads the whole answer.
pub fn ask(house: &House, method: &str, target: &str, headers: &[(&str, &str)]) -> Answer {
    let mut stream = connect(house);
    stream.write_all(&head(method, target, headers)).unwrap();
    read(stream)
}

/// The same with a body, sent whatever the house says meanwhile.
pub fn send(
    house: &House,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let length = body.len().to_string();
    let mut all = vec![("content-length", length.as_str())];
    all.extend_from_slice(headers);
    let mut stream = connect(house);
    stream.write_all(&head(method, target, &all)).unwrap();
    let _ = stream.write_all(body);
    read(stream)
}

/// Reads an answer: as much as it says it has, else until the house closes.
pub fn read(stream: TcpStream) -> Answer {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let status = line.split(' ').nth(1).unwrap_or_else(|| panic!("{line:?}")).parse().unwrap();
    let mut headers = Vec::new();
    loop {
        line.clear();
        reader.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let length = length.map_or(u64::MAX, |(_, value)| value.parse().unwrap());
    let mut body = Vec::new();
    let _ = reader.take(length).read_to_end(&mut body);
    Answer { status, headers, body }
}
