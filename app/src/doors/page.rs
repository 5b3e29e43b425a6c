//! The page of the doors.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::counters::follow;
use super::desk::{Desk, Link};
use super::list::List;
use super::outcome::Outcome;
use super::port::NotTried;
use super::server_fns::{TryOut, recall, run_exchange, take_census};
use super::wire::Exchange;
use super::words::DoorsWords;
use crate::failure::{Failure, refused};
use crate::i18n::words;
use crate::ui::notice::{failed, failed_page};
use crate::ui::page::Page;
use crate::ui::progress::Skeleton;

/// Every door, and a place to try each.
#[component]
pub fn DoorsPage() -> impl IntoView {
    let words = words::<DoorsWords>();
    let first = OnceResource::new(take_census());
    let query = use_query_map();
    let link = Memo::new(move |_| Link::of(&query.read()));
    let tried = Resource::new(move || link.get(), attempt);
    view! {
        <Page title=words.title lede=words.lede class="page--wide">
            <Suspense fallback=|| view! { <Skeleton lines=8 /> }>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok(first) => view! { <List census=follow(first) /> }.into_any(),
                        Err(failure) => failed_page(&failure).into_any(),
                    }
                })}
            </Suspense>
            <section class="section trials" id="exchange" aria-labelledby="exchange-title">
                <h2 id="exchange-title">{words.exchange}</h2>
                <p class="muted">{words.exchange_text}</p>
                <div class="card">{move || view! { <Desk link=link.get() /> }}</div>
                <Suspense fallback=|| view! { <Skeleton lines=4 /> }>
                    {move || Suspend::new(async move { outcome(tried.await) })}
                </Suspense>
            </section>
        </Page>
    }
}

type Tried = Option<Result<Exchange, Failure<NotTried>>>;

/// What the address asks for, if anything.
async fn attempt(link: Link) -> Tried {
    if let Some(name) = link.kept {
        return Some(recall(name).await);
    }
    if let Some(failure) = refused::<TryOut>() {
        return Some(Err(failure));
    }
    if !link.goes || link.ask.changes() {
        return None;
    }
    let [first, second, third] = link.values;
    Some(run_exchange(link.ask.word().to_owned(), first, second, third).await)
}

fn outcome(tried: Tried) -> AnyView {
    match tried {
        None => ().into_any(),
        Some(Ok(exchange)) => view! { <Outcome exchange /> }.into_any(),
        Some(Err(failure)) => {
            failure.note();
            failed(&failure).into_any()
        }
    }
}
