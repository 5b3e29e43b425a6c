//! The small menu with language and theme, part of the frame.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_location;
use leptos_router::location::Location;

use super::server_fns::{ChooseLanguage, ChooseTheme};
use super::words::SettingsWords;
use crate::i18n::{Language, language, words};
use crate::port;
use crate::theme::Theme;
use crate::ui::icon::{Glyph, Icon};

/// A button and the menu it opens, which works without scripts.
#[component]
pub fn SettingsMenu() -> impl IntoView {
    let words = words::<SettingsWords>();
    view! {
        <button class="button button--quiet button--icon" popovertarget="settings">
            <Glyph icon=Icon::Sliders />
            <span class="visually-hidden">{words.title}</span>
        </button>
        <div class="menu" id="settings" popover="auto">
            <LanguageChoice />
            <ThemeChoice />
        </div>
    }
}

/// Every language under its own name. Choosing one loads the page anew in it.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    let words = words::<SettingsWords>();
    let Location { pathname, search, .. } = use_location();
    let to = move || match search.get().as_str() {
        "" => pathname.get(),
        search => format!("{}?{search}", pathname.get()),
    };
    view! {
        <form class="choice" method="post" action=ChooseLanguage::url()>
            <input type="hidden" name="to" value=to />
            <fieldset class="choice__set">
                <legend class="choice__legend">{words.language}</legend>
                {Language::ALL.map(language_button).collect_view()}
            </fieldset>
        </form>
    }
}

fn language_button(offered: Language) -> impl IntoView {
    let is_chosen = offered == language();
    view! {
        <button
            class="choice__option"
            name="language"
            value=offered.tag()
            lang=offered.tag()
            aria-pressed=is_chosen.to_string()
        >
            {offered.name()}
        </button>
    }
}

#[component]
fn ThemeChoice() -> impl IntoView {
    let words = words::<SettingsWords>();
    let chosen = RwSignal::new(current_theme());
    let options = [
        (None, words.system, Icon::Screen),
        (Some(Theme::Light), words.light, Icon::Sun),
        (Some(Theme::Dark), words.dark, Icon::Moon),
    ];
    let buttons = options.map(|(theme, name, icon)| theme_button(chosen, theme, name, icon));
    view! {
        <form class="choice" method="post" action=ChooseTheme::url()>
            <fieldset class="choice__set">
                <legend class="choice__legend">{words.theme}</legend>
                {buttons.collect_view()}
            </fieldset>
        </form>
    }
}

fn theme_button(
    chosen: RwSignal<Option<Theme>>,
    theme: Option<Theme>,
    name: &'static str,
    icon: Icon,
) -> impl IntoView {
    view! {
        <button
            class="choice__option"
            name="theme"
            value=theme.map_or("", Theme::word)
            aria-pressed=move || (chosen.get() == theme).to_string()
            on:click=move |click| {
                if tell_theme(theme) {
                    click.prevent_default();
                    chosen.set(theme);
                    show_theme(theme);
                }
            }
        >
            <Glyph icon />
            {name}
        </button>
    }
}

/// Sends the theme without waiting for an answer, so that the page stays as it is. When the browser
/// does not want to, the form does it.
fn tell_theme(theme: Option<Theme>) -> bool {
    let Ok(form) = web_sys::UrlSearchParams::new() else { return false };
    form.append("theme", theme.map_or("", Theme::word));
    let navigator = window().navigator();
    navigator
        .send_beacon_with_opt_url_search_params(ChooseTheme::url(), Some(&form))
        .unwrap_or(false)
}

/// The theme of the document: the visitor's on the server, the document's in the browser.
fn current_theme() -> Option<Theme> {
    match port::visitor() {
        Ok(visitor) => visitor.theme(),
        Err(_) if is_server() => None,
        Err(_) => document().document_element()?.get_attribute("data-theme")?.parse().ok(),
    }
}

/// Shows the theme at once, before the server has remembered it.
fn show_theme(theme: Option<Theme>) {
    let Some(root) = document().document_element() else { return };
    // Either fails only for names that are no attribute names.
    let _ = match theme {
        Some(theme) => root.set_attribute("data-theme", theme.word()),
        None => root.remove_attribute("data-theme"),
    };
}
