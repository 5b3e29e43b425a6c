//! `/files/{path}` for terminals: one name per line, folders end in `/`, like `ls -p`.

use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use maloca_files::sorted::MAX_LIMIT;
use maloca_files::{Cursor, Files, Found, Kind, Listing, Path, Query};
use maloca_people::Caller;

use super::address::path;
use crate::hall::Hall;
use crate::problem::Problem;
use crate::visitor::Visit;

/// How many names are listed at most; the JSON has them all, page by page.
const MOST: usize = 100_000;

/// `GET /files/{path}`.
pub async fn list(State(hall): State<Hall>, visit: Visit, uri: Uri) -> Response {
    match names(&hall, &visit.caller, &uri).await {
        Ok(names) => names.into_response(),
        Err(problem) => problem.into_text(),
    }
}

async fn names(hall: &Hall, who: &Caller, uri: &Uri) -> Result<String, Problem> {
    let path = path(uri, "/files")?;
    let files = &*hall.house.files;
    match files.find(who, &path).await? {
        Found::File(_) => Ok(format!("{}\n", path.name().unwrap_or_default())),
        Found::Folder(_) => all(files, who, &path).await,
    }
}

async fn all(files: &dyn Files, who: &Caller, path: &Path) -> Result<String, Problem> {
    let (mut names, mut count, mut cursor) = (String::new(), 0, None);
    while count < MOST {
        let page = page(files, who, path, cursor).await?;
        count += page.entries.len();
        for entry in &page.entries {
            names.push_str(&entry.name);
            names.push_str(if entry.meta.kind == Kind::Folder { "/\n" } else { "\n" });
        }
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    Ok(names)
}

async fn page(
    files: &dyn Files,
    who: &Caller,
    path: &Path,
    cursor: Option<Cursor>,
) -> Result<Listing, Problem> {
    let query = Query { limit: Some(MAX_LIMIT), cursor, ..Query::default() };
    Ok(files.list(who, path, query).await?)
}
