//! Short news at the edge of the page that go by themselves.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::notice::Tone;

/// How long a toast stays: long enough to read two sentences.
const STAY: Duration = Duration::from_secs(6);

/// How many are shown at once; more push the oldest away.
const MOST: usize = 3;

#[derive(Clone, PartialEq, Eq)]
struct Toast {
    id: u32,
    tone: Tone,
    text: String,
}

/// Where components say something in passing.
#[derive(Clone, Copy)]
pub struct Toaster {
    shown: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toaster {
    /// Shows a text for a while. Only from events and effects, that is, in the browser.
    pub fn say(self, tone: Tone, text: impl Into<String>) {
        let id = self.next.try_update_value(|next| {
            *next = next.wrapping_add(1);
            *next
        });
        let Some(id) = id else { return };
        let toast = Toast { id, tone, text: text.into() };
        self.shown.update(|shown| {
            shown.push(toast);
            let surplus = shown.len().saturating_sub(MOST);
            shown.drain(..surplus);
        });
        let shown = self.shown;
        let remove = move || {
            // `None` means that the page is gone, and the toast with it.
            let _ = shown.try_update(|shown| shown.retain(|toast| toast.id != id));
        };
        set_timeout(remove, STAY);
    }
}

/// Puts the toaster in reach of all components.
pub fn provide_toasts() {
    provide_context(Toaster { shown: RwSignal::default(), next: StoredValue::new(0) });
}

/// The page's toaster.
pub fn toaster() -> Toaster {
    use_context()
        .unwrap_or_else(|| Toaster { shown: RwSignal::default(), next: StoredValue::new(0) })
}

/// The place where toasts appear, once per document.
#[component]
pub fn Toasts() -> impl IntoView {
    let shown = toaster().shown;
    view! {
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || shown.get() key=|toast| toast.id let:toast>
                <p class="toast" class:toast--bad=toast.tone == Tone::Bad>
                    {toast.text}
                </p>
            </For>
        </div>
    }
}
