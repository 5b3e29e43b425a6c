//! The requests that can be tried, and what each is made of.

use serde::{Deserialize, Serialize};

use super::wire::Door;

/// How many values a request has at most.
pub const VALUES: usize = 3;

macro_rules! asks {
    ($($name:ident $word:literal $door:ident [$($slot:ident),*] $doc:literal;)*) => {
        /// A request that can be tried at a door.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Ask {
            $(#[doc = $doc] $name,)*
        }

        impl Ask {
            /// All requests, those of one door together.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its name in addresses.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }

            /// The door at which it is tried.
            pub const fn door(self) -> Door {
                match self {
                    $(Self::$name => Door::$door,)*
                }
            }

            /// The values that it is made of, in their order.
            pub const fn slots(self) -> &'static [Slot] {
                match self {
                    $(Self::$name => &[$(Slot::$slot),*],)*
                }
            }
        }
    };
}

asks! {
    HftpHelp "help" Hftp [] "`help`";
    HftpListing "get_file_listing" Hftp [] "`get_file_listing`";
    HftpMetadata "get_metadata" Hftp [File] "`get_metadata NAME`";
    HftpSlice "get_slice" Hftp [File, Offset, Size] "`get_slice NAME OFFSET SIZE`";
    HftpRaw "get_slice_raw" Hftp [File, Offset, Size] "`get_slice NAME OFFSET SIZE raw`";
    HftpBytes "hftp_bytes" Hftp [Bytes] "Whatever somebody writes.";
    Http09Path "http09" Http09 [Path] "`GET /path` without a version.";
    Http10Path "http10" Http09 [Path] "`GET /path HTTP/1.0`";
    Http09Bytes "http09_bytes" Http09 [Bytes] "Whatever somebody writes.";
    LabsCalc "labs_calc" Labs [Expr] "`GET /?exp=…`";
    LabsPing "ping" Labs [] "`GET /ping`";
    LabsEnter "user" Labs [Nick] "`POST /user`: takes a name.";
    LabsSay "say" Labs [Nick, Text] "`POST /`: says something.";
    LabsFetch "getMsg" Labs [Nick] "`POST /getMsg`: what waits for a name.";
    GrpcEvaluate "Evaluate" Grpc [Expr] "`maloca.v1.Calculator/Evaluate`";
    GrpcGreet "OnlyResponse" Grpc [Greeting, Nick] "`greet.Greeter/OnlyResponse`";
    RestCalc "rest_calc" Rest [Expr] "`GET /api/v1/calc?expr=…`";
}

impl Ask {
    /// The request of this name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|ask| ask.word() == word)
    }

    /// Whether it changes something, so that no link may do it.
    pub const fn changes(self) -> bool {
        matches!(self, Self::LabsEnter | Self::LabsSay | Self::LabsFetch)
    }

    /// The doors at which something can be tried.
    pub const DOORS: [Door; 5] = [Door::Hftp, Door::Http09, Door::Labs, Door::Grpc, Door::Rest];

    /// The first request of a door.
    pub fn first_of(door: Door) -> Option<Self> {
        Self::ALL.iter().copied().find(|ask| ask.door() == door)
    }
}

/// A value that somebody fills in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Slot {
    /// The name of a file in the top folder.
    File,
    /// Where a slice begins.
    Offset,
    /// How long it is.
    Size,
    /// A path of the tree.
    Path,
    /// An expression.
    Expr,
    /// A name for the labs.
    Nick,
    /// What is said.
    Text,
    /// A greeting.
    Greeting,
    /// Bytes with escapes: `\r`, `\n`, `\x00`.
    Bytes,
}

impl Slot {
    /// Its name in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Offset => "offset",
            Self::Size => "size",
            Self::Path => "path",
            Self::Expr => "expr",
            Self::Nick => "nick",
            Self::Text => "text",
            Self::Greeting => "greeting",
            Self::Bytes => "bytes",
        }
    }

    /// How many characters it takes.
    pub const fn longest(self) -> u16 {
        match self {
            Self::Offset | Self::Size => 40,
            Self::Nick => 32,
            Self::File | Self::Greeting => 255,
            Self::Path | Self::Expr | Self::Text => 1000,
            Self::Bytes => 4096,
        }
    }

    /// What it holds at first, for a request.
    pub const fn example(self, ask: Ask) -> &'static str {
        match (self, ask) {
            (Self::File, _) => "README.md",
            (Self::Offset, _) => "0",
            (Self::Size, _) => "20",
            (Self::Path, _) => "/",
            (Self::Expr, Ask::LabsCalc) => "2**10",
            (Self::Expr, _) => "2^10",
            (Self::Nick, _) => "lab",
            (Self::Text, _) => "hola",
            (Self::Greeting, _) => "Hola",
            (Self::Bytes, Ask::Http09Bytes) => "GET / HTTP/1.0\\r\\n\\r\\n",
            (Self::Bytes, _) => "get_metadata README.md\\n",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_request_is_found_by_its_name_and_fits() {
        for ask in Ask::ALL {
            assert_eq!(Ask::named(ask.word()), Some(*ask));
            assert!(ask.slots().len() <= VALUES && Ask::DOORS.contains(&ask.door()));
        }
        assert_eq!(Ask::named("rm"), None);
    }
}
