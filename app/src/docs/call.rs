//! One call of the REST API.

use leptos::prelude::*;

use super::reference::{Call, Member, Reply};
use super::words::DocsWords;
use crate::i18n::words;
use crate::ui::code::CodeLine;

/// What a call does, takes and answers, and a line to try it.
#[component]
pub(super) fn CallSection(
    /// The call.
    call: Call,
    /// The line.
    command: String,
    /// The path in front of all calls.
    base: String,
) -> impl IntoView {
    let words = words::<DocsWords>();
    let id = call.anchor();
    let description = (!call.description.is_empty()).then_some(call.description);
    view! {
        <article class="card call" id=id>
            <h3 class="call__head">
                {badge(&call.method)}
                <code class="call__path">
                    <span class="call__base">{base}</span>
                    {call.path}
                </code>
            </h3>
            <p lang="en">{call.summary}</p>
            {description.map(|text| view! { <p class="muted" lang="en">{text}</p> })}
            <CodeLine code=command />
            {members(words.parameters, call.parameters)}
            {members(words.body, call.body)}
            <Replies replies=call.replies />
        </article>
    }
    .into_any()
}

/// A method in its colour.
pub(super) fn badge(method: &str) -> impl IntoView + use<> {
    let class = format!("method method--{}", method.to_lowercase());
    view! { <span class=class>{method.to_owned()}</span> }
}

fn members(title: &'static str, members: Vec<Member>) -> impl IntoView {
    (!members.is_empty()).then(|| {
        view! {
            <div>
                <h4 class="label">{title}</h4>
                <Members members />
            </div>
        }
    })
}

#[component]
fn Members(members: Vec<Member>) -> impl IntoView {
    let words = words::<DocsWords>();
    let row = |member: Member| {
        let Member { name, place, kind, is_required, description } = member;
        let kind = if place.is_empty() { kind } else { format!("{place} · {kind}") };
        view! {
            <div class="member">
                <dt class="member__name">
                    <code>{name}</code>
                    <span class="member__kind">{kind}</span>
                    {is_required.then(|| view! { <span class="chip">{words.required}</span> })}
                </dt>
                <dd class="member__text" lang="en">
                    {description}
                </dd>
            </div>
        }
    };
    view! { <dl class="members">{members.into_iter().map(row).collect_view()}</dl> }
}

#[component]
fn Replies(replies: Vec<Reply>) -> impl IntoView {
    let words = words::<DocsWords>();
    let row = |reply: Reply| {
        let Reply { status, description, members } = reply;
        let tone = if status.starts_with('2') { "status status--good" } else { "status" };
        let members = (!members.is_empty()).then(|| view! { <Members members /> });
        view! {
            <li class="reply">
                <p>
                    <span class=tone>{status}</span>
                    " "
                    <span lang="en">{description}</span>
                </p>
                {members}
            </li>
        }
    };
    view! {
        <div>
            <h4 class="label">{words.replies}</h4>
            <ul>{replies.into_iter().map(row).collect_view()}</ul>
        </div>
    }
}
