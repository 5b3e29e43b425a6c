//! The page of the group.

use leptos::prelude::*;
use maloca_people::Right;

use super::invite::InviteForm;
use super::join::JoinForm;
use super::keeps::section::Keeps;
use super::keeps::server_fns::ReleaseFolder;
use super::list::List;
use super::live::follow;
use super::map::Map;
use super::me::Me;
use super::revoke::RevokeDialog;
use super::search::Search;
use super::server_fns::{Invite, Join, Revoke, look_at_group};
use super::ticket::TicketShown;
use super::transfers::Transfers;
use super::wire::Scene;
use super::words::NodesWords;
use crate::failure::refused;
use crate::here::here;
use crate::i18n::words;
use crate::ui::icon::Icon;
use crate::ui::notice::{Blank, failed_page};
use crate::ui::page::Page;
use crate::ui::progress::Skeleton;

/// Who belongs to the group, how others come in, and what comes from them.
#[component]
pub fn NodesPage() -> impl IntoView {
    let words = words::<NodesWords>();
    let first = OnceResource::new(look_at_group());
    view! {
        <Page title=words.title lede=words.lede class="page--wide">
            <Refusal />
            <TicketShown />
            <Suspense fallback=|| view! { <Skeleton lines=8 /> }>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok(first) => view! { <Inside scene=follow(first) /> }.into_any(),
                        Err(failure) => failed_page(&failure).into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

/// What a plain form of this page was refused with.
#[component]
fn Refusal() -> impl IntoView {
    let refusal = OnceResource::new(async {
        let refusal = refused::<Invite>().or_else(refused::<Join>).or_else(refused::<Revoke>);
        refusal.or_else(refused::<ReleaseFolder>)
    });
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                refusal.await.map(|failure| failed_page(&failure))
            })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Inside(scene: RwSignal<Scene>) -> impl IntoView {
    let subject = RwSignal::new(None);
    let is_alone = Memo::new(move |_| scene.with(|scene| scene.group.total == 0));
    view! {
        <div class="group">
            <div class="group__others">
                <Show when=move || !is_alone.get() fallback=|| view! { <Alone /> }>
                    <Map scene />
                </Show>
            </div>
            <Me scene />
        </div>
        <Show when=move || !is_alone.get()>
            <List scene subject />
        </Show>
        <Keeps scene />
        <Transfers scene />
        <Search />
        <Entrances scene is_alone />
        <RevokeDialog subject />
    }
    .into_any()
}

#[component]
fn Alone() -> impl IntoView {
    let words = words::<NodesWords>();
    let here = here();
    let next = move || match here.get().may(Right::Manage) {
        true => words.alone_manage,
        false => words.alone_visit,
    };
    view! {
        <Blank icon=Icon::Nodes title=words.alone>
            <p>{next}</p>
        </Blank>
    }
    .into_any()
}

/// How others come in, and how this house comes in elsewhere, for those who may manage.
#[component]
fn Entrances(scene: RwSignal<Scene>, is_alone: Memo<bool>) -> impl IntoView {
    let here = here();
    let may = Memo::new(move |_| here.get().may(Right::Manage));
    let is_open = Memo::new(move |_| scene.with(|scene| scene.group.door.is_some()));
    let may_invite = Memo::new(move |_| scene.with(|scene| scene.group.me.may_invite));
    view! {
        <Show when=move || may.get() && is_open.get()>
            <div class="entrances">
                <Show when=move || may_invite.get()>
                    <InviteForm />
                </Show>
                <Show when=move || is_alone.get()>
                    <JoinForm />
                </Show>
            </div>
        </Show>
    }
    .into_any()
}
