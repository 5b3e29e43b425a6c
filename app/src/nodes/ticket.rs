//! What an invitation made: shown once, after the form.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use maloca_fault::Fault;

use super::port::Refused;
use super::server_fns::take_ticket;
use super::wire::Invitation;
use super::words::NodesWords;
use crate::failure::Failure;
use crate::format::Detail;
use crate::i18n::words;
use crate::ui::code::CodeLine;
use crate::ui::moment::Moment;
use crate::ui::notice::{Notice, Tone, failed};
use crate::ui::qr::QrCode;

/// The ticket that the form led to, if it did.
#[component]
pub(super) fn TicketShown() -> impl IntoView {
    let query = use_query_map();
    let name = Memo::new(move |_| query.read().get("kept"));
    let taken = Resource::new(move || name.get(), take);
    view! {
        <Suspense>
            {move || Suspend::new(async move { taken.await.map(shown) })}
        </Suspense>
    }
    .into_any()
}

type Taken = Result<Invitation, Failure<Refused>>;

async fn take(name: Option<String>) -> Option<Taken> {
    Some(take_ticket(name?).await)
}

fn shown(taken: Taken) -> AnyView {
    let words = words::<NodesWords>();
    match taken {
        Ok(invitation) => ticket(invitation),
        Err(Failure::Fault(Fault::Missing)) => {
            view! { <Notice tone=Tone::Plain>{words.shown_already}</Notice> }.into_any()
        }
        Err(failure) => failed(&failure).into_any(),
    }
}

fn ticket(Invitation { ticket, expires, qr }: Invitation) -> AnyView {
    let words = words::<NodesWords>();
    let (joining, starting) =
        (format!("maloca join {ticket}"), format!("maloca serve --join {ticket}"));
    view! {
        <section class="card ticket" id="ticket" aria-labelledby="ticket-title">
            <div class="ticket__words">
                <h2 id="ticket-title">{words.ticket}</h2>
                <p>{words.ticket_text}</p>
                <div class="ticket__text">
                    <CodeLine code=ticket />
                </div>
                <p class="muted">
                    {words.until} " " <Moment at=expires detail=Detail::Full /> "."
                </p>
                <ul class="ticket__commands">
                    <li class="ticket__command">
                        <span class="label">{words.running}</span>
                        <CodeLine code=joining />
                    </li>
                    <li class="ticket__command">
                        <span class="label">{words.starting}</span>
                        <CodeLine code=starting />
                    </li>
                </ul>
            </div>
            {qr.map(|qr| view! { <QrCode qr label=words.qr /> })}
        </section>
    }
    .into_any()
}
