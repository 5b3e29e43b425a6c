//! The outline of a page.

use leptos::prelude::*;
use leptos_meta::Title;

/// A page with its title in the browser's tab and as its heading.
#[component]
pub fn Page(
    /// The heading, one per page.
    #[prop(into)]
    title: String,
    /// A sentence below the heading that says what can be done here.
    #[prop(optional, into)]
    lede: Option<String>,
    /// Further classes: `page--narrow` for forms and text, `page--wide` for tables.
    #[prop(optional)]
    class: &'static str,
    /// The content.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <Title text=title.clone() />
        <div class=format!("page {class}")>
            <header class="page__head">
                <h1>{title}</h1>
                {lede.map(|lede| view! { <p class="lede">{lede}</p> })}
            </header>
            {children.map(|children| children())}
        </div>
    }
}
