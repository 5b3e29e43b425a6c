//! Each event is framed once, for all its followers.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::ws::Utf8Bytes;
use maloca_app::chat::frame::Tell;
use maloca_chat::{Event, RoomName};

/// How many frames are kept: followers that are not behind ask for the newest ones.
const KEPT: usize = 64;

/// The newest frames. Live followers hold the same event in memory, so an event is known by its
/// address; one whose text was redacted is another.
#[derive(Default)]
pub struct Frames(Mutex<VecDeque<(Arc<Event>, Utf8Bytes)>>);

impl Frames {
    /// The frame of an event.
    pub fn of(&self, room: &RoomName, event: &Arc<Event>) -> Utf8Bytes {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.iter().rev().find(|(known, _)| Arc::ptr_eq(known, event));
        if let Some((_, frame)) = known {
            return frame.clone();
        }
        let frame = framed(&Tell::Event { room: room.clone(), event: Event::clone(event) });
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back((Arc::clone(event), frame.clone()));
        frame
    }
}

/// A frame of anything else.
pub fn framed(tell: &Tell) -> Utf8Bytes {
    // It cannot fail: no map has keys other than strings.
    serde_json::to_string(tell).unwrap_or_default().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn followers_of_an_event_share_the_bytes_of_its_frame() {
        let text = r#"{"seq":1,"kind":"posted","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","author":"ana","verified":true,"text":"hola","at":"2026-11-21T12:00:00Z"}"#;
        let event: Arc<Event> = Arc::new(serde_json::from_str(text).unwrap());
        let (frames, room) = (Frames::default(), RoomName::general());
        let (one, two) = (frames.of(&room, &event), frames.of(&room, &event));
        assert_eq!(one.as_ptr(), two.as_ptr());
        for _ in 0..2 * KEPT {
            frames.of(&room, &Arc::new(Event::clone(&event)));
        }
        assert_eq!(frames.0.lock().unwrap().len(), KEPT);
    }
}
