//! The JSON of `/api/v1/files`.

use maloca_files::{Entry, Hash, Kind, Listing, Meta, Order, Path, Print, Query, Sort};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use utoipa::{IntoParams, ToSchema};

use super::media;

/// How a folder shall be listed, and what else can be asked of a path.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// `name` (natural order), `size` or `modified`; folders always come first.
    #[param(value_type = Option<String>)]
    #[serde(default)]
    sort: Sort,
    /// `asc` or `desc`.
    #[param(value_type = Option<String>)]
    #[serde(default)]
    order: Order,
    /// Entries per page: 1 to 1,000, by default 200.
    limit: Option<usize>,
    /// Where the page begins: `next` of the page before.
    cursor: Option<String>,
    /// Only names that contain this text, whatever the case.
    filter: Option<String>,
    /// Instead of the listing: a stream of server-sent events, `changed` whenever the folder changed.
    pub watch: Option<String>,
}

impl Asked {
    /// As the room understands it.
    pub fn query(self) -> Query {
        let Self { sort, order, limit, cursor, filter, .. } = self;
        Query { sort, order, limit, cursor: cursor.map(maloca_files::Cursor), filter }
    }
}

/// What is at a path.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Found {
    /// A folder.
    Folder(Page),
    /// A file.
    File(Facts),
}

/// A page of a folder.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page {
    /// The folder, from the top of the tree; empty for the top itself.
    path: String,
    /// Its entries in the order asked for.
    entries: Vec<Line>,
    /// How many entries the filter lets through in the whole folder.
    total: usize,
    /// The cursor of the next page, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// Whether the folder holds more than can be listed at all.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
}

/// One entry of a folder.
#[derive(Debug, Serialize, ToSchema)]
pub struct Line {
    name: String,
    #[serde(flatten)]
    facts: Stat,
}

/// What is known about a file or folder without reading it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Stat {
    /// `file` or `folder`.
    #[schema(value_type = String)]
    kind: Kind,
    /// Bytes of a file; 0 for a folder.
    size: u64,
    /// When it was last changed.
    #[serde(with = "time::serde::rfc3339")]
    modified: OffsetDateTime,
    /// Its version, as in the header `ETag` without the quotes.
    etag: String,
}

/// What is known about one file or folder.
#[derive(Debug, Serialize, ToSchema)]
pub struct Facts {
    path: String,
    #[serde(flatten)]
    facts: Stat,
    /// The media type of a file.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    media: Option<String>,
    /// The BLAKE3 hash of a file's content, 64 digits of hex, once it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    blake3: Option<Hash>,
}

/// Where something shall be from now on.
#[derive(Debug, Deserialize, ToSchema)]
pub struct Moved {
    /// The new path, with the new name at its end.
    #[schema(example = "docs/notes.txt")]
    pub to: String,
}

impl From<Meta> for Stat {
    fn from(meta: Meta) -> Self {
        let Meta { kind, size, modified, version } = meta;
        Self { kind, size, modified, etag: version.0 }
    }
}

impl From<Entry> for Line {
    fn from(entry: Entry) -> Self {
        Self { name: entry.name, facts: entry.meta.into() }
    }
}

impl From<Listing> for Page {
    fn from(listing: Listing) -> Self {
        Self {
            path: listing.path.to_string(),
            entries: listing.entries.into_iter().map(Line::from).collect(),
            total: listing.total,
            next: listing.next.map(|cursor| cursor.0),
            truncated: listing.truncated,
        }
    }
}

impl Facts {
    /// What is known about what is at a path.
    pub fn of(path: &Path, meta: Meta) -> Self {
        let name = path.name().filter(|_| meta.kind == Kind::File);
        let media = name.map(|name| media::content_type(name).into_owned());
        Self { path: path.to_string(), facts: meta.into(), media, blake3: None }
    }

    /// The same with what is remembered of the file's content, if that is still true.
    #[must_use]
    pub fn with(self, print: Option<Print>) -> Self {
        let print = print.filter(|print| print.version.0 == self.facts.etag);
        Self { blake3: print.map(|print| print.hash), ..self }
    }
}
