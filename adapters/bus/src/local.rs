//! A bell for the followers of one process.

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
    /// Rung with every room.
    every: watch::Sender<()>,
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
        Self { rooms: Arc::default(), every: watch::Sender::new(()), pause }
    }

    /// Listens to all rooms at once, from now on; as [`Bell::listen`] does to one.
    pub fn listen_to_all(&self) -> Rings {
        let pause = self.pause;
        // The sender stays beside its receiver, so that the channel is never closed.
        let ends = (self.every.clone(), self.every.subscribe());
        let next = move |mut ends: (watch::Sender<()>, watch::Receiver<()>)| async move {
            let _ = timeout(pause, ends.1.changed()).await;
            Some(((), ends))
        };
        unfold(ends, next).boxed()
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
        self.every.send_replace(());
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
