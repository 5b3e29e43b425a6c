//! What is in the tree: entries, versions, listings.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::{Cursor, Path};

/// A file or a folder; nothing else is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Holds entries.
    Folder,
    /// Holds bytes.
    File,
}

/// A text that changes whenever the content may have changed; the opaque part of a strong entity
/// tag (RFC 9110 §8.8.3), without the quotes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub String);

/// What is known about a file or folder without reading it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// File or folder.
    pub kind: Kind,
    /// Bytes of a file; 0 for a folder.
    pub size: u64,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    pub modified: OffsetDateTime,
    /// Its version.
    #[serde(rename = "etag")]
    pub version: Version,
}

/// One line of a listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name within the folder.
    pub name: String,
    /// What is known about it.
    #[serde(flatten)]
    pub meta: Meta,
}

/// A page of a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The folder.
    pub path: Path,
    /// Its entries in the order asked for.
    pub entries: Vec<Entry>,
    /// How many entries the folder has in all that the filter lets through.
    pub total: usize,
    /// Where the next page begins, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Cursor>,
    /// Whether the folder holds more than a listing can, so that `entries` and `total` are of a
    /// part of it only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
}
