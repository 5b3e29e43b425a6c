//! Byte ranges of a request (RFC 9110 §14.1.2 and §14.2), read into what a door can send.

use std::ops::Range;

/// How many ranges are honoured; more are an attack or a mistake (RFC 9110 §17.15).
pub const MAX_RANGES: usize = 8;

/// What a `Range` header asks of a file of known size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ByteRanges {
    /// Nothing that is honoured: answer with the whole file (200).
    Whole,
    /// These bytes: one to eight ranges, not empty, within the size, that neither overlap nor
    /// touch, in the order asked for (206).
    Ranges(Vec<Range<u64>>),
    /// Only bytes beyond the end (416 with `Content-Range: bytes */size`).
    Unsatisfiable,
}

impl ByteRanges {
    /// Reads the value of a `Range` header for a file of `size` bytes. What is not understood
    /// (another unit, wrong syntax, more than eight ranges) is ignored, as RFC 9110 §14.2 asks.
    pub fn parse(header: &str, size: u64) -> Self {
        match specs(header.trim_matches([' ', '\t'])) {
            Some(specs) if specs.len() <= MAX_RANGES => select(&specs, size),
            _ => Self::Whole,
        }
    }
}

/// One range as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spec {
    /// From the first byte, counted from 0, to the last one, both included.
    FromTo(u64, u64),
    /// That many bytes at the end.
    Last(u64),
}

fn specs(header: &str) -> Option<Vec<Spec>> {
    let (unit, set) = header.split_once('=')?;
    if !unit.eq_ignore_ascii_case("bytes") {
        return None;
    }
    // One more than allowed is enough to know that there are too many.
    let items = set.split(',').map(|item| item.trim_matches([' ', '\t']));
    let specs: Option<Vec<Spec>> =
        items.filter(|item| !item.is_empty()).take(MAX_RANGES + 1).map(spec).collect();
    specs.filter(|specs| !specs.is_empty())
}

fn spec(item: &str) -> Option<Spec> {
    let (first, last) = item.split_once('-')?;
    match (first, last) {
        ("", last) => Some(Spec::Last(number(last)?)),
        (first, "") => Some(Spec::FromTo(number(first)?, u64::MAX)),
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            (first <= last).then_some(Spec::FromTo(first, last))
        }
    }
}

/// Digits; a number too large for 64 bits lies beyond the end of every file anyway.
fn number(digits: &str) -> Option<u64> {
    let digital = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digital.then(|| digits.parse().unwrap_or(u64::MAX))
}

fn select(specs: &[Spec], size: u64) -> ByteRanges {
    // A suffix of an empty file is satisfiable, but no `Content-Range` can say so.
    if size == 0 && specs.iter().any(|spec| matches!(spec, Spec::Last(1..))) {
        return ByteRanges::Whole;
    }
    let within: Vec<Range<u64>> = specs.iter().filter_map(|spec| spec.within(size)).collect();
    if within.is_empty() { ByteRanges::Unsatisfiable } else { ByteRanges::Ranges(merge(within)) }
}

impl Spec {
    fn within(self, size: u64) -> Option<Range<u64>> {
        let range = match self {
            Self::FromTo(first, last) => first..last.saturating_add(1).min(size),
            Self::Last(count) => size.saturating_sub(count)..size,
        };
        (range.start < range.end).then_some(range)
    }
}

/// Unites ranges that overlap or touch, so that no byte is sent twice.
fn merge(ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    let mut merged: Vec<Range<u64>> = Vec::with_capacity(ranges.len());
    for mut range in ranges {
        while let Some(at) = merged.iter().position(|other| touch(other, &range)) {
            let other = merged.remove(at);
            range = range.start.min(other.start)..range.end.max(other.end);
        }
        merged.push(range);
    }
    merged
}

const fn touch(a: &Range<u64>, b: &Range<u64>) -> bool {
    a.start <= b.end && b.start <= a.end
}

#[cfg(test)]
mod tests;
