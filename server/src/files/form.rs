//! Files sent by a form (RFC 7578), for browsers without scripts.

use std::io;

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{Multipart, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use bytes::Bytes;
use maloca_fault::Fault;
use maloca_files::{Condition, Files, Path, Refused, twin};
use maloca_people::Caller;
use tokio::sync::mpsc::{self, Sender};
use tokio::time::timeout;
use tokio_stream::wrappers::ReceiverStream;

use super::address::{path, refused};
use super::arriving::PATIENCE;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// How many files of one form are stored.
const MOST: usize = 200;
/// How many chunks wait for the disk.
const WAITING: usize = 4;
/// How many names are tried for a file whose own is taken.
const TRIES: u32 = 99;

/// `POST /files/{folder}`: stores the files of a form in the folder, beside what is there, and leads
/// back to it.
pub async fn upload(
    State(hall): State<Hall>,
    visit: Visit,
    uri: Uri,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Response {
    let stored = async {
        let folder = path(&uri, "/files")?;
        let form = form.map_err(|rejection| unreadable(rejection.body_text()))?;
        store_all(&*hall.house.files, &visit.caller, &folder, form).await?;
        Ok::<_, Problem>(folder)
    };
    match stored.await {
        Ok(folder) => Redirect::to(&format!("/files/{}", folder.encode())).into_response(),
        Err(problem) => problem.into_response(),
    }
}

async fn store_all(
    files: &dyn Files,
    who: &Caller,
    folder: &Path,
    mut form: Multipart,
) -> Result<(), Problem> {
    for _ in 0..MOST {
        let field = form.next_field().await.map_err(|error| unreadable(error.body_text()))?;
        let Some(field) = field else { break };
        let name = field.file_name().unwrap_or_default().to_owned();
        // A form without a choice sends one file without a name.
        if !name.is_empty() {
            let path = free(files, who, folder, &name).await?;
            store(files, who, &path, field).await?;
        }
    }
    Ok(())
}

/// A path for this name at which nothing is yet.
async fn free(files: &dyn Files, who: &Caller, folder: &Path, name: &str) -> Result<Path, Problem> {
    for number in 1..=TRIES {
        let path = folder.join(&twin::name(name, number));
        let path = path.map_err(|bad| refused(Refused::BadPath(bad)))?;
        match files.find(who, &path).await {
            Err(Fault::Missing) => return Ok(path),
            Ok(_) => {}
            Err(fault) => return Err(fault.into()),
        }
    }
    Err(refused(Refused::Exists))
}

/// Stores one file while it is read from the form.
async fn store(
    files: &dyn Files,
    who: &Caller,
    path: &Path,
    field: Field<'_>,
) -> Result<(), Problem> {
    let (sender, receiver) = mpsc::channel(WAITING);
    let content = Box::pin(ReceiverStream::new(receiver));
    let stored = files.store(who, path, Condition::Absent, content);
    let (stored, ()) = tokio::join!(stored, pump(field, sender));
    stored?;
    Ok(())
}

async fn pump(mut field: Field<'_>, sender: Sender<io::Result<Bytes>>) {
    loop {
        let chunk = match timeout(PATIENCE, field.chunk()).await {
            Ok(Ok(Some(chunk))) => Ok(chunk),
            Ok(Ok(None)) => return,
            Ok(Err(error)) => Err(io::Error::other(MultipartError::body_text(&error))),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        };
        let is_last = chunk.is_err();
        if sender.send(chunk).await.is_err() || is_last {
            return;
        }
    }
}

fn unreadable(why: String) -> Problem {
    Problem::new(Kind::BAD_REQUEST, why)
}
