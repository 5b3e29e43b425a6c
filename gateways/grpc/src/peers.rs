//! What the houses of the group share: for nodes that reach one another by TCP alone, and for
//! programs that are no node.
//!
//! # Layout
//! - [`Circle`]: the service.
//! - `resolve`: who has a file.
//! - `known`: how far a caller knows the logs; `follow`: what it lacks, now and later.
//! - `sync`: logs in both directions.
//! - `wire`: the logs' values as messages of the contract, and back.

use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use futures::{FutureExt, Stream, StreamExt, future, stream};
use maloca_files::Files;
use maloca_people::{Caller, People};
use tonic::{Request, Response, Status, Streaming};

use crate::caller;
use crate::contract::v1::peers_server::Peers;
use crate::contract::v1::{
    News, PeersSubscribeRequest, ResolveRequest, ResolveResponse, SyncRequest, SyncResponse,
    UploadRequest, UploadResponse,
};
use crate::door::Group;
use crate::files::upload;
use crate::status::status;

use known::Known;

mod follow;
mod known;
mod resolve;
mod sync;
mod wire;

/// The service `maloca.v1.Peers`. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Circle {
    group: Group,
    files: Arc<dyn Files>,
    people: Arc<dyn People>,
}

impl Circle {
    pub(crate) const fn new(group: Group, files: Arc<dyn Files>, people: Arc<dyn People>) -> Self {
        Self { group, files, people }
    }

    /// What the caller knows, and with that also all that is there now unless it wants that too.
    async fn known(&self, who: &Caller, asked: PeersSubscribeRequest) -> Result<Known, Status> {
        let known = wire::known(asked.since)?;
        if !asked.from_start {
            let marks = self.group.logs.marks(who).await.map_err(status)?;
            known.assume(&marks);
        }
        Ok(known)
    }
}

#[async_trait]
impl Peers for Circle {
    async fn resolve(
        &self,
        request: Request<ResolveRequest>,
    ) -> Result<Response<ResolveResponse>, Status> {
        let who = caller::of(&*self.people, request.metadata()).await?;
        let files = resolve::files(&self.group, &who, request.into_inner()).await?;
        Ok(Response::new(ResolveResponse { files }))
    }

    type SubscribeStream = Pin<Box<dyn Stream<Item = Result<News, Status>> + Send>>;

    async fn subscribe(
        &self,
        request: Request<PeersSubscribeRequest>,
    ) -> Result<Response<Self::SubscribeStream>, Status> {
        let who = caller::of(&*self.people, request.metadata()).await?;
        let known = self.known(&who, request.into_inner()).await?;
        let never = future::pending().boxed();
        let logs = Arc::clone(&self.group.logs);
        let steps = follow::follow(logs, who, known, never).await.map_err(status)?;
        let news = steps.flat_map(|step| match step {
            Ok(step) => stream::iter(wire::news(step)).map(Ok).left_stream(),
            Err(fault) => stream::iter([Err(status(fault))]).right_stream(),
        });
        Ok(Response::new(Box::pin(news)))
    }

    async fn upload(
        &self,
        request: Request<Streaming<UploadRequest>>,
    ) -> Result<Response<UploadResponse>, Status> {
        let who = caller::of(&*self.people, request.metadata()).await?;
        upload::store(&*self.files, &who, request.into_inner()).await.map(Response::new)
    }

    type SyncStream = Pin<Box<dyn Stream<Item = Result<SyncResponse, Status>> + Send>>;

    async fn sync(
        &self,
        request: Request<Streaming<SyncRequest>>,
    ) -> Result<Response<Self::SyncStream>, Status> {
        let who = caller::of(&*self.people, request.metadata()).await?;
        let exchange = sync::begin(&self.group, who, request.into_inner()).await?;
        Ok(Response::new(Box::pin(exchange)))
    }
}
