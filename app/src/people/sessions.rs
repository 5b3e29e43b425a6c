//! The list of one's own sessions.

use leptos::prelude::*;
use maloca_people::Session;

use super::server_fns::my_sessions;
use super::words::PeopleWords;
use crate::format::Detail;
use crate::here::here;
use crate::i18n::words;
use crate::ui::moment::Moment;
use crate::ui::notice::failed;
use crate::ui::progress::Skeleton;

/// Where somebody is in, newest first.
#[component]
pub fn Sessions() -> impl IntoView {
    let words = words::<PeopleWords>();
    let here = here();
    let list = Resource::new(move || here.get().person(), |_| my_sessions());
    view! {
        <section class="section">
            <h2>{words.sessions}</h2>
            <Suspense fallback=|| view! { <Skeleton lines=2 /> }>
                {move || Suspend::new(async move {
                    match list.await {
                        Ok(sessions) => {
                            sessions.into_iter().map(row).collect_view().into_any()
                        }
                        Err(failure) => failed(&failure).into_any(),
                    }
                })}
            </Suspense>
        </section>
    }
}

fn row(session: Session) -> impl IntoView {
    let words = words::<PeopleWords>();
    view! {
        <p class="list-row">
            <span>
                {words.since} " " <Moment at=session.since detail=Detail::Full />
            </span>
            <span class="muted">
                {words.seen} " " <Moment at=session.seen detail=Detail::Full />
            </span>
        </p>
    }
}
