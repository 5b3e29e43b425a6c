//! The entries of one folder, sorted once and cut into pages many times.

use time::OffsetDateTime;

use crate::{Cursor, Kind, Order, Query, Refused, Sort, natural};
use place::Place;

mod place;

/// How many entries a page has when nobody says.
pub const DEFAULT_LIMIT: usize = 200;
/// How many entries a page has at most.
pub const MAX_LIMIT: usize = 1000;

/// One entry as an adapter holds it; `S` is what the adapter keeps beside.
#[derive(Clone, Debug)]
pub struct Row<S> {
    /// Its name within the folder.
    pub name: Box<str>,
    /// File or folder.
    pub kind: Kind,
    /// Bytes of a file; 0 for a folder.
    pub size: u64,
    /// When it was last changed.
    pub modified: OffsetDateTime,
    /// The adapter's own.
    pub stamp: S,
}

/// All entries of a folder in ascending order, folders first.
#[derive(Clone, Debug)]
pub struct Sorted<S> {
    sort: Sort,
    rows: Vec<Row<S>>,
    folders: usize,
}

/// What a [`Query`] cuts out of a folder.
#[derive(Clone, Debug)]
pub struct Page<'a, S> {
    /// The entries in the order asked for.
    pub rows: Vec<&'a Row<S>>,
    /// How many entries the filter lets through in the whole folder.
    pub total: usize,
    /// Where the next page begins, when there is one.
    pub next: Option<Cursor>,
}

impl<S> Sorted<S> {
    /// Sorts the entries of a folder.
    pub fn new(mut rows: Vec<Row<S>>, sort: Sort) -> Self {
        rows.sort_by_cached_key(|row| Place::of(row, sort));
        let folders = rows.partition_point(|row| row.kind == Kind::Folder);
        Self { sort, rows, folders }
    }

    /// The entries, ascending.
    pub fn rows(&self) -> &[Row<S>] {
        &self.rows
    }

    /// Cuts out a page; `query.sort` is the one that the entries were sorted by.
    ///
    /// # Errors
    /// [`Refused::BadCursor`] when the cursor was not given out for this sort and order.
    pub fn page(&self, query: &Query) -> Result<Page<'_, S>, Refused> {
        let limit = query.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, MAX_LIMIT);
        let start = match &query.cursor {
            Some(cursor) => self.after(&Place::read(cursor, self.sort, query.order)?, query.order),
            None => 0,
        };
        let (mut rows, total) = match query.filter.as_deref().map(natural::fold) {
            Some(part) if !part.is_empty() => self.filtered(&part, query.order, start, limit),
            _ => (self.slice(query.order, start, limit), self.rows.len()),
        };
        // One row more than fits says that there is another page.
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| Place::of(row, self.sort).cursor(self.sort, query.order));
        Ok(Page { rows, total, next })
    }

    /// The position, in reading order, of the first row behind a place.
    fn after(&self, place: &Place, order: Order) -> usize {
        let (base, group) = match place.kind {
            Kind::Folder => (0, &self.rows[..self.folders]),
            Kind::File => (self.folders, &self.rows[self.folders..]),
        };
        base + match order {
            Order::Asc => group.partition_point(|row| Place::of(row, self.sort) <= *place),
            Order::Desc => {
                group.len() - group.partition_point(|row| Place::of(row, self.sort) < *place)
            }
        }
    }

    /// The row at a position in reading order; descending turns round each group by itself.
    fn at(&self, position: usize, order: Order) -> Option<&Row<S>> {
        let index = match order {
            Order::Asc => position,
            Order::Desc if position < self.folders => self.folders - 1 - position,
            Order::Desc => (self.rows.len() + self.folders).checked_sub(position + 1)?,
        };
        self.rows.get(index)
    }

    fn slice(&self, order: Order, start: usize, limit: usize) -> Vec<&Row<S>> {
        let end = self.rows.len().min(start + limit + 1);
        (start..end).filter_map(|position| self.at(position, order)).collect()
    }

    fn filtered(
        &self,
        part: &str,
        order: Order,
        start: usize,
        limit: usize,
    ) -> (Vec<&Row<S>>, usize) {
        let (mut rows, mut total) = (Vec::new(), 0);
        for position in 0..self.rows.len() {
            let Some(row) = self.at(position, order) else { break };
            if natural::fold(&row.name).contains(part) {
                total += 1;
                if position >= start && rows.len() <= limit {
                    rows.push(row);
                }
            }
        }
        (rows, total)
    }
}

#[cfg(test)]
mod tests;
