//! Bytes on their way in. They are asked for when those before are written.

use std::io;

use bytes::Bytes;
use futures::{Stream, StreamExt};
use maloca_fault::Fault;
use maloca_files::{Condition, Files, Found, Hash, Path, Refused, Stored, Version};
use maloca_people::Caller;
use tonic::{Status, Streaming};

use super::proof::{self, Proof};
use super::{hash, path, wire};
use crate::contract::v1::upload_request::Part;
use crate::contract::v1::upload_target::Condition as Only;
use crate::contract::v1::{UploadRequest, UploadResponse, UploadTarget};
use crate::status::status;

/// Where a file goes, on what that depends, and what is in it.
struct Target {
    path: Path,
    condition: Condition,
    expected: Option<Hash>,
}

/// Stores what the caller sends.
///
/// # Errors
/// Those of [`Files::store`]; `INVALID_ARGUMENT` when the bytes are not those that were announced.
pub(crate) async fn store(
    files: &dyn Files,
    who: &Caller,
    mut parts: Streaming<UploadRequest>,
) -> Result<UploadResponse, Status> {
    let Target { path, condition, expected } = target(&mut parts).await?;
    let proof = Proof::new(expected);
    match files.store(who, &path, condition, proof.over(content(parts))).await {
        Ok(Stored { created, meta, blake3 }) => {
            Ok(UploadResponse { created, entry: Some(wire::entry(&path, &meta)), blake3 })
        }
        Err(Fault::Refused(Refused::Conflict)) => {
            let there = there(files, who, &path, expected).await;
            there.ok_or_else(|| status(Refused::Conflict.into()))
        }
        Err(fault) => Err(proof.failure().unwrap_or_else(|| status(fault))),
    }
}

/// The file that stands in the way, when it is the one that is sent: whoever sends it again, because
/// the answer was lost, learns that all is well.
async fn there(
    files: &dyn Files,
    who: &Caller,
    path: &Path,
    expected: Option<Hash>,
) -> Option<UploadResponse> {
    let expected = expected?;
    let Ok(Found::File(content)) = files.find(who, path).await else { return None };
    let entry = Some(wire::entry(path, content.meta()));
    let hash = proof::hash_of(content).await.ok()?;
    (hash == expected).then(|| UploadResponse { created: false, entry, blake3: hash.to_string() })
}

/// What the first message says.
async fn target(parts: &mut Streaming<UploadRequest>) -> Result<Target, Status> {
    let first = parts.message().await?.and_then(|first| first.part);
    let Some(Part::Target(target)) = first else {
        return Err(Status::invalid_argument("say first where the file goes: `target`"));
    };
    let path = path(&target.path)?;
    let expected =
        Some(&target.blake3).filter(|text| !text.is_empty()).map(|text| hash(text)).transpose()?;
    Ok(Target { path, condition: condition(target), expected })
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
fn content(
    parts: Streaming<UploadRequest>,
) -> impl Stream<Item = io::Result<Bytes>> + Send + Unpin + 'static {
    parts.map(|part| match part.map_err(io::Error::other)?.part {
        Some(Part::Data(data)) => Ok(data),
        Some(Part::Target(_)) | None => {
            Err(io::Error::new(io::ErrorKind::InvalidData, "only bytes follow the target"))
        }
    })
}
