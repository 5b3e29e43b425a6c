//! The first page that a newcomer sees.

use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::cards::Cards;
use super::picture::Picture;
use super::share::{ShareSection, TerminalSection};
use super::words::HomeWords;
use crate::i18n::words;

/// What is here, what is going on, and how to bring others.
#[component]
pub fn HomePage() -> impl IntoView {
    let words = words::<HomeWords>();
    let share = OnceResource::new(super::server_fns::ways_in());
    view! {
        <Title text=words.tab formatter=|text: String| text />
        <Meta name="description" content=words.lede />
        <div class="page home">
            <header class="home__hero">
                <div class="home__words">
                    <h1>{words.title}</h1>
                    <p class="lede">{words.lede}</p>
                </div>
                <Picture />
            </header>
            <Cards />
            <Suspense>
                {move || Suspend::new(async move {
                    share
                        .await
                        .ok()
                        .map(|share| {
                            view! {
                                <ShareSection share=share.clone() />
                                <TerminalSection share />
                            }
                        })
                })}
            </Suspense>
        </div>
    }
}
