//! What the browser calls. A plain form that posts here comes back to the page it was on.

use leptos::prelude::*;
use maloca_fault::Fault;

use crate::failure::Failure;
use crate::i18n::Language;
use crate::port;
use crate::theme::Theme;

/// Remembers a language.
///
/// # Errors
/// [`Fault::Missing`] for a tag that names none.
#[server(prefix = "/fn", endpoint = "settings/language")]
pub async fn choose_language(
    /// Its tag, `es` or `en`.
    language: String,
) -> Result<(), Failure> {
    let language: Language = language.parse().map_err(|_| Fault::Missing)?;
    port::visitor()?.choose_language(language);
    Ok(())
}

/// Remembers a theme; an empty word is as the system says.
///
/// # Errors
/// [`Fault::Missing`] for a word that names none.
#[server(prefix = "/fn", endpoint = "settings/theme")]
pub async fn choose_theme(
    /// `light`, `dark` or nothing.
    theme: String,
) -> Result<(), Failure> {
    let theme: Option<Theme> = match theme.as_str() {
        "" => None,
        word => Some(word.parse().map_err(|_| Fault::Missing)?),
    };
    port::visitor()?.choose_theme(theme);
    Ok(())
}
