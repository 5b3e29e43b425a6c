//! Entity tags and lists of them (RFC 9110 §8.8.3).

use crate::Version;

/// An entity tag as a client sent it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    weak: bool,
    opaque: &'a str,
}

impl<'a> Tag<'a> {
    /// Reads a tag at the beginning of a text; gives what follows it, too.
    pub(super) fn parse(text: &'a str) -> Option<(Self, &'a str)> {
        let (weak, quoted) = match text.strip_prefix("W/") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (opaque, rest) = quoted.strip_prefix('"')?.split_once('"')?;
        Some((Self { weak, opaque }, rest))
    }
}

/// Strong comparison (§8.8.3.2); our versions are strong.
pub(super) fn strongly(tag: Tag<'_>, version: &Version) -> bool {
    !tag.weak && tag.opaque == version.0
}

/// Weak comparison.
pub(super) fn weakly(tag: Tag<'_>, version: &Version) -> bool {
    tag.opaque == version.0
}

/// The value of `If-Match` or `If-None-Match`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tags<'a> {
    /// `*`
    Any,
    /// The tags that could be read.
    These(Vec<Tag<'a>>),
}

/// One way to compare a tag with a version.
pub(super) type Compare = fn(Tag<'_>, &Version) -> bool;

impl<'a> Tags<'a> {
    /// Reads a list; what is no tag in it equals nothing and is left out.
    pub(super) fn parse(list: &'a str) -> Self {
        let mut rest = list.trim_matches([' ', '\t', ',']);
        if rest == "*" {
            return Self::Any;
        }
        let mut tags = Vec::new();
        while !rest.is_empty() {
            let after = match Tag::parse(rest) {
                Some((tag, after)) => {
                    tags.push(tag);
                    after
                }
                None => rest.split_once(',').map_or("", |(_, after)| after),
            };
            rest = after.trim_start_matches([' ', '\t', ',']);
        }
        Self::These(tags)
    }

    /// Whether what is there, in this version, is in the list.
    pub(super) fn have(&self, version: &Version, compare: Compare) -> bool {
        match self {
            Self::Any => true,
            Self::These(tags) => tags.iter().any(|tag| compare(*tag, version)),
        }
    }

    /// The versions that the listed tags can stand for; none for `*`.
    pub(super) fn versions(&self, compare: Compare) -> Vec<Version> {
        let Self::These(tags) = self else { return Vec::new() };
        let versions = tags.iter().map(|tag| (tag, Version(tag.opaque.to_owned())));
        versions.filter(|(tag, version)| compare(**tag, version)).map(|(_, it)| it).collect()
    }

    /// The versions in this list (strongly) and not in the other (weakly).
    pub(super) fn except(&self, without: &Self) -> Vec<Version> {
        let mut versions = self.versions(strongly);
        versions.retain(|version| !without.have(version, weakly));
        versions
    }
}
