//! The first page that a newcomer sees.

use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};

use super::cards::Cards;
use super::picture::Picture;
use super::server_fns::{Home, look_around};
use super::share::{DoorsSection, ShareSection, TerminalSection};
use super::words::HomeWords;
use crate::i18n::words;
use crate::ui::notice::failed;
use crate::ui::progress::Skeleton;

/// What is here, what is going on, and how to bring others.
#[component]
pub fn HomePage() -> impl IntoView {
    let words = words::<HomeWords>();
    let home = OnceResource::new(look_around());
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
            <Suspense fallback=|| {
                view! { <Skeleton lines=6 /> }
            }>
                {move || Suspend::new(async move {
                    match home.await {
                        Ok(home) => Either::Left(inside(home)),
                        Err(failure) => Either::Right(failed(&failure)),
                    }
                })}
            </Suspense>
        </div>
    }
}

fn inside(Home { glimpse, share }: Home) -> impl IntoView {
    view! {
        <Cards glimpse />
        <ShareSection share=share.clone() />
        <TerminalSection share />
        <DoorsSection />
    }
}
