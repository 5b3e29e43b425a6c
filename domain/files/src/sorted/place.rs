//! Where an entry stands in a sorted folder, and the cursor that says so.

use std::fmt::Write;

use super::Row;
use crate::path::MAX_NAME;
use crate::{Cursor, Kind, Order, Refused, Sort, natural};

/// Where an entry stands, ascending. The name makes it unique, so the order is total.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) kind: Kind,
    number: i128,
    natural: Vec<u8>,
    name: Box<str>,
}

impl Place {
    pub(super) fn of<S>(row: &Row<S>, sort: Sort) -> Self {
        let number = match sort {
            Sort::Name => 0,
            Sort::Size => i128::from(row.size),
            Sort::Modified => row.modified.unix_timestamp_nanos(),
        };
        Self::new(row.kind, number, row.name.clone())
    }

    fn new(kind: Kind, number: i128, name: Box<str>) -> Self {
        Self { kind, number, natural: natural::key(&name), name }
    }

    /// The cursor of the page that begins behind this place.
    pub(super) fn cursor(&self, sort: Sort, order: Order) -> Cursor {
        let kind = if self.kind == Kind::Folder { 'd' } else { 'f' };
        let mut text = format!("{}{kind}{}.", head(sort, order), self.number);
        for byte in self.name.bytes() {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        Cursor(text)
    }

    /// Reads what [`Place::cursor`] wrote for the same sort and order.
    pub(super) fn read(cursor: &Cursor, sort: Sort, order: Order) -> Result<Self, Refused> {
        cursor.0.strip_prefix(head(sort, order)).and_then(parse).ok_or(Refused::BadCursor)
    }
}

const fn head(sort: Sort, order: Order) -> &'static str {
    match (sort, order) {
        (Sort::Name, Order::Asc) => "na",
        (Sort::Name, Order::Desc) => "nd",
        (Sort::Size, Order::Asc) => "sa",
        (Sort::Size, Order::Desc) => "sd",
        (Sort::Modified, Order::Asc) => "ma",
        (Sort::Modified, Order::Desc) => "md",
    }
}

fn parse(text: &str) -> Option<Place> {
    let (kind, rest) = match text.strip_prefix('d') {
        Some(rest) => (Kind::Folder, rest),
        None => (Kind::File, text.strip_prefix('f')?),
    };
    let (number, name) = rest.split_once('.')?;
    Some(Place::new(kind, number.parse().ok()?, unhex(name)?))
}

fn unhex(digits: &str) -> Option<Box<str>> {
    if digits.is_empty() || digits.len() > 2 * MAX_NAME || !digits.len().is_multiple_of(2) {
        return None;
    }
    let value = |digit: u8| char::from(digit).to_digit(16).and_then(|it| u8::try_from(it).ok());
    let bytes: Option<Vec<u8>> =
        digits.as_bytes().chunks(2).map(|two| Some(value(two[0])? << 4 | value(two[1])?)).collect();
    String::from_utf8(bytes?).ok().map(String::into_boxed_str)
}
