//! Languages and typed tables of words.
//!
//! Each feature has a struct of texts and small functions, one static table per language and an
//! implementation of [`Words`] that picks between them. A text that is missing in a language is a
//! compile error, and no table is looked up by name.

use std::str::FromStr;

use leptos::prelude::{document, is_server, provide_context, use_context};

use crate::port;

/// A language in which everything is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Español.
    Spanish,
    /// English.
    #[default]
    English,
}

/// A tag that names no language of this house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the languages are es and en")]
pub struct NoSuchLanguage;

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Spanish, Self::English];

    /// The tag of BCP 47, as in `<html lang>` and in the cookie.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Spanish => "es",
            Self::English => "en",
        }
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Spanish => "Español",
            Self::English => "English",
        }
    }

    /// The language that fits an `Accept-Language` header best (RFC 9110 §12.5.4): the one with the
    /// highest weight, the earlier one among equals, and English when none fits.
    pub fn from_accept(header: &str) -> Self {
        let mut best = (Self::default(), 0);
        for range in header.split(',').take(32) {
            if let Some((language, weight)) = weighted(range)
                && weight > best.1
            {
                best = (language, weight);
            }
        }
        best.0
    }
}

/// A language range and its weight in thousandths.
fn weighted(range: &str) -> Option<(Language, u16)> {
    let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
    let weight = match parameters.trim().strip_prefix("q=") {
        None => 1000,
        Some(q) => (q.trim().parse::<f32>().ok()?.clamp(0.0, 1.0) * 1000.0) as u16,
    };
    let primary = tag.trim().split('-').next()?;
    let language = if primary == "*" { Language::default() } else { primary.parse().ok()? };
    Some((language, weight))
}

impl FromStr for Language {
    type Err = NoSuchLanguage;

    fn from_str(tag: &str) -> Result<Self, NoSuchLanguage> {
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(tag))
            .ok_or(NoSuchLanguage)
    }
}

/// A table of a feature's words that exists in every language.
pub trait Words: 'static {
    /// The table of a language.
    fn of(language: Language) -> &'static Self;
}

/// Puts the page's language in reach of all components: the visitor's on the server, the
/// document's in the browser, so that both render the same words.
pub fn provide_language() {
    provide_context(match port::visitor() {
        Ok(visitor) => visitor.language(),
        Err(_) if is_server() => Language::default(),
        Err(_) => document_language(),
    });
}

fn document_language() -> Language {
    let tag = document().document_element().and_then(|html| html.get_attribute("lang"));
    tag.and_then(|tag| tag.parse().ok()).unwrap_or_default()
}

/// The page's language. It never changes while the page lives.
pub fn language() -> Language {
    use_context().unwrap_or_default()
}

/// The words of a feature in the page's language. Take them at the top of a component; they can
/// be moved anywhere from there.
pub fn words<T: Words>() -> &'static T {
    T::of(language())
}

#[cfg(test)]
mod tests;
