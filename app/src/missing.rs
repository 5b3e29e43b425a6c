//! The page for what is not here.

use leptos::prelude::*;
use maloca_fault::{Fault, Never};

use crate::failure::Failure;
use crate::i18n::{Language, Words, words};
use crate::ui::page::Page;

struct MissingWords {
    title: &'static str,
    what: &'static str,
    back: &'static str,
}

impl Words for MissingWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: MissingWords = MissingWords {
    title: "Esta puerta no existe",
    what: "La dirección no lleva a ninguna sala de la casa. Quizá cambió de nombre o le falta una letra.",
    back: "Volver al inicio",
};

static EN: MissingWords = MissingWords {
    title: "There is no such door",
    what: "This address leads to no room of the house. Perhaps it was renamed, or a letter is missing.",
    back: "Back to the home page",
};

/// Says that there is nothing here and answers with 404.
#[component]
pub fn Missing() -> impl IntoView {
    Failure::<Never>::from(Fault::Missing).note();
    let words = words::<MissingWords>();
    view! {
        <Page title=words.title lede=words.what class="page--narrow">
            <p>
                <a class="button button--primary" href="/">
                    {words.back}
                </a>
            </p>
        </Page>
    }
}
