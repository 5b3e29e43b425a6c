//! Where a page is.

use leptos::prelude::*;

use crate::ui::icon::{Glyph, Icon};

/// One step on the way to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What it is called.
    pub name: String,
    /// Where it leads; the last step leads nowhere.
    pub href: String,
}

/// The way from the top to this page; the last step is the page itself.
#[component]
pub fn Breadcrumb(
    /// What the way is through, for screen readers.
    label: &'static str,
    /// The steps from the top.
    crumbs: Vec<Crumb>,
) -> impl IntoView {
    let last = crumbs.len().saturating_sub(1);
    let steps = crumbs.into_iter().enumerate().map(|(at, crumb)| step(crumb, at == last));
    view! {
        <nav class="breadcrumb" aria-label=label>
            <ol class="breadcrumb__list">{steps.collect_view()}</ol>
        </nav>
    }
}

fn step(crumb: Crumb, is_last: bool) -> impl IntoView {
    let step = if is_last {
        view! { <span aria-current="page">{crumb.name}</span> }.into_any()
    } else {
        view! {
            <a href=crumb.href>{crumb.name}</a>
            <Glyph icon=Icon::Chevron />
        }
        .into_any()
    };
    view! { <li class="breadcrumb__step">{step}</li> }
}
