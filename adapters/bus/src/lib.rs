//! Who tells whom that something happened, inside one process.
//!
//! A ring carries no truth: a follower that hears one reads the log from its cursor on. So rings may
//! be joined or lost, and none is ever queued: a listener that is slow costs as much as a fast one.
//!
//! # Layout
//! - [`LocalBus`]: a [`Bell`] over one `tokio::sync::watch` channel per room with listeners.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::StreamExt;
use futures::stream::unfold;
use maloca_chat::port::{Bell, Rings};
use maloca_chat::wire::RoomName;
use tokio::sync::watch;
use tokio::time::timeout;

/// How long a listener waits at most for its next ring.
pub const PAUSE: Duration = Duration::from_secs(5);

type Rooms = HashMap<RoomName, watch::Sender<()>>;

/// A bell for the followers of this process. Cheap to clone; clones are the same bell.
#[derive(Clone)]
pub struct LocalBus {
    rooms: Arc<Mutex<Rooms>>,
    pause: Duration,
}

impl Default for LocalBus {
    fn default() -> Self {
        Self::with_pause(PAUSE)
    }
}

impl LocalBus {
    /// A bell that rings by itself after `pause` without a ring.
    pub fn with_pause(pause: Duration) -> Self {
        Self { rooms: Arc::default(), pause }
    }

    /// How many rooms have a listener.
    pub fn rooms(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, Rooms> {
        // Each change under the lock is a single step, so a panic elsewhere leaves the map whole.
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bell for LocalBus {
    fn ring(&self, room: &RoomName) {
        if let Some(sender) = self.lock().get(room) {
            sender.send_replace(());
        }
    }

    fn listen(&self, room: &RoomName) -> Rings {
        let receiver = Some(self.lock().entry(room.clone()).or_default().subscribe());
        let listener = Listener { receiver, bus: self.clone(), room: room.clone() };
        unfold(listener, Listener::next).boxed()
    }
}

struct Listener {
    /// There until the listener is dropped.
    receiver: Option<watch::Receiver<()>>,
    bus: LocalBus,
    room: RoomName,
}

impl Listener {
    async fn next(mut self) -> Option<((), Self)> {
        let receiver = self.receiver.as_mut()?;
        // A timeout is a ring by itself; a closed channel cannot be while the entry has listeners.
        let _ = timeout(self.bus.pause, receiver.changed()).await;
        Some(((), self))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut rooms = self.bus.lock();
        self.receiver = None;
        if rooms.get(&self.room).is_some_and(|sender| sender.receiver_count() == 0) {
            rooms.remove(&self.room);
        }
    }
}

#[cfg(test)]
mod tests;
