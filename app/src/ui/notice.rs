//! What is said about a state: a failure, a hint, an empty place.

use leptos::prelude::*;

use crate::failure::{Explain, Failure, Reason};
use crate::i18n::language;
use crate::ui::icon::{Glyph, Icon};

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Plain,
    /// It worked.
    Good,
    /// It did not work; the text says what to do.
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "notice",
            Self::Good => "notice notice--good",
            Self::Bad => "notice notice--bad",
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Plain => Icon::Info,
            Self::Good => Icon::Check,
            Self::Bad => Icon::Alert,
        }
    }

    /// A failure interrupts a screen reader, anything else waits.
    const fn role(self) -> &'static str {
        match self {
            Self::Bad => "alert",
            _ => "status",
        }
    }
}

/// A few words in a box, read out when they appear.
#[component]
pub fn Notice(
    /// How it is meant.
    tone: Tone,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=tone.class() role=tone.role()>
            <Glyph icon=tone.icon() />
            <div class="notice__text">{children()}</div>
        </div>
    }
}

/// Why something did not work, in the page's language.
pub fn failed<R: Explain>(failure: &Failure<R>) -> impl IntoView + use<R> {
    let text = failure.explain(language());
    view! { <Notice tone=Tone::Bad>{text}</Notice> }
}

/// As [`failed`], for a page that can show nothing else: it answers with the failure's status too.
pub fn failed_page<R: Explain + Clone + Into<Reason>>(
    failure: &Failure<R>,
) -> impl IntoView + use<R> {
    failure.note();
    failed(failure)
}

/// An empty place: what belongs here and how to begin.
#[component]
pub fn Blank(
    /// A picture of what is missing.
    icon: Icon,
    /// What is not here yet.
    #[prop(into)]
    title: String,
    /// What to do next.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="blank">
            <Glyph icon />
            <h2 class="blank__title">{title}</h2>
            {children()}
        </div>
    }
}
