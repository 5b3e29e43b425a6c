//! The tree's values as messages of the contract, and back.

use maloca_files::{self as files, Kind, Listing, Meta, Order, Path, Query};
use prost_types::Timestamp;

use crate::contract::v1::{Entry, ListRequest, ListResponse, Sort};

/// What is known about something, with its whole path.
pub(super) fn entry(path: &Path, meta: &Meta) -> Entry {
    describe(path.to_string(), meta)
}

fn describe(path: String, meta: &Meta) -> Entry {
    let nanos = i32::try_from(meta.modified.nanosecond()).unwrap_or(0);
    Entry {
        path,
        folder: meta.kind == Kind::Folder,
        size: meta.size,
        modified: Some(Timestamp { seconds: meta.modified.unix_timestamp(), nanos }),
        etag: meta.version.0.clone(),
    }
}

/// What a listing shall show.
pub(super) fn query(asked: ListRequest) -> Query {
    let sort = match asked.sort() {
        Sort::Unspecified | Sort::Name => files::Sort::Name,
        Sort::Size => files::Sort::Size,
        Sort::Modified => files::Sort::Modified,
    };
    let given = |text: String| Some(text).filter(|text| !text.is_empty());
    Query {
        sort,
        order: if asked.descending { Order::Desc } else { Order::Asc },
        limit: usize::try_from(asked.limit).ok().filter(|limit| *limit > 0),
        cursor: given(asked.cursor).map(files::Cursor),
        filter: given(asked.filter),
    }
}

pub(super) fn listing(listing: Listing) -> ListResponse {
    let folder = &listing.path;
    let within = |name: &str| match folder.is_root() {
        true => name.to_owned(),
        false => format!("{folder}/{name}"),
    };
    ListResponse {
        entries: listing.entries.iter().map(|e| describe(within(&e.name), &e.meta)).collect(),
        total: listing.total as u64,
        next: listing.next.map(|cursor| cursor.0).unwrap_or_default(),
        truncated: listing.truncated,
    }
}
