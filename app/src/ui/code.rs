//! A line to be copied.

use leptos::prelude::*;

use crate::ui::copy::CopyButton;

/// A command or an address in one line with a button to copy it.
#[component]
pub fn CodeLine(
    /// The line.
    #[prop(into)]
    code: String,
) -> impl IntoView {
    view! {
        <div class="code-line">
            <code class="code-line__text" tabindex="0">
                {code.clone()}
            </code>
            <CopyButton text=code />
        </div>
    }
}
