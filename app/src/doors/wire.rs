//! How the states of doors and exchanges of bytes travel to the page.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

/// A door of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Door {
    /// Pages in a browser.
    Web,
    /// JSON for programs.
    Rest,
    /// WebSockets and streams of events.
    Live,
    /// The home-made file transfer protocol.
    Hftp,
    /// HTTP as it began.
    Http09,
    /// The chat and the calculator of the labs.
    Labs,
    /// Calls by contract.
    Grpc,
    /// Other houses.
    Peers,
    /// What other houses send one another by this one.
    Relay,
}

impl Door {
    /// All doors, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::Web,
        Self::Rest,
        Self::Live,
        Self::Hftp,
        Self::Http09,
        Self::Labs,
        Self::Grpc,
        Self::Peers,
        Self::Relay,
    ];

    /// Its name in addresses, in the REST API and in `addresses.json`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Rest => "rest",
            Self::Live => "live",
            Self::Hftp => "hftp",
            Self::Http09 => "http09",
            Self::Labs => "labs",
            Self::Grpc => "grpc",
            Self::Peers => "peers",
            Self::Relay => "relay",
        }
    }
}

/// What is counted at a door since the house was opened. Bytes and connections of the web port are
/// counted at the web door, whoever uses it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Connections that are open now.
    pub now: u64,
    /// Connections so far.
    pub connections: u64,
    /// Requests that were answered so far.
    pub requests: u64,
    /// How many of the answers were errors.
    pub errors: u64,
    /// Bytes that came in.
    pub received: u64,
    /// Bytes that went out.
    pub sent: u64,
}

/// A door as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Which one.
    pub door: Door,
    /// Where it listens; `None` when it is shut.
    pub at: Option<SocketAddr>,
    /// What was counted there.
    pub counts: Counts,
}

/// All doors, and the name by which the visitor reached one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Census {
    /// The address of the web door as the visitor reached it, without a slash at the end.
    pub origin: String,
    /// The doors.
    pub states: Vec<State>,
}

impl Census {
    /// The state of a door.
    pub fn of(&self, door: Door) -> Option<&State> {
        self.states.iter().find(|state| state.door == door)
    }

    /// Host and port by which the visitor reaches a door with a port of its own: their own word for
    /// this house, unless the door listens on one address only.
    pub fn authority(&self, at: SocketAddr) -> String {
        reached(&self.origin, at)
    }
}

/// Host and port by which somebody who opened `origin` reaches a door that listens at `at`.
pub fn reached(origin: &str, at: SocketAddr) -> String {
    if !at.ip().is_unspecified() {
        return at.to_string();
    }
    let authority = origin.split_once("://").map_or(origin, |(_, authority)| authority);
    let host = match authority.rfind(']') {
        Some(end) => &authority[..=end],
        None => authority.split(':').next().unwrap_or(authority),
    };
    format!("{host}:{}", at.port())
}

/// Bytes as they are shown: at most the first 4 KiB.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// As text, in which signs that cannot be seen are marks: `CR`, `\x00`.
    pub pieces: Vec<Piece>,
    /// As `hexdump -C` shows them.
    pub hex: String,
    /// How many they are.
    pub bytes: usize,
}

/// A part of what is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it stands for something that cannot be seen.
    pub is_mark: bool,
}

/// How a conversation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// The door closed the connection.
    Closed,
    /// The answer was whole.
    Whole,
    /// More came than is shown.
    Cut,
    /// Nothing came for too long.
    Silent,
}

/// What went through a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// What the client sent.
    pub sent: Shown,
    /// What the door answered.
    pub received: Shown,
    /// How it ended.
    pub end: End,
    /// How long it took, in microseconds.
    pub micros: u64,
}

/// The frame of a binary protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// Whether the client sent it.
    pub is_sent: bool,
    /// Its kind and flags, as the standard names them.
    pub kind: String,
    /// The stream to which it belongs; 0 is the connection.
    pub stream: u32,
    /// The length of what it carries, in bytes.
    pub length: u32,
}

/// The same without the old protocol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Modern {
    /// A line for a terminal.
    pub command: String,
    /// What it brings; `None` when it was not run, because it would do the thing a second time.
    pub talk: Option<Talk>,
}

/// A request that was sent through a door, and what came back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// The bytes.
    pub talk: Talk,
    /// What binary bytes mean: the frames.
    pub frames: Vec<Frame>,
    /// What binary bytes mean: the answer in words of the protocol.
    pub meaning: Option<String>,
    /// How one does it today.
    pub modern: Option<Modern>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_on_all_addresses_is_reached_by_the_name_that_the_visitor_used() {
        let all = "0.0.0.0:19500".parse().unwrap();
        assert_eq!(reached("http://house.example:3000", all), "house.example:19500");
        assert_eq!(reached("https://house.example", all), "house.example:19500");
        assert_eq!(reached("http://[2001:db8::1]:3000", all), "[2001:db8::1]:19500");
        let own = "127.0.0.1:19500".parse().unwrap();
        assert_eq!(reached("http://house.example:3000", own), "127.0.0.1:19500");
    }
}
