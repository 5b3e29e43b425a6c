//! Conditional requests (RFC 9110 §13), decided on a version and a time.
//!
//! Doors put the header values in as they came and translate the verdict; writes get a
//! [`Condition`], which the tree checks in the same moment in which it writes.

use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::range::ByteRanges;
use crate::{Condition, Meta, Version};
use tags::{Tag, Tags, strongly, weakly};

mod tags;

/// The values of the six headers, `None` for those that were not sent. Several lines of one header
/// are joined with commas. `range` is given for GET only: no other method has ranges (§14.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preconditions<'a> {
    /// `If-Match`
    pub if_match: Option<&'a str>,
    /// `If-Unmodified-Since`
    pub if_unmodified_since: Option<&'a str>,
    /// `If-None-Match`
    pub if_none_match: Option<&'a str>,
    /// `If-Modified-Since`
    pub if_modified_since: Option<&'a str>,
    /// `If-Range`
    pub if_range: Option<&'a str>,
    /// `Range`
    pub range: Option<&'a str>,
}

/// How GET and HEAD are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// With everything (200).
    Serve,
    /// With these bytes (206), as [`ByteRanges::Ranges`] describes them.
    ServeRanges(Vec<Range<u64>>),
    /// With `Content-Range: bytes */size` and no content (416).
    Unsatisfiable,
    /// That what the client has is still good (304).
    NotModified,
    /// That what the client expected is not there (412).
    Failed,
}

impl Preconditions<'_> {
    /// Decides a GET or HEAD of what exists, in the order of RFC 9110 §13.2.2.
    pub fn judge(&self, meta: &Meta) -> Verdict {
        if !self.expected(meta) {
            Verdict::Failed
        } else if self.known(meta) {
            Verdict::NotModified
        } else {
            self.part(meta)
        }
    }

    /// The condition of a write, given what a look just before found. A combination that a
    /// [`Condition`] cannot say fails rather than passes.
    pub fn for_write(&self, there: Option<&Meta>) -> Condition {
        match (self.if_match.map(Tags::parse), self.if_none_match.map(Tags::parse)) {
            (None, None) => self.unmodified(there),
            (None, Some(Tags::Any)) => Condition::Absent,
            (None, Some(tags)) => Condition::NoneOf(tags.versions(weakly)),
            (Some(Tags::Any), None) => Condition::Present,
            (Some(tags), None) => Condition::OneOf(tags.versions(strongly)),
            (Some(tags), Some(without)) => Condition::OneOf(tags.except(&without)),
        }
    }

    /// Steps 1 and 2: `If-Match`, else `If-Unmodified-Since`.
    fn expected(&self, meta: &Meta) -> bool {
        match self.if_match {
            Some(tags) => Tags::parse(tags).have(&meta.version, strongly),
            None => self.if_unmodified_since.and_then(seconds).is_none_or(|at| changed(meta) <= at),
        }
    }

    /// Steps 3 and 4: `If-None-Match`, else `If-Modified-Since`.
    fn known(&self, meta: &Meta) -> bool {
        match self.if_none_match {
            Some(tags) => Tags::parse(tags).have(&meta.version, weakly),
            None => self.if_modified_since.and_then(seconds).is_some_and(|at| changed(meta) <= at),
        }
    }

    /// Step 5: `Range`, when `If-Range` allows it.
    fn part(&self, meta: &Meta) -> Verdict {
        let range = self.range.filter(|_| self.if_range.is_none_or(|value| same(value, meta)));
        match range.map(|range| ByteRanges::parse(range, meta.size)) {
            None | Some(ByteRanges::Whole) => Verdict::Serve,
            Some(ByteRanges::Ranges(ranges)) => Verdict::ServeRanges(ranges),
            Some(ByteRanges::Unsatisfiable) => Verdict::Unsatisfiable,
        }
    }

    /// `If-Unmodified-Since` alone: the version that was seen must still be there.
    fn unmodified(&self, there: Option<&Meta>) -> Condition {
        match (self.if_unmodified_since.and_then(seconds), there) {
            (Some(at), Some(meta)) if changed(meta) > at => Condition::OneOf(Vec::new()),
            (Some(_), Some(meta)) => Condition::OneOf(vec![meta.version.clone()]),
            _ => Condition::Always,
        }
    }
}

/// Whether an `If-Range` value names exactly what is there (§13.1.5): strong comparison of tags,
/// equality of dates.
fn same(value: &str, meta: &Meta) -> bool {
    match Tag::parse(value.trim_matches([' ', '\t'])) {
        Some((tag, "")) => strongly(tag, &meta.version),
        Some(_) => false,
        None => seconds(value) == Some(changed(meta)),
    }
}

/// The value of `Last-Modified`; `None` when an HTTP date cannot say it (before 1970 or after
/// 9999), and then the header is left out.
pub fn last_modified(meta: &Meta) -> Option<String> {
    let seconds = u64::try_from(changed(meta)).ok()?;
    UNIX_EPOCH.checked_add(Duration::from_secs(seconds)).map(httpdate::fmt_http_date)
}

/// The value of `ETag`.
pub fn etag(version: &Version) -> String {
    format!("\"{}\"", version.0)
}

/// An HTTP date in any of its three forms (§5.6.7), in seconds since 1970.
fn seconds(date: &str) -> Option<i64> {
    let since = httpdate::parse_http_date(date.trim()).ok()?.duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.ok()?.as_secs()).ok()
}

const fn changed(meta: &Meta) -> i64 {
    meta.modified.unix_timestamp()
}

#[cfg(test)]
mod tests;
