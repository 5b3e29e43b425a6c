//! Hearing of what changes with the copies, while the page can be seen.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::wire::{Scene, Share};
use super::server_fns::look_at_keeps;
use super::wire::Keep;
use crate::poll::poll;

/// How often it is looked whether to ask.
const PAUSE: Duration = Duration::from_secs(2);
/// It is asked after so many pauses, though nothing is known to have changed: others make wishes too.
const CALM: u32 = 8;

/// The wishes, asked for again while somebody looks: soon after a house shares more or less than before,
/// since to count all files costs the house more than to look at the group.
pub(super) fn follow(first: Vec<Keep>, scene: RwSignal<Scene>) -> RwSignal<Vec<Keep>> {
    let now = RwSignal::new(first);
    let seen = StoredValue::new(scene.with_untracked(shares));
    let turn = StoredValue::new(0_u32);
    poll(PAUSE, move || async move {
        let shares = scene.try_with_untracked(shares).unwrap_or_default();
        let is_due = turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            turn.is_multiple_of(CALM)
        });
        let is_other = seen.try_with_value(|seen| *seen != shares);
        if is_due == Some(true) || is_other == Some(true) {
            refresh(now).await;
            seen.try_set_value(shares);
        }
    });
    now
}

/// Asks anew at once.
pub(super) fn hurry(now: RwSignal<Vec<Keep>>) {
    spawn_local(refresh(now));
}

async fn refresh(now: RwSignal<Vec<Keep>>) {
    if let Ok(fresh) = look_at_keeps().await {
        now.try_set(fresh);
    }
}

/// What each house shares, by which it is seen that files came or went.
fn shares(scene: &Scene) -> Vec<Share> {
    let group = &scene.group;
    group.peers.iter().chain([&group.me]).map(|node| node.share).collect()
}
