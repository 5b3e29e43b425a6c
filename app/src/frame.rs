//! Navigation and what surrounds every page.

use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use crate::here::here;
use crate::i18n::words;
use crate::link;
use crate::settings::menu::SettingsMenu;
use crate::ui::avatar::Avatar;
use crate::ui::icon::{Glyph, Icon};
use crate::ui::mark::Mark;
use crate::ui::toast::Toasts;

mod words;

use words::FrameWords;

/// The house around a page: a rail at the side of wide screens, a bar above and tabs below on
/// phones. It is one navigation for both; the style places it.
#[component]
pub fn Frame(
    /// Whether another page is on its way.
    #[prop(into)]
    is_routing: Signal<bool>,
    /// The page.
    children: Children,
) -> impl IntoView {
    let words = words::<FrameWords>();
    view! {
        <a class="skip-link" href="#content" rel="external">
            {words.skip}
        </a>
        <div class="frame">
            <header class="frame__bar">
                <a class="brand" href="/">
                    <Mark />
                    <span class="brand__name">"Maloca"</span>
                </a>
                <Navigation />
                <div class="frame__tools">
                    <Who />
                    <SettingsMenu />
                </div>
            </header>
            <main id="content" class="frame__page" tabindex="-1" aria-busy=move || busy(is_routing)>
                {children()}
            </main>
            <div class="frame__progress" class:is-active=is_routing aria-hidden="true"></div>
        </div>
        <Toasts />
    }
}

fn busy(is_routing: Signal<bool>) -> &'static str {
    if is_routing.get() { "true" } else { "false" }
}

#[component]
fn Navigation() -> impl IntoView {
    let words = words::<FrameWords>();
    view! {
        <nav class="frame__nav" aria-label=words.rooms>
            <A href="/" exact=true attr:class="nav-link">
                <Glyph icon=Icon::House />
                <span>{words.home}</span>
            </A>
            <A href="/calc" attr:class="nav-link">
                <Glyph icon=Icon::Calculator />
                <span>{words.calc}</span>
            </A>
            <A href="/chat" attr:class="nav-link">
                <Glyph icon=Icon::Chat />
                <span>{words.chat}</span>
            </A>
            <A href="/files" attr:class="nav-link">
                <Glyph icon=Icon::Folder />
                <span>{words.files}</span>
            </A>
            <A href="/nodes" attr:class="nav-link">
                <Glyph icon=Icon::Nodes />
                <span>{words.nodes}</span>
            </A>
        </nav>
    }
}

/// Who is here, and the way to choose a name that comes back to this page.
#[component]
fn Who() -> impl IntoView {
    let words = words::<FrameWords>();
    let path = use_location().pathname;
    let href = move || match path.get().as_str() {
        "/people" => "/people".to_owned(),
        path => format!("/people?to={}", link::query(path)),
    };
    view! {
        <a class="who" href=href aria-label=move || here().nick().map(words.you_are)>
            {move || match here().nick() {
                Some(nick) => {
                    view! {
                        <Avatar name=nick.clone() />
                        <span class="who__name">{nick}</span>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <Glyph icon=Icon::Person />
                        <span class="who__name">{words.choose_name}</span>
                    }
                        .into_any()
                }
            }}
        </a>
    }
}
