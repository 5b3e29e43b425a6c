//! Bytes on their way in. They are asked for when those before are written.

use std::io;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use maloca_files::{Condition, Path, Version};
use tonic::{Status, Streaming};

use super::path;
use crate::contract::v1::upload_request::Part;
use crate::contract::v1::upload_target::Condition as Only;
use crate::contract::v1::{UploadRequest, UploadTarget};

/// Where the file goes, which the first message says.
pub(super) async fn target(
    parts: &mut Streaming<UploadRequest>,
) -> Result<(Path, Condition), Status> {
    let first = parts.message().await?.and_then(|first| first.part);
    let Some(Part::Target(target)) = first else {
        return Err(Status::invalid_argument("say first where the file goes: `target`"));
    };
    Ok((path(&target.path)?, condition(target)))
}

fn condition(target: UploadTarget) -> Condition {
    match target.condition {
        Some(Only::Absent(true)) => Condition::Absent,
        Some(Only::Etag(etag)) => Condition::OneOf(vec![Version(etag)]),
        Some(Only::Absent(false)) | None => Condition::Always,
    }
}

/// The bytes after that. A caller that goes away or says something else makes them fail, and then
/// nothing is stored.
pub(super) fn content(
    parts: Streaming<UploadRequest>,
) -> impl Stream<Item = io::Result<Bytes>> + Send {
    parts.map(|part| match part.map_err(io::Error::other)?.part {
        Some(Part::Data(data)) => Ok(data),
        Some(Part::Target(_)) | None => {
            Err(io::Error::new(io::ErrorKind::InvalidData, "only bytes follow the target"))
        }
    })
}
