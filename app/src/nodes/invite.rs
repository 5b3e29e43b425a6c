//! Making a ticket.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::server_fns::Invite;
use super::words::NodesWords;
use crate::i18n::words;

/// The span that is chosen when nobody chooses another, in hours.
const USUAL: u32 = 24;

/// How long, and what the newcomer may do: a plain form, whose answer is a page with the ticket.
#[component]
pub(super) fn InviteForm() -> impl IntoView {
    let words = words::<NodesWords>();
    let spans = words.spans.iter().map(|(hours, text)| {
        view! {
            <option value=*hours selected=*hours == USUAL>
                {*text}
            </option>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="invite-title">
            <h2 id="invite-title">{words.invite}</h2>
            <p class="muted">{words.invite_text}</p>
            <form class="stack" method="post" action=Invite::PATH>
                <div class="field">
                    <label class="field__label" for="hours">
                        {words.lasts}
                    </label>
                    <select class="input" id="hours" name="hours" autocomplete="off">
                        {spans.collect_view()}
                    </select>
                </div>
                <label class="check">
                    <input type="checkbox" name="may_invite" value="true" checked=true autocomplete="off" />
                    {words.may_invite_too}
                </label>
                <div class="actions">
                    <button class="button button--primary">{words.make_ticket}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
