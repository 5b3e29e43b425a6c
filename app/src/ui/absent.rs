//! What stands in the place of a page whose code did not arrive.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::failure::Failure;
use crate::i18n::{Language, Words, words};
use crate::ui::notice::failed;
use crate::ui::page::Page;

struct AbsentWords {
    title: &'static str,
    again: &'static str,
}

impl Words for AbsentWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: AbsentWords =
    AbsentWords { title: "Esta página no ha llegado", again: "Cargar la página otra vez" };

static EN: AbsentWords =
    AbsentWords { title: "This page did not arrive", again: "Load the page again" };

/// Says so and offers to load the whole page: that also brings the code of a house that was renewed
/// since this page was loaded.
#[component]
pub fn Absent() -> impl IntoView {
    let words = words::<AbsentWords>();
    let location = use_location();
    let href = move || format!("{}{}", location.pathname.get(), location.search.get());
    view! {
        <Page title=words.title class="page--narrow">
            {failed(&Failure::<maloca_fault::Never>::Unreachable)}
            <p>
                <a class="button button--primary" href=href rel="external">
                    {words.again}
                </a>
            </p>
        </Page>
    }
}
