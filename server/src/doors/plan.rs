//! What is sent for each request that can be tried, and how one does it today.
//!
//! Values come from visitors. They have no control characters when they arrive here, so that none can
//! begin a line of its own; paths and queries are escaped, bodies have a length.
//!
//! # Layout
//! - [`today`]: the same with curl.

pub mod today;

use maloca_app::doors::ask::{Ask, Slot, VALUES};
use maloca_app::link::query;
use maloca_grpc::contract::greet::{HelloReply, HelloRequest};
use maloca_grpc::contract::v1::{Answer, Question};
use maloca_people::Right;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use prost::Message;

use super::call::Call;
use super::escape;
use super::talk::Request;

/// What would end a path or begin something else.
const PATH: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'?').add(b'#');

/// What is done at the door.
pub enum Plan {
    /// Bytes are sent.
    Bytes(Request),
    /// A call is made.
    Call(Call),
}

/// The right that a visitor needs to try a request.
pub const fn right(ask: Ask) -> Option<Right> {
    match ask {
        Ask::HftpHelp | Ask::LabsPing | Ask::GrpcGreet => None,
        Ask::HftpListing | Ask::HftpMetadata | Ask::HftpSlice | Ask::HftpRaw | Ask::HftpBytes => {
            Some(Right::Read)
        }
        Ask::Http09Path | Ask::Http10Path | Ask::Http09Bytes => Some(Right::Read),
        Ask::LabsCalc | Ask::GrpcEvaluate | Ask::RestCalc => Some(Right::Calc),
        Ask::LabsEnter | Ask::LabsSay | Ask::LabsFetch => Some(Right::Chat),
    }
}

/// The value that no request can be made of, if there is one.
pub fn unusable(ask: Ask, values: &[String; VALUES]) -> Option<Slot> {
    let is_usable = |slot: Slot, value: &str| match slot {
        Slot::Bytes => escape::bytes(value).is_some(),
        slot => {
            value.chars().count() <= usize::from(slot.longest())
                && !value.chars().any(char::is_control)
        }
    };
    let filled = ask.slots().iter().zip(values);
    filled.filter(|(slot, value)| !is_usable(**slot, value)).map(|(slot, _)| *slot).next()
}

/// What is sent for a request with usable values.
pub fn plan(ask: Ask, values: &[String; VALUES]) -> Plan {
    let [first, second, third] = values;
    match ask {
        Ask::HftpHelp => session("help\r\n".to_owned()),
        Ask::HftpListing => session("get_file_listing\r\n".to_owned()),
        Ask::HftpMetadata => session(format!("get_metadata {first}\r\n")),
        Ask::HftpSlice => session(format!("get_slice {first} {second} {third}\r\n")),
        Ask::HftpRaw => session(format!("get_slice {first} {second} {third} raw\r\n")),
        Ask::HftpBytes | Ask::Http09Bytes => {
            let bytes = escape::bytes(first).unwrap_or_default();
            Plan::Bytes(Request { bytes, closes: ask == Ask::HftpBytes })
        }
        Ask::Http09Path => line(format!("GET {}\r\n", path(first))),
        Ask::Http10Path => line(format!("GET {} HTTP/1.0\r\n\r\n", path(first))),
        Ask::LabsCalc => line(get(&format!("/?exp={}", query(first)))),
        Ask::LabsPing => line(get("/ping")),
        Ask::LabsEnter => line(post("/user", first)),
        Ask::LabsSay => line(post("/", &format!("{first}>{second}"))),
        Ask::LabsFetch => line(post("/getMsg", first)),
        Ask::RestCalc => line(get(&format!("/api/v1/calc?expr={}", query(first)))),
        Ask::GrpcEvaluate => evaluate(first),
        Ask::GrpcGreet => greet(first, second),
    }
}

/// A connection that would stay open is ended by the client.
fn session(text: String) -> Plan {
    Plan::Bytes(Request { bytes: text.into_bytes(), closes: true })
}

fn line(text: String) -> Plan {
    Plan::Bytes(Request { bytes: text.into_bytes(), closes: false })
}

fn path(value: &str) -> String {
    let slash = if value.starts_with('/') { "" } else { "/" };
    format!("{slash}{}", utf8_percent_encode(value, PATH))
}

/// As a simple program sends it.
fn get(target: &str) -> String {
    format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
}

/// As Python's `http.client` sends it.
fn post(target: &str, body: &str) -> String {
    format!(
        "POST {target} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: identity\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

fn evaluate(expr: &str) -> Plan {
    let message = Question { expr: expr.to_owned(), ..Question::default() }.encode_to_vec();
    let read = |bytes: &[u8]| {
        let answer = Answer::decode(bytes).ok()?;
        Some(format!(
            "Answer {{ result: {:?}, approximate: {} }}",
            answer.result, answer.approximate
        ))
    };
    Plan::Call(Call { path: "/maloca.v1.Calculator/Evaluate", message, read })
}

fn greet(greeting: &str, name: &str) -> Plan {
    let request = HelloRequest { name: name.to_owned(), greeting: greeting.to_owned() };
    let read = |bytes: &[u8]| {
        Some(format!("HelloReply {{ message: {:?} }}", HelloReply::decode(bytes).ok()?.message))
    };
    Plan::Call(Call { path: "/greet.Greeter/OnlyResponse", message: request.encode_to_vec(), read })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(first: &str) -> [String; VALUES] {
        [first.to_owned(), String::new(), String::new()]
    }

    fn sent(ask: Ask, first: &str) -> String {
        match plan(ask, &values(first)) {
            Plan::Bytes(request) => String::from_utf8(request.bytes).unwrap(),
            Plan::Call(call) => format!("{} {:?}", call.path, call.message),
        }
    }

    #[test]
    fn a_value_cannot_begin_a_line_of_its_own() {
        for ask in Ask::ALL.iter().filter(|ask| !ask.slots().is_empty()) {
            let slot = ask.slots()[0];
            if slot != Slot::Bytes {
                assert_eq!(unusable(*ask, &values("a\r\nquit")), Some(slot), "{ask:?}");
            }
        }
        assert_eq!(unusable(Ask::HftpBytes, &values("a\\r\\nquit")), None);
        assert_eq!(unusable(Ask::HftpBytes, &values("\\")), Some(Slot::Bytes));
    }

    #[test]
    fn requests_are_what_the_clients_of_each_protocol_send() {
        assert_eq!(sent(Ask::HftpMetadata, "a.txt"), "get_metadata a.txt\r\n");
        assert_eq!(sent(Ask::Http09Path, "año nuevo?"), "GET /a%C3%B1o%20nuevo%3F\r\n");
        assert!(sent(Ask::LabsCalc, "2+3").starts_with("GET /?exp=2%2B3 HTTP/1.1\r\n"));
        assert!(sent(Ask::LabsEnter, "Ñ").ends_with("Content-Length: 2\r\n\r\nÑ"));
    }
}
