//! The group chat.
//!
//! # Layout
//! - [`Room`]: the service.
//! - `converse`: both directions at once.
//! - `wire`: the room's values as messages of the contract, and back.

use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use futures::{Stream, StreamExt, stream};
use maloca_chat::{self as chat, Cursor, Posted, RoomName};
use maloca_people::{Caller, People};
use tonic::{Request, Response, Status, Streaming};

use crate::caller;
use crate::contract::v1::chat_server::Chat;
use crate::contract::v1::{
    ConverseRequest, ConverseResponse, Draft, PostRequest, PostResponse, Step, SubscribeRequest,
};
use crate::status::status;

mod converse;
mod wire;

/// The service `maloca.v1.Chat`. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Room {
    chat: Arc<dyn chat::Chat>,
    people: Arc<dyn People>,
}

/// Somebody's place in a room: what they follow, and from where.
struct Seat {
    room: RoomName,
    began: Cursor,
    steps: chat::Steps,
}

impl Room {
    pub(crate) fn new(chat: Arc<dyn chat::Chat>, people: Arc<dyn People>) -> Self {
        Self { chat, people }
    }

    async fn say(&self, who: &Caller, room: &RoomName, draft: Draft) -> Result<Posted, Status> {
        let draft = wire::draft(draft)?;
        self.chat.post(who, room, draft).await.map_err(status)
    }

    async fn sit(&self, who: &Caller, asked: SubscribeRequest) -> Result<Seat, Status> {
        let room = wire::room(&asked.room)?;
        let began = match asked.from {
            Some(from) => Cursor { epoch: from.epoch, after: from.after },
            None => {
                let now = self.chat.room(who, &room).await.map_err(status)?;
                Cursor { epoch: now.epoch, after: now.head }
            }
        };
        let steps = self.chat.follow(who, &room, Some(began)).await.map_err(status)?;
        Ok(Seat { room, began, steps })
    }
}

#[async_trait]
impl Chat for Room {
    async fn post(&self, request: Request<PostRequest>) -> Result<Response<PostResponse>, Status> {
        let who = caller::speaker(&*self.people, request.metadata()).await?;
        let PostRequest { room, draft } = request.into_inner();
        let room = wire::room(&room)?;
        let posted = self.say(&who, &room, draft.unwrap_or_default()).await?;
        Ok(Response::new(wire::posted(posted)))
    }

    type SubscribeStream = Pin<Box<dyn Stream<Item = Result<Step, Status>> + Send>>;

    async fn subscribe(
        &self,
        request: Request<SubscribeRequest>,
    ) -> Result<Response<Self::SubscribeStream>, Status> {
        let who = caller::of(&*self.people, request.metadata()).await?;
        let seat = self.sit(&who, request.into_inner()).await?;
        let began = stream::iter([Ok(wire::began(seat.began))]);
        let steps = seat.steps.map(|step| step.map(wire::step).map_err(status));
        Ok(Response::new(Box::pin(began.chain(steps))))
    }

    type ConverseStream = Pin<Box<dyn Stream<Item = Result<ConverseResponse, Status>> + Send>>;

    async fn converse(
        &self,
        request: Request<Streaming<ConverseRequest>>,
    ) -> Result<Response<Self::ConverseStream>, Status> {
        let who = caller::speaker(&*self.people, request.metadata()).await?;
        let talk = converse::begin(self.clone(), who, request.into_inner()).await?;
        Ok(Response::new(Box::pin(talk)))
    }
}
