//! The mark of the house.

use leptos::prelude::*;

/// A maloca from its long side: the roof of palm leaves in three rows that reaches almost to the
/// ground, the poles that stand out at its ridge, and the one door for everybody.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path class="mark__poles" d="M11.6 6.4 9.8 3.4M20.4 6.4l1.8-3" />
            <path class="mark__roof" d="M11.4 6h9.2l3.1 5.6H8.3Z" />
            <path class="mark__roof" d="M7.5 13.2h17l3.1 5.3H4.4Z" />
            <path class="mark__roof" d="M3.6 20.1h24.8L31.2 25h-9.7c-.5-3-2.7-4.8-5.5-4.8S11 22 10.5 25H.8Z" />
            <path class="mark__door" d="M12.5 28.5V26c0-2.3 1.5-4 3.5-4s3.5 1.7 3.5 4v2.5Z" />
        </svg>
    }
}
