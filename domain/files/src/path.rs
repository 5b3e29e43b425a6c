//! The one typed path.

use std::fmt;
use std::str::FromStr;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Serialize};

/// The longest name of one file or folder, in bytes (Linux' `NAME_MAX`).
pub const MAX_NAME: usize = 255;
/// The longest path, in bytes (below Linux' `PATH_MAX`).
pub const MAX_PATH: usize = 3 * 1024;
/// The deepest path, in names.
pub const MAX_DEPTH: usize = 64;

/// What is escaped in a path's part of a URL (RFC 3986 §3.3, and what breaks HTML or shells).
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'\'')
    .add(b'&')
    .add(b'+');

/// Where something is in the shared tree: names from the root down, none of them empty, `.` or
/// `..`, none with `/`, `\`, NUL or a control character. The root itself has no names.
///
/// A door decodes what it received once, makes a `Path`, and the same value goes to permission
/// checks and to the file system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Path(Vec<String>);

/// Why a text is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum BadPath {
    /// A name is empty: two slashes beside each other.
    #[error("a path may not have an empty name between two slashes")]
    EmptyName,
    /// A name is `.` or `..`.
    #[error("a path may not contain the names `.` and `..`")]
    Dots,
    /// A backslash, NUL or another control character.
    #[error("a path may not contain backslashes or control characters")]
    Character,
    /// Bytes that are not UTF-8.
    #[error("a path must be UTF-8")]
    NotUtf8,
    /// Too long or too deep.
    #[error("a path has at most {MAX_PATH} bytes, {MAX_DEPTH} names and {MAX_NAME} bytes in each")]
    TooLong,
}

impl Path {
    /// The top of the tree.
    pub const fn root() -> Self {
        Self(Vec::new())
    }

    /// Reads the path's part of a URL: percent-decoded once, a slash at either end is ignored.
    ///
    /// # Errors
    /// [`BadPath`], by the rules of [`Path`].
    pub fn decode(encoded: &str) -> Result<Self, BadPath> {
        let decoded = percent_decode_str(encoded).decode_utf8().map_err(|_| BadPath::NotUtf8)?;
        decoded.parse()
    }

    /// The path's part of a URL, without a slash at either end.
    pub fn encode(&self) -> String {
        let names: Vec<String> =
            self.0.iter().map(|name| utf8_percent_encode(name, ESCAPED).to_string()).collect();
        names.join("/")
    }

    /// Whether this is the top of the tree.
    pub const fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The names from the root down.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        self.0.iter().map(String::as_str)
    }

    /// The last name; `None` for the root.
    pub fn name(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }

    /// The folder that it is in; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let (_, folder) = self.0.split_last()?;
        Some(Self(folder.to_vec()))
    }

    /// What is under a name in this folder.
    ///
    /// # Errors
    /// [`BadPath`] when the name is none, or the path gets too long.
    pub fn join(&self, name: &str) -> Result<Self, BadPath> {
        check_name(name)?;
        let mut names = self.0.clone();
        names.push(name.to_owned());
        check_size(&names).map(|()| Self(names))
    }

    /// Whether it is `folder` or lies somewhere below it, compared by names.
    pub fn is_within(&self, folder: &Self) -> bool {
        self.0.starts_with(&folder.0)
    }

    /// Whether a name of it begins with a dot: such files are not shared through any door.
    pub fn is_hidden(&self) -> bool {
        self.0.iter().any(|name| name.starts_with('.'))
    }
}

/// Whether a name on a disk can be a name in a [`Path`]; others are unreachable and not listed.
pub fn is_name(name: &str) -> bool {
    check_name(name).is_ok()
}

fn check_name(name: &str) -> Result<(), BadPath> {
    match name {
        "" => Err(BadPath::EmptyName),
        "." | ".." => Err(BadPath::Dots),
        _ if name.len() > MAX_NAME => Err(BadPath::TooLong),
        _ if name.chars().any(|c| c == '\\' || c == '/' || c.is_control()) => {
            Err(BadPath::Character)
        }
        _ => Ok(()),
    }
}

fn check_size(names: &[String]) -> Result<(), BadPath> {
    let bytes: usize = names.iter().map(|name| name.len() + 1).sum();
    if names.len() > MAX_DEPTH || bytes > MAX_PATH { Err(BadPath::TooLong) } else { Ok(()) }
}

impl FromStr for Path {
    type Err = BadPath;

    fn from_str(text: &str) -> Result<Self, BadPath> {
        let inner = text.strip_prefix('/').unwrap_or(text);
        let inner = inner.strip_suffix('/').unwrap_or(inner);
        if inner.is_empty() {
            return if text.len() < 2 { Ok(Self::root()) } else { Err(BadPath::EmptyName) };
        }
        let names: Vec<String> = inner.split('/').map(str::to_owned).collect();
        check_size(&names)?;
        names.iter().try_for_each(|name| check_name(name))?;
        Ok(Self(names))
    }
}

impl TryFrom<String> for Path {
    type Error = BadPath;

    fn try_from(text: String) -> Result<Self, BadPath> {
        text.parse()
    }
}

impl From<Path> for String {
    fn from(path: Path) -> Self {
        path.to_string()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("/"))
    }
}

#[cfg(test)]
mod tests;
