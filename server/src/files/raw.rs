//! `/raw/{path}`: the bytes themselves, in and out.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use maloca_fault::Fault;
use maloca_files::{Condition, Files, Found, Path, Refused};
use maloca_people::Caller;

use super::address::{names_folder, path, refused};
use super::answer::{Asked, answer};
use super::arriving;
use super::conditions::{Conditions, validators};
use crate::config::Size;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// `GET` and `HEAD`: the file, or the parts of it that were asked for. `?download` lets browsers
/// keep it rather than show it.
///
/// # Errors
/// `bad-path` (400), `missing` (404), `denied` (403), `conflict` (409) for a folder,
/// `precondition-failed` (412), `range` (416), `unavailable` (503) while the tree is gone.
pub async fn get(
    State(hall): State<Hall>,
    visit: Visit,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let path = path(&uri, "/raw")?;
    let content = match hall.house.files.find(&visit.caller, &path).await? {
        Found::Folder(_) => return Err(refused(Refused::IsFolder)),
        // Only folders have a slash behind their names.
        Found::File(_) if names_folder(&uri) => return Err(Fault::<Refused>::Missing.into()),
        Found::File(content) => content,
    };
    let conditions = Conditions::of(&method, &headers);
    let name = path.name().unwrap_or_default();
    let download = asks_for_download(&uri);
    Ok(answer(content, &Asked { method: &method, conditions, name, download }))
}

fn asks_for_download(uri: &Uri) -> bool {
    let mut pairs = uri.query().unwrap_or_default().split('&');
    pairs.any(|pair| pair == "download" || pair.starts_with("download="))
}

/// `PUT`: stores the body under this name, once all of it is on disk: 201 when nothing was there, else
/// 204. Missing folders are made.
///
/// # Errors
/// `bad-path` (400), `denied` (403), `conflict` (409) for a folder, `precondition-failed` (412),
/// `bad-request` (400) for a part of a file or a body that ends early, `too-large` (413), `full`
/// (507).
pub async fn put(
    State(hall): State<Hall>,
    visit: Visit,
    request: Request,
) -> Result<Response, Problem> {
    let (parts, body) = request.into_parts();
    // Whatever follows refuses before it reads; the rest of the body is this one's affair then.
    let content = arriving::chunks(body, &parts.headers);
    let path = path(&parts.uri, "/raw")?;
    if names_folder(&parts.uri) {
        return Err(refused(Refused::IsFolder));
    }
    if parts.headers.contains_key(header::CONTENT_RANGE) {
        return Err(in_part());
    }
    if hall.config.max_upload.value.is_some_and(|Size(most)| announced(&parts.headers) > most) {
        return Err(refused(Refused::TooLarge));
    }
    let files = &*hall.house.files;
    let condition = condition(files, &visit.caller, &path, &parts.headers).await?;
    let stored = files.store(&visit.caller, &path, condition, content).await?;
    let headers = validators(&stored.meta);
    if stored.created {
        Ok((StatusCode::CREATED, [(header::LOCATION, location(&path)?)], headers).into_response())
    } else {
        Ok((StatusCode::NO_CONTENT, headers).into_response())
    }
}

/// How many bytes the sender says will follow; 0 when it does not say.
fn announced(headers: &HeaderMap) -> u64 {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    length.and_then(|length| length.parse().ok()).unwrap_or(0)
}

/// A part cannot be stored as if it were the whole (RFC 9110 §14.4).
fn in_part() -> Problem {
    Problem::new(
        Kind::BAD_REQUEST,
        "a part of a file cannot be stored this way; send the whole file without Content-Range",
    )
}

fn location(path: &Path) -> Result<HeaderValue, Problem> {
    HeaderValue::try_from(format!("/raw/{}", path.encode()))
        .map_err(|_| Problem::new(Kind::FAILED, "the new address cannot be written"))
}

/// `DELETE`: puts a file or folder into the bin: 204.
///
/// # Errors
/// `bad-path` (400), `denied` (403), `missing` (404), `precondition-failed` (412).
pub async fn delete(
    State(hall): State<Hall>,
    visit: Visit,
    uri: Uri,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let path = path(&uri, "/raw")?;
    remove(&hall, &visit, &path, &headers).await
}

/// Puts something into the bin, if the request's conditions hold.
///
/// # Errors
/// As [`delete`].
pub async fn remove(
    hall: &Hall,
    visit: &Visit,
    path: &Path,
    headers: &HeaderMap,
) -> Result<StatusCode, Problem> {
    let files = &*hall.house.files;
    let condition = condition(files, &visit.caller, path, headers).await?;
    files.remove(&visit.caller, path, condition).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// On what a write depends.
async fn condition(
    files: &dyn Files,
    who: &Caller,
    path: &Path,
    headers: &HeaderMap,
) -> Result<Condition, Problem> {
    let conditions = Conditions::of(&Method::PUT, headers);
    let there = if conditions.ask_for_the_time() {
        match files.find(who, path).await {
            Ok(Found::File(content)) => Some(content.meta().clone()),
            Ok(Found::Folder(meta)) => Some(meta),
            Err(Fault::Missing) => None,
            Err(fault) => return Err(fault.into()),
        }
    } else {
        None
    };
    Ok(conditions.preconditions().for_write(there.as_ref()))
}
