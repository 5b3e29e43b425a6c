//! What the browser calls.

use leptos::prelude::*;
use maloca_fault::Fault;

use crate::failure::Failure;
use crate::i18n::Language;
use crate::link;
use crate::port;
use crate::theme::Theme;
use crate::wire::Wire;

/// Remembers a language and goes on to the page `to`.
///
/// # Errors
/// [`Fault::Missing`] for a tag that names none.
#[server(prefix = "/fn", endpoint = "settings/language", output = Wire)]
pub async fn choose_language(
    /// Its tag, `es` or `en`.
    language: String,
    /// Where to go on, a path of this house.
    to: String,
) -> Result<(), Failure> {
    let language: Language = language.parse().map_err(|_| Fault::Missing)?;
    let visitor = port::visitor()?;
    visitor.choose_language(language);
    visitor.redirect(&link::within(&to));
    Ok(())
}

/// Remembers a theme; an empty word is as the system says. A plain form comes back to its page.
///
/// # Errors
/// [`Fault::Missing`] for a word that names none.
#[server(prefix = "/fn", endpoint = "settings/theme", output = Wire)]
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
