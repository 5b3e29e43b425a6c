//! The mark of the house.

use leptos::prelude::*;

/// A maloca from its gable: the wide roof of palm leaves that reaches almost to the ground, and the
/// one door for everybody.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="mark__roof" d="M16 3.5 31.5 22.5 29.5 25h-4.3L16 13.6 6.8 25H2.5l-2-2.5Z" />
            <path
                class="mark__wall"
                d="M16 16.6 24 26.5V29h-4.5v-2.3c0-2.2-1.4-3.7-3.5-3.7s-3.5 1.5-3.5 3.7V29H8v-2.5Z"
            />
        </svg>
    }
}
