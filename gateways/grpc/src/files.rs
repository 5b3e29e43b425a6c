//! The shared tree of files.
//!
//! # Layout
//! - [`Shelf`]: the service.
//! - `download`: bytes on their way out.
//! - `upload`: bytes on their way in; `proof`: whether they are those that their sender means.
//! - `wire`: the tree's values as messages of the contract, and back.

use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use futures::Stream;
use maloca_files::{self as files, BadHash, Found, Hash, Path, Refused};
use maloca_people::People;
use tonic::{Request, Response, Status, Streaming};

use crate::caller;
use crate::contract::v1::files_server::Files;
use crate::contract::v1::{
    DownloadRequest, DownloadResponse, Entry, ListRequest, ListResponse, StatRequest,
    UploadRequest, UploadResponse,
};
use crate::status::status;

mod download;
mod proof;
pub(crate) mod upload;
mod wire;

/// The service `maloca.v1.Files`.
pub(crate) struct Shelf {
    files: Arc<dyn files::Files>,
    people: Arc<dyn People>,
}

impl Shelf {
    pub(crate) fn new(files: Arc<dyn files::Files>, people: Arc<dyn People>) -> Self {
        Self { files, people }
    }
}

pub(crate) fn path(text: &str) -> Result<Path, Status> {
    let refused = |bad| status(maloca_fault::Fault::Refused(Refused::BadPath(bad)));
    text.parse().map_err(refused)
}

pub(crate) fn hash(text: &str) -> Result<Hash, Status> {
    text.parse().map_err(|bad: BadHash| Status::invalid_argument(bad.to_string()))
}

#[async_trait]
impl Files for Shelf {
    async fn stat(&self, request: Request<StatRequest>) -> Result<Response<Entry>, Status> {
        let who = caller::of(&*self.people, request.metadata()).await?;
        let path = path(&request.get_ref().path)?;
        let entry = match self.files.find(&who, &path).await.map_err(status)? {
            Found::File(content) => wire::entry(&path, content.meta()),
            Found::Folder(meta) => wire::entry(&path, &meta),
        };
        Ok(Response::new(entry))
    }

    async fn list(&self, request: Request<ListRequest>) -> Result<Response<ListResponse>, Status> {
        let who = caller::of(&*self.people, request.metadata()).await?;
        let asked = request.into_inner();
        let path = path(&asked.path)?;
        let listing = self.files.list(&who, &path, wire::query(asked)).await.map_err(status)?;
        Ok(Response::new(wire::listing(listing)))
    }

    type DownloadStream = Pin<Box<dyn Stream<Item = Result<DownloadResponse, Status>> + Send>>;

    async fn download(
        &self,
        request: Request<DownloadRequest>,
    ) -> Result<Response<Self::DownloadStream>, Status> {
        let who = caller::of(&*self.people, request.metadata()).await?;
        let asked = request.into_inner();
        let path = path(&asked.path)?;
        match self.files.find(&who, &path).await.map_err(status)? {
            Found::File(content) => {
                let parts = download::parts(&path, content, &asked)?;
                Ok(Response::new(Box::pin(parts)))
            }
            Found::Folder(_) => Err(status(Refused::IsFolder.into())),
        }
    }

    async fn upload(
        &self,
        request: Request<Streaming<UploadRequest>>,
    ) -> Result<Response<UploadResponse>, Status> {
        let who = caller::of(&*self.people, request.metadata()).await?;
        upload::store(&*self.files, &who, request.into_inner()).await.map(Response::new)
    }
}
