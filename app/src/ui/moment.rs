//! A point in time, in the reader's own time zone.

use leptos::prelude::*;
use time::OffsetDateTime;

use crate::format::{Detail, moment, rfc3339};
use crate::i18n::language;

/// A time. The server does not know the reader's time zone and writes UTC; the browser refines it
/// once the page is alive.
#[component]
pub fn Moment(
    /// When.
    at: OffsetDateTime,
    /// How much of it is shown.
    detail: Detail,
) -> impl IntoView {
    let language = language();
    let text = RwSignal::new(moment(at, detail, language));
    Effect::new(move |_| text.set(moment(local(at), detail, language)));
    view! { <time datetime=rfc3339(at)>{text}</time> }
}

/// The same moment in the time zone of the browser. Only in effects and events.
pub fn local(at: OffsetDateTime) -> OffsetDateTime {
    let millis = at.unix_timestamp_nanos() / 1_000_000;
    let date = js_sys::Date::new(&(millis as f64).into());
    let minutes = -(date.get_timezone_offset() as i32);
    time::UtcOffset::from_whole_seconds(minutes * 60)
        .ok()
        .and_then(|offset| at.checked_to_offset(offset))
        .unwrap_or(at)
}
