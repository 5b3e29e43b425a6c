//! How far something is.

use leptos::prelude::*;

/// A bar from nothing to all.
#[component]
pub fn Progress(
    /// What is on its way, for screen readers.
    #[prop(into)]
    label: String,
    /// The part that is done, 0 to 1; `None` when it is not known.
    #[prop(into)]
    done: Signal<Option<f64>>,
) -> impl IntoView {
    view! { <progress class="progress" aria-label=label max="1" value=move || done.get()></progress> }
}

/// Grey lines in the place of text that is on its way.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton" aria-hidden="true">
            {(0..lines).map(|_| view! { <span class="skeleton__line"></span> }).collect_view()}
        </div>
    }
}
