//! One request for each file, with its progress: `fetch` cannot tell how much of a body is sent, so
//! this is an `XMLHttpRequest`.

use std::cell::RefCell;
use std::collections::HashMap;

use leptos::prelude::*;
use maloca_files::{Path, twin};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{File, ProgressEvent, XmlHttpRequest};

use super::{Clash, State, Transfer, Transfers, Trouble};

/// How many names are tried for a file that shall stand beside others.
const TRIES: u32 = 99;

/// A request on its way. Dropped, it is broken off.
struct Running {
    request: XmlHttpRequest,
    _progress: Closure<dyn FnMut(ProgressEvent)>,
    _end: Closure<dyn FnMut()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.request.set_onloadend(None);
        // Nothing is left to be broken off when it has ended.
        let _ = self.request.abort();
    }
}

// What belongs to the browser cannot be in signals, which any thread may hold.
thread_local! {
    static FILES: RefCell<HashMap<u32, File>> = RefCell::default();
    static RUNNING: RefCell<HashMap<u32, Running>> = RefCell::default();
}

/// Keeps a file until it has arrived or is forgotten.
pub(super) fn keep(id: u32, file: File) {
    FILES.with_borrow_mut(|files| files.insert(id, file));
}

/// Breaks off and forgets.
pub(super) fn stop(id: u32) {
    end(id);
    FILES.with_borrow_mut(|files| files.remove(&id));
}

/// Ends a request. It is dropped after the borrow, because breaking it off may call back.
fn end(id: u32) {
    drop(RUNNING.with_borrow_mut(|running| running.remove(&id)));
}

/// Sends a file.
pub(super) fn begin(transfers: Transfers, transfer: &Transfer, clash: Clash) {
    let number = if let Clash::Beside(number) = clash { number } else { 1 };
    let path = transfer.folder.join(&twin::name(&transfer.name, number));
    let file = FILES.with_borrow(|files| files.get(&transfer.id).cloned());
    let sent = path.ok().zip(file).and_then(|(path, file)| {
        let running = request(transfers, transfer, clash, &path)?;
        let request = running.request.clone();
        RUNNING.with_borrow_mut(|all| all.insert(transfer.id, running));
        request.send_with_opt_blob(Some(&file)).ok()
    });
    if sent.is_none() {
        // Not even a name that the house would take.
        finish(transfers, transfer.id, State::Failed(Trouble::Status(400)));
    }
}

fn request(
    transfers: Transfers,
    transfer: &Transfer,
    clash: Clash,
    path: &Path,
) -> Option<Running> {
    let request = XmlHttpRequest::new().ok()?;
    request.open_with_async("PUT", &format!("/raw/{}", path.encode()), true).ok()?;
    if clash != Clash::Replace {
        request.set_request_header("If-None-Match", "*").ok()?;
    }
    let state = transfer.state.clone();
    let progress = Closure::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            state.set(State::Sending(event.loaded() / event.total()));
        }
    });
    request.upload().ok()?.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    let (id, answered) = (transfer.id, request.clone());
    let end = Closure::new(move || {
        let status = answered.status().unwrap_or(0);
        finish(transfers, id, outcome(status, clash));
    });
    request.set_onloadend(Some(end.as_ref().unchecked_ref()));
    Some(Running { request, _progress: progress, _end: end })
}

/// What an answer means for a file. 0 is no answer.
const fn outcome(status: u16, clash: Clash) -> State {
    match (status, clash) {
        (201 | 204, Clash::Beside(number)) => State::Done(number),
        (201 | 204, _) => State::Done(1),
        (412, Clash::Beside(number)) if number < TRIES => State::Waiting(Clash::Beside(number + 1)),
        (412, _) => State::Taken,
        (0, _) => State::Failed(Trouble::Unreachable),
        (status, _) => State::Failed(Trouble::Status(status)),
    }
}

fn finish(transfers: Transfers, id: u32, state: State) {
    end(id);
    if matches!(state, State::Done(_)) {
        stop(id);
    }
    transfers.set(id, state);
    transfers.advance();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_shall_stand_beside_others_takes_the_next_number_until_one_is_free() {
        assert_eq!(outcome(412, Clash::Ask), State::Taken);
        assert_eq!(outcome(412, Clash::Beside(2)), State::Waiting(Clash::Beside(3)));
        assert_eq!(outcome(201, Clash::Beside(3)), State::Done(3));
        assert_eq!(outcome(412, Clash::Beside(TRIES)), State::Taken);
        assert_eq!(outcome(0, Clash::Ask), State::Failed(Trouble::Unreachable));
    }
}
