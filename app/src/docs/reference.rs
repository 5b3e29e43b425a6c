//! The description of the REST API as the page needs it.

use serde::{Deserialize, Serialize};

/// All calls, in groups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The version of the house.
    pub version: String,
    /// The address of this house, as the visitor reached it.
    pub origin: String,
    /// The path in front of all calls.
    pub base: String,
    /// The groups in the order in which they first occur.
    pub groups: Vec<Group>,
}

/// The calls of one room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The room.
    pub name: String,
    /// Its calls.
    pub calls: Vec<Call>,
}

/// One method of one path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// `GET`, `POST`, …
    pub method: String,
    /// The path below the base, with `{names}`.
    pub path: String,
    /// What it does, in a few words.
    pub summary: String,
    /// What else is to know about it.
    pub description: String,
    /// What goes into path, query and headers.
    pub parameters: Vec<Member>,
    /// What goes into the body, if it is JSON.
    pub body: Vec<Member>,
    /// What can come back.
    pub replies: Vec<Reply>,
    /// The part of a line for `curl` behind the program's name and before the address.
    pub curl: String,
    /// The path and query of an example.
    pub example: String,
}

/// A value with a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// `path`, `query`, `header`; empty in a body.
    pub place: String,
    /// What kind of value it is: `string`, `integer`, a list.
    pub kind: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// What it means.
    pub description: String,
}

/// An answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The status.
    pub status: String,
    /// When it comes.
    pub description: String,
    /// What it holds, if that is JSON.
    pub members: Vec<Member>,
}

impl Call {
    /// A name for links to it, unique in the page.
    pub fn anchor(&self) -> String {
        let words = self.path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
        let mut anchor = self.method.to_lowercase();
        for word in words {
            anchor.push('-');
            anchor.push_str(word);
        }
        anchor
    }

    /// A line for a terminal.
    pub fn command(&self, origin: &str, base: &str) -> String {
        let Self { curl, example, .. } = self;
        format!("curl {curl}'{origin}{base}{example}'")
    }
}
