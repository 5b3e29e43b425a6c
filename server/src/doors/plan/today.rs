//! The same with curl.

use maloca_app::doors::ask::{Ask, VALUES};
use maloca_app::link::query;

use crate::doors::talk::Request;

/// A line for a terminal, and what curl then sends; without the latter it is not run, because it
/// would do something a second time.
pub struct Today {
    /// The line.
    pub command: String,
    /// What is sent.
    pub request: Option<Request>,
}

/// How one does today what a request does. `folder` is where HFTP's files lie in the tree, with a
/// slash at its end if it is not the top.
pub fn today(ask: Ask, values: &[String; VALUES], origin: &str, folder: &str) -> Option<Today> {
    let [first, second, third] = values;
    Some(match ask {
        Ask::HftpHelp => fetch(origin, "/"),
        Ask::HftpListing => fetch(origin, &format!("/files/{}", query(folder))),
        Ask::HftpMetadata => head(origin, &raw(folder, first)),
        Ask::HftpSlice | Ask::HftpRaw => part(origin, &raw(folder, first), second, third)?,
        Ask::Http09Path | Ask::Http10Path => fetch(origin, &tree(first)),
        Ask::LabsCalc | Ask::GrpcEvaluate => calculate(origin, first),
        Ask::LabsPing => fetch(origin, "/healthz"),
        Ask::LabsEnter => {
            let nick = serde_json::json!({ "nick": first }).to_string();
            told(format!("curl -d {} {origin}/api/v1/sessions", quoted(&nick)))
        }
        Ask::LabsSay => {
            let name = quoted(&format!("{first}:"));
            told(format!("curl -u {name} -d {} {origin}/chat/general", quoted(second)))
        }
        Ask::LabsFetch => fetch(origin, "/chat/general"),
        Ask::HftpBytes | Ask::Http09Bytes | Ask::GrpcGreet | Ask::RestCalc => return None,
    })
}

const fn told(command: String) -> Today {
    Today { command, request: None }
}

fn fetch(origin: &str, target: &str) -> Today {
    let command = format!("curl {}", quoted(&format!("{origin}{target}")));
    Today { command, request: Some(sent("GET", target, "")) }
}

fn head(origin: &str, target: &str) -> Today {
    let command = format!("curl -I {}", quoted(&format!("{origin}{target}")));
    Today { command, request: Some(sent("HEAD", target, "")) }
}

/// A range has a last byte, so that an empty slice has none.
fn part(origin: &str, target: &str, offset: &str, size: &str) -> Option<Today> {
    let (offset, size): (u64, u64) = (offset.parse().ok()?, size.parse().ok()?);
    let last = offset.checked_add(size.checked_sub(1)?)?;
    let command = format!("curl -r {offset}-{last} {}", quoted(&format!("{origin}{target}")));
    let range = format!("Range: bytes={offset}-{last}\r\n");
    Some(Today { command, request: Some(sent("GET", target, &range)) })
}

fn calculate(origin: &str, expr: &str) -> Today {
    let command =
        format!("curl -G --data-urlencode {} {origin}/calc", quoted(&format!("expr={expr}")));
    Today { command, request: Some(sent("GET", &format!("/calc?expr={}", query(expr)), "")) }
}

/// What curl sends, with the connection ended by the answer.
fn sent(method: &str, target: &str, header: &str) -> Request {
    let text = format!(
        "{method} {target} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: curl\r\nAccept: */*\r\n\
         {header}Connection: close\r\n\r\n"
    );
    Request { bytes: text.into_bytes(), closes: false }
}

fn raw(folder: &str, name: &str) -> String {
    format!("/raw/{}{}", query(folder), query(name))
}

/// A path of the HTTP/0.9 door: a file's bytes, or a folder's names.
fn tree(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') {
        format!("/files/{}", query(path))
    } else {
        format!("/raw/{}", query(path))
    }
}

/// A word of a shell, in single quotes where it needs them.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/:._-%=@,+".contains(c);
    if word.chars().all(is_plain) && !word.is_empty() {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(ask: Ask, values: [&str; VALUES]) -> Option<String> {
        let today = today(ask, &values.map(str::to_owned), "http://h:3000", "")?;
        Some(today.command)
    }

    #[test]
    fn the_line_is_one_that_a_shell_takes_as_it_is_meant() {
        assert_eq!(command(Ask::HftpListing, ["", "", ""]).unwrap(), "curl http://h:3000/files/");
        assert_eq!(
            command(Ask::LabsCalc, ["it's 2 * 3", "", ""]).unwrap(),
            r"curl -G --data-urlencode 'expr=it'\''s 2 * 3' http://h:3000/calc"
        );
    }

    #[test]
    fn a_slice_is_a_range_with_its_last_byte() {
        let slice = |offset, size| command(Ask::HftpSlice, ["a b", offset, size]);
        assert_eq!(slice("5", "20").unwrap(), "curl -r 5-24 http://h:3000/raw/a%20b");
        for (offset, size) in [("0", "0"), ("x", "1"), ("18446744073709551615", "2")] {
            assert_eq!(slice(offset, size), None);
        }
    }
}
