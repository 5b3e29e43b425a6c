//! The mark of the house.

use leptos::prelude::*;

/// A maloca from its gable end: the roof of palm leaves in two layers that reaches almost to the
/// ground, the crossed poles at its ridge, and the one door for everybody.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="mark__poles" d="M13.2 2.5 16 7.2l2.8-4.7" />
            <path class="mark__roof" d="M16 5.6 23.6 16.4H8.4Z" />
            <path class="mark__roof" d="M7.2 18.2h17.6L31 27h-9.6c0-3.6-2.2-6.2-5.4-6.2S10.6 23.4 10.6 27H1Z" />
            <path class="mark__door" d="M12.6 29.4V27c0-2.4 1.4-4.2 3.4-4.2s3.4 1.8 3.4 4.2v2.4Z" />
        </svg>
    }
}
