//! Narrowing a folder by a part of the names.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use maloca_files::Path;

use super::address::View;
use super::room::Room;
use super::words::FilesWords;
use crate::fold::fold;
use crate::i18n::words;
use crate::ui::icon::{Glyph, Icon};

/// How long somebody has to pause before the house is asked.
const PAUSE: Duration = Duration::from_millis(250);

/// The field above a folder. What the page has is narrowed at once; where it has only a part of the
/// folder, the house is asked too.
#[component]
pub(super) fn Filter(
    /// The page.
    room: Room,
    /// The folder.
    folder: Path,
    /// Whether the page has all names that could match what is typed.
    is_whole: bool,
) -> impl IntoView {
    let words = words::<FilesWords>();
    let view = room.view.get_untracked();
    let (sort, order) = (view.sort_word(), view.order_word());
    let action = View::default().href(&folder);
    let asked = StoredValue::new(None::<TimeoutHandle>);
    let navigate = use_navigate();
    let ask = Callback::new(move |()| {
        let typed = room.filter.get_untracked();
        let view = room.view.get_untracked();
        if typed.trim() != view.filter {
            let options = NavigateOptions { replace: true, scroll: false, ..Default::default() };
            navigate(&view.filtered(&typed).href(&folder), options);
        }
    });
    let later = move || {
        if let Some(old) = asked.try_get_value().flatten() {
            old.clear();
        }
        let handle = set_timeout_with_handle(move || ask.try_run(()).unwrap_or(()), PAUSE).ok();
        asked.set_value(handle);
    };
    view! {
        <form
            class="search"
            role="search"
            method="get"
            action=action
            on:submit=move |event| {
                event.prevent_default();
                ask.run(());
            }
        >
            <Glyph icon=Icon::Search />
            <input
                class="input"
                type="search"
                name="filter"
                aria-label=words.filter
                placeholder=words.filter
                autocomplete="off"
                maxlength="200"
                value=view.filter.clone()
                prop:value=room.filter
                on:input:target=move |event| {
                    room.filter.set(event.target().value());
                    if !is_whole {
                        later();
                    }
                }
            />
            <input type="hidden" name="sort" value=sort />
            <input type="hidden" name="order" value=order />
        </form>
    }
}

/// What is typed, as names are compared with it.
pub(super) fn typed(room: Room) -> Memo<String> {
    Memo::new(move |_| fold(room.filter.read().trim()))
}

/// Another folder begins with the filter of its own address. To be called before the page is told
/// that it looks at the folder.
pub(super) fn reset(room: Room, folder: &Path) {
    let folder = folder.clone();
    Effect::new(move |_| {
        if room.watched.with_untracked(|old| old.as_ref() != Some(&folder)) {
            room.filter.set(room.view.get_untracked().filter);
        }
    });
}
