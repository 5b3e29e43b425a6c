//! The folder that is served.

use std::sync::Arc;

use maloca_fault::Fault;
use maloca_files::{Content, Cursor, Files, Found, Kind, Listing, Path, Query, Refused};
use maloca_people::Caller;

use crate::{Code, Name};

/// How many entries are asked for at once: the most that the port gives.
const PAGE: usize = 1000;

/// One folder of the tree, as a caller sees it. It is looked up by its path at every request, so
/// that it may go and come back.
pub(crate) struct Shelf {
    files: Arc<dyn Files>,
    who: Caller,
    folder: Path,
}

impl Shelf {
    /// The folder at a path.
    pub(crate) fn new(files: Arc<dyn Files>, who: Caller, folder: Path) -> Self {
        Self { files, who, folder }
    }

    /// Opens a regular file.
    pub(crate) async fn open(&self, name: &Name) -> Result<Arc<dyn Content>, Code> {
        let path = self.folder.join(name.as_str()).map_err(|_| Code::FileNotFound)?;
        match self.files.find(&self.who, &path).await {
            Ok(Found::File(content)) => Ok(content),
            Ok(Found::Folder(_)) => Err(Code::FileNotFound),
            Err(fault) => Err(code(&fault)),
        }
    }

    /// A page of names that can be asked for. A folder that is not there is a failure of the
    /// server: the protocol has no code for it, and an empty listing would be untrue.
    pub(crate) async fn page(
        &self,
        cursor: Option<Cursor>,
    ) -> Result<(Vec<Name>, Option<Cursor>), Code> {
        let query = Query { limit: Some(PAGE), cursor, ..Query::default() };
        let page = self.files.list(&self.who, &self.folder, query).await;
        page.map(|page| (names(&page), page.next)).map_err(|_| Code::InternalServerError)
    }
}

fn names(page: &Listing) -> Vec<Name> {
    let files = page.entries.iter().filter(|entry| entry.meta.kind == Kind::File);
    let open = files.filter(|entry| !entry.name.starts_with('.'));
    open.filter_map(|entry| entry.name.parse().ok()).collect()
}

const fn code(fault: &Fault<Refused>) -> Code {
    match fault {
        Fault::Missing | Fault::Refused(_) => Code::FileNotFound,
        Fault::Denied | Fault::Busy { .. } | Fault::Unavailable(_) => Code::InternalServerError,
    }
}
