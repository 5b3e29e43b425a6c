//! Files on their way into the house.
//!
//! They belong to the whole application: walking through folders, or to another room, does not stop
//! them.
//!
//! # Layout
//! - `send`: one request each, with its progress.
//! - `picker`, `drop`: where files come from.
//! - `list`: what is seen of them.

pub(super) mod drop;
pub(super) mod list;
pub(super) mod picker;
mod send;

use leptos::ev;
use leptos::prelude::*;
use maloca_files::Path;

/// How many are sent at once; the others wait.
const AT_ONCE: usize = 2;

/// What is done when something of that name is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Ask.
    Ask,
    /// Put the new one in its place.
    Replace,
    /// Keep both: the new one gets this number.
    Beside(u32),
}

/// Why a file did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The house could not be reached, or the file could not be read.
    Unreachable,
    /// It answered with this status.
    Status(u16),
}

/// How far a file is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    /// Others are before it.
    Waiting(Clash),
    /// On its way; the part that is sent, 0 to 1.
    Sending(f64),
    /// Something of its name is there already.
    Taken,
    /// It is in the house, under its own name or with this number.
    Done(u32),
    /// It did not arrive.
    Failed(Trouble),
}

/// One file.
#[derive(Clone)]
pub struct Transfer {
    /// Its number, never used twice.
    pub id: u32,
    /// The folder it goes to.
    pub folder: Path,
    /// Its name.
    pub name: String,
    /// How far it is.
    pub state: ArcRwSignal<State>,
}

/// All files on their way, and those that arrived.
#[derive(Clone, Copy)]
pub struct Transfers {
    list: RwSignal<Vec<Transfer>>,
    next: StoredValue<u32>,
}

/// Puts the transfers in reach of all components.
pub fn provide_transfers() {
    let transfers = Transfers { list: RwSignal::default(), next: StoredValue::new(0) };
    provide_context(transfers);
    Effect::new(move |_| {
        let listener = window_event_listener(ev::beforeunload, move |event| {
            if transfers.is_busy() {
                event.prevent_default();
            }
        });
        on_cleanup(move || listener.remove());
    });
}

/// The application's transfers.
pub fn transfers() -> Transfers {
    use_context()
        .unwrap_or_else(|| Transfers { list: RwSignal::default(), next: StoredValue::new(0) })
}

impl Transfers {
    /// All of them, oldest first, tracked.
    pub fn all(self) -> Vec<Transfer> {
        self.list.get()
    }

    /// How many have arrived, tracked.
    pub fn arrived(self) -> usize {
        let list = self.list.read();
        list.iter().filter(|it| matches!(*it.state.read(), State::Done(_))).count()
    }

    fn is_busy(self) -> bool {
        let list = self.list.read_untracked();
        let is_open = |it: &Transfer| {
            matches!(*it.state.read_untracked(), State::Waiting(_) | State::Sending(_))
        };
        list.iter().any(is_open)
    }

    /// Sends a file to a folder as soon as its turn comes. Only in the browser.
    pub fn add(self, folder: &Path, file: web_sys::File) {
        let Some(id) = self.next.try_update_value(|next| {
            *next += 1;
            *next
        }) else {
            return;
        };
        let (folder, name) = (folder.clone(), file.name());
        send::keep(id, file);
        let state = ArcRwSignal::new(State::Waiting(Clash::Ask));
        self.list.update(|list| list.push(Transfer { id, folder, name, state }));
        self.advance();
    }

    /// Tries again, and says what to do about a file of the same name.
    pub fn again(self, id: u32, clash: Clash) {
        self.set(id, State::Waiting(clash));
        self.advance();
    }

    /// Stops a file and forgets it.
    pub fn forget(self, id: u32) {
        send::stop(id);
        self.list.update(|list| list.retain(|it| it.id != id));
        self.advance();
    }

    /// Forgets what has arrived.
    pub fn forget_arrived(self) {
        let is_done = |it: &Transfer| matches!(*it.state.read_untracked(), State::Done(_));
        self.list.update(|list| list.retain(|it| !is_done(it)));
    }

    /// How far a file is now. One that was forgotten meanwhile is nothing any more.
    fn set(self, id: u32, state: State) {
        let found = self
            .list
            .with_untracked(|list| list.iter().find(|it| it.id == id).map(|it| it.state.clone()));
        if let Some(signal) = found {
            signal.set(state);
        }
    }

    /// Begins those whose turn it is.
    fn advance(self) {
        let list = self.list.get_untracked();
        let sending = |it: &&Transfer| matches!(*it.state.read_untracked(), State::Sending(_));
        let free = AT_ONCE.saturating_sub(list.iter().filter(sending).count());
        let waiting = list.iter().filter_map(|it| match *it.state.read_untracked() {
            State::Waiting(clash) => Some((it.clone(), clash)),
            _ => None,
        });
        for (transfer, clash) in waiting.take(free) {
            transfer.state.set(State::Sending(0.0));
            send::begin(self, &transfer, clash);
        }
    }
}
