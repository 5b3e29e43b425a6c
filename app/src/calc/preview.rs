//! The engine in a worker of its own, so that a long calculation never stutters the page. It is
//! fetched on this page only, after the page has come to life.

use leptos::prelude::document;
use maloca_calc::{Answer, Notation, Refused};
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::ask::Ask;

/// What the worker is asked, as `calculator-worker.js` describes it.
#[derive(Serialize)]
struct Request<'a> {
    id: u32,
    expr: &'a str,
    digits: u16,
    notation: &'static str,
    before: &'a str,
}

/// What the worker answers.
#[derive(Deserialize)]
struct Reply {
    id: u32,
    ok: Option<Answer>,
    refused: Option<Refused>,
}

/// A running worker; dropping it ends it.
pub(super) struct Preview {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Preview {
    /// Starts the worker. `told` gets the number of a question and its outcome; questions that others
    /// have overtaken get none. `None` in a browser without workers: the page goes on without.
    pub(super) fn start(told: impl Fn(u32, Result<Answer, Refused>) + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&script(), &options).ok()?;
        let on_message = Closure::new(move |event: MessageEvent| {
            if let Some((id, outcome)) = read(&event) {
                told(id, outcome);
            }
        });
        // A worker that cannot be loaded is no error of the page.
        let on_error = Closure::new(|event: Event| event.prevent_default());
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Some(Self { worker, _on_message: on_message, _on_error: on_error })
    }

    /// Asks under a number.
    pub(super) fn ask(&self, id: u32, ask: &Ask) {
        let spelled = ask.spelled();
        let notation = if spelled.notation == Notation::Comma { "comma" } else { "point" };
        let (expr, before) = (&*spelled.text, &*ask.before);
        let request = Request { id, expr, digits: ask.digits, notation, before };
        let json = serde_json::to_string(&request).unwrap_or_default();
        if let Ok(message) = js_sys::JSON::parse(&json) {
            // Fails only for values that cannot be copied, which JSON has none of.
            let _ = self.worker.post_message(&message);
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// The worker's script beside the page's own.
fn script() -> String {
    let folder = document().document_element().and_then(|html| html.get_attribute("data-pkg"));
    format!("{}/calculator-worker.js", folder.as_deref().unwrap_or("/pkg"))
}

fn read(event: &MessageEvent) -> Option<(u32, Result<Answer, Refused>)> {
    let json = js_sys::JSON::stringify(&event.data()).ok()?;
    let reply: Reply = serde_json::from_str(&String::from(json)).ok()?;
    let outcome = match (reply.ok, reply.refused) {
        (Some(answer), _) => Ok(answer),
        (None, Some(refused)) => Err(refused),
        (None, None) => return None,
    };
    Some((reply.id, outcome))
}
