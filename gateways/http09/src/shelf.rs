//! What a path leads to.

use std::sync::Arc;

use maloca_fault::Fault;
use maloca_files::{Content, Files, Found, Path, Query};
use maloca_gateway::Site;
use maloca_people::Caller;

use crate::trouble::Trouble;
use crate::{listing, media};

/// How many entries are asked for at once: the most that the port gives.
const PAGE: usize = 1000;

/// How many entries a page shows; nobody reads more, and the page is made in memory.
const SHOWN: usize = 10_000;

/// The files that stand for their folder.
const INDEX: [&str; 2] = ["index.html", "index.htm"];

/// What is sent.
pub(crate) enum Resource {
    /// A file, with its content type.
    File(Arc<dyn Content>, String),
    /// A folder as a page.
    Listing(String),
}

/// The tree, as a caller sees it.
pub(crate) struct Shelf {
    files: Arc<dyn Files>,
    who: Caller,
    site: Site,
}

/// The path that a request names, and whether it said that it is a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    path: Path,
    slash: bool,
}

impl Target {
    /// Reads the target of a request line: a path from the root; a query is ignored.
    pub(crate) fn parse(target: &str) -> Result<Self, Trouble> {
        let text = target.split('?').next().filter(|text| text.starts_with('/'));
        let text = text.ok_or(Trouble::BadRequest)?;
        let path = Path::decode(text).map_err(|_| Trouble::BadRequest)?;
        Ok(Self { path, slash: text.ends_with('/') })
    }

    /// Where the folder is that this names without its slash.
    pub(crate) fn folder(&self) -> String {
        listing::address(&self.path, true)
    }

    /// Whether it was named as a folder is.
    pub(crate) const fn is_folder(&self) -> bool {
        self.slash
    }
}

impl Shelf {
    /// The tree as `who` sees it, under the names of `site`.
    pub(crate) const fn new(files: Arc<dyn Files>, who: Caller, site: Site) -> Self {
        Self { files, who, site }
    }

    /// The names that this house is known by.
    pub(crate) const fn site(&self) -> &Site {
        &self.site
    }

    /// What is there.
    pub(crate) async fn find(&self, target: &Target) -> Result<Found, Trouble> {
        match self.files.find(&self.who, &target.path).await? {
            Found::File(_) if target.slash => Err(Trouble::NotFound),
            found => Ok(found),
        }
    }

    /// What is sent for something that was found.
    pub(crate) async fn resource(&self, at: &Target, found: Found) -> Result<Resource, Trouble> {
        match found {
            Found::File(file) => Ok(Resource::File(file, media::of(name(&at.path)))),
            Found::Folder(_) => self.folder(&at.path).await,
        }
    }

    async fn folder(&self, path: &Path) -> Result<Resource, Trouble> {
        for index in INDEX {
            let Ok(path) = path.join(index) else { continue };
            match self.files.find(&self.who, &path).await {
                Ok(Found::File(file)) => return Ok(Resource::File(file, media::of(index))),
                Ok(Found::Folder(_)) | Err(Fault::Missing) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        self.listing(path).await.map(Resource::Listing)
    }

    async fn listing(&self, path: &Path) -> Result<String, Trouble> {
        let (mut entries, mut cursor) = (Vec::new(), None);
        loop {
            let query = Query { limit: Some(PAGE), cursor, ..Query::default() };
            let page = self.files.list(&self.who, path, query).await?;
            entries.extend(page.entries);
            cursor = page.next;
            if cursor.is_none() || entries.len() >= SHOWN {
                return Ok(listing::page(path, &entries, cursor.is_some() || page.truncated));
            }
        }
    }
}

fn name(path: &Path) -> &str {
    path.name().unwrap_or_default()
}
