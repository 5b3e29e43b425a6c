//! Joining the group of a ticket.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::server_fns::Join;
use super::words::NodesWords;
use crate::i18n::words;

/// Longer than any ticket, for what is copied along with one.
const LONGEST: u16 = 1_024;

/// A place to paste a ticket: a plain form, whose answer is the page of the group.
#[component]
pub(super) fn JoinForm() -> impl IntoView {
    let words = words::<NodesWords>();
    view! {
        <section class="card stack" aria-labelledby="join-title">
            <h2 id="join-title">{words.join}</h2>
            <p class="muted">{words.join_text}</p>
            <form class="stack" method="post" action=Join::PATH>
                <div class="field">
                    <label class="field__label" for="join-ticket">
                        {words.join_label}
                    </label>
                    <textarea
                        class="input input--mono"
                        id="join-ticket"
                        name="ticket"
                        rows="3"
                        maxlength=LONGEST
                        required
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        aria-describedby="join-hint"
                    ></textarea>
                    <p class="field__hint" id="join-hint">
                        {words.join_hint}
                    </p>
                </div>
                <div class="actions">
                    <button class="button button--primary">{words.join_now}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
