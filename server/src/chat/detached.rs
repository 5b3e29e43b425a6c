//! Changes that a client's leaving cannot cut in two.
//!
//! A door's handler is dropped when its client goes away. Without this, that could happen between
//! the commit of a message and the ring that wakes its followers.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_chat::{
    Chat, Cursor, Draft, History, Message, MessageId, NewRoom, Posted, Refused, Room, RoomName,
    Span, Steps, Text,
};
use maloca_fault::{Fault, Incident};
use maloca_people::Caller;

/// A chat whose changes run to their end whoever waits for them.
pub struct Detached(Arc<dyn Chat>);

impl Detached {
    /// Around a chat.
    pub fn new(chat: Arc<dyn Chat>) -> Self {
        Self(chat)
    }
}

async fn run<T: Send + 'static>(
    change: impl Future<Output = Result<T, Fault<Refused>>> + Send + 'static,
) -> Result<T, Fault<Refused>> {
    match tokio::spawn(change).await {
        Ok(outcome) => outcome,
        Err(error) => {
            let incident = Incident::fresh();
            tracing::error!(%incident, %error, "a change of a room broke");
            Err(Fault::Unavailable(incident))
        }
    }
}

#[async_trait]
impl Chat for Detached {
    async fn rooms(&self, who: &Caller) -> Result<Vec<Room>, Fault<Refused>> {
        self.0.rooms(who).await
    }

    async fn room(&self, who: &Caller, name: &RoomName) -> Result<Room, Fault<Refused>> {
        self.0.room(who, name).await
    }

    async fn open(&self, who: &Caller, room: NewRoom) -> Result<Room, Fault<Refused>> {
        self.0.open(who, room).await
    }

    async fn post(
        &self,
        who: &Caller,
        room: &RoomName,
        draft: Draft,
    ) -> Result<Posted, Fault<Refused>> {
        let (chat, who, room) = (Arc::clone(&self.0), who.clone(), room.clone());
        run(async move { chat.post(&who, &room, draft).await }).await
    }

    async fn edit(
        &self,
        who: &Caller,
        room: &RoomName,
        id: MessageId,
        text: Text,
    ) -> Result<Message, Fault<Refused>> {
        let (chat, who, room) = (Arc::clone(&self.0), who.clone(), room.clone());
        run(async move { chat.edit(&who, &room, id, text).await }).await
    }

    async fn delete(
        &self,
        who: &Caller,
        room: &RoomName,
        id: MessageId,
    ) -> Result<(), Fault<Refused>> {
        let (chat, who, room) = (Arc::clone(&self.0), who.clone(), room.clone());
        run(async move { chat.delete(&who, &room, id).await }).await
    }

    async fn history(
        &self,
        who: &Caller,
        room: &RoomName,
        span: Span,
        limit: usize,
    ) -> Result<History, Fault<Refused>> {
        self.0.history(who, room, span, limit).await
    }

    async fn follow(
        &self,
        who: &Caller,
        room: &RoomName,
        from: Option<Cursor>,
    ) -> Result<Steps, Fault<Refused>> {
        self.0.follow(who, room, from).await
    }
}
