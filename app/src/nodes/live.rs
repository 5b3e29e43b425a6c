//! Hearing of what changes, while the page can be seen.

use std::time::Duration;

use leptos::prelude::*;

use super::server_fns::look_at_group;
use super::wire::{Scene, Transfer};
use crate::poll::poll;

/// How often the house is asked while something is on its way.
const PAUSE: Duration = Duration::from_secs(1);
/// And when nothing is: every so many pauses.
const CALM: u32 = 3;

/// The scene, asked for again while somebody looks.
pub(super) fn follow(first: Scene) -> RwSignal<Scene> {
    let now = RwSignal::new(first);
    let turn = StoredValue::new(0_u32);
    poll(PAUSE, move || async move {
        let due = turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            turn.is_multiple_of(CALM)
        });
        let runs = now.try_with_untracked(|scene| scene.transfers.iter().any(Transfer::is_open));
        if (due == Some(true) || runs == Some(true))
            && let Ok(fresh) = look_at_group().await
        {
            now.try_set(fresh);
        }
    });
    now
}
