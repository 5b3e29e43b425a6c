//! Asking again and again while somebody looks.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::VisibilityState;

/// Asks at this pace for as long as the component lives, one question at a time, and not while the page
/// is hidden. The server does not ask.
pub fn poll<A, F>(pause: Duration, ask: A)
where
    A: Fn() -> F + Copy + 'static,
    F: Future<Output = ()> + 'static,
{
    Effect::new(move |_| {
        let is_asking = StoredValue::new(false);
        let tick = move || {
            let is_seen = document().visibility_state() == VisibilityState::Visible;
            if is_seen && !is_asking.try_get_value().unwrap_or(true) {
                is_asking.set_value(true);
                spawn_local(async move {
                    ask().await;
                    is_asking.try_set_value(false);
                });
            }
        };
        if let Ok(timer) = set_interval_with_handle(tick, pause) {
            on_cleanup(move || timer.clear());
        }
    });
}
