//! The page of one kind of problem.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::words::{Problem, ProblemWords};
use crate::i18n::{language, words};
use crate::missing::Missing;
use crate::ui::page::Page;

/// What a kind of problem means and what to do about it; 404 for one that this house does not have.
#[component]
pub fn ProblemPage() -> impl IntoView {
    let params = use_params_map();
    move || {
        let slug = params.read().get("slug").unwrap_or_default();
        match Problem::of(&slug, language()) {
            Some(problem) => view! { <Known slug problem /> }.into_any(),
            None => view! { <Missing /> }.into_any(),
        }
    }
}

#[component]
fn Known(slug: String, problem: &'static Problem) -> impl IntoView {
    let words = words::<ProblemWords>();
    view! {
        <Page title=problem.title lede=problem.meaning class="page--narrow">
            <p>{problem.remedy}</p>
            <p class="muted">
                {words.named} " " <code>{format!("/problems/{slug}")}</code>
            </p>
        </Page>
    }
}
