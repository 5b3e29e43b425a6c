//! Reading a folder, and the listings kept for the next visitor.

use std::sync::Arc;

use maloca_files::sorted::{Row, Sorted};
use maloca_files::{Kind, Listing, Path, Query, Refused};

use crate::facts::{Facts, Mark, Moment};
use crate::fault::{Failure, reading};
use crate::root::{Anchor, Root, Seen};
use crate::watch::Hub;
use cache::{Cache, Kept};
use scan::Folder;

mod cache;
pub(crate) mod scan;

/// The listings of a tree.
#[derive(Default)]
pub(crate) struct Lists {
    cache: Cache,
}

/// Opens a folder for reading.
pub(crate) fn open_folder(anchor: &Anchor, path: &Path) -> Result<Seen, Failure> {
    let seen = anchor.see(path)?;
    if seen.facts.kind == Kind::Folder { Ok(seen) } else { Err(Refused::NotFolder.into()) }
}

impl Lists {
    /// A page of a folder. The folder is opened anew each time, so that one that was closed to us
    /// is not shown from memory.
    pub(crate) fn page(
        &self,
        root: &Root,
        hub: &Arc<Hub>,
        path: &Path,
        query: &Query,
    ) -> Result<Listing, Failure> {
        let anchor = root.anchor()?;
        let seen = open_folder(&anchor, path)?;
        let folder = Folder { fd: &seen.fd, anchor: &anchor, path };
        let kept = self.kept(hub, &folder, Moment::of(&seen.stat), query)?;
        let page = kept.sorted.page(query)?;
        let rows = page.rows.into_iter().filter_map(|row| current(&folder, row));
        let entries = rows.map(|row| Facts::entry(&row)).collect();
        let (path, truncated) = (path.clone(), kept.truncated);
        Ok(Listing { path, entries, total: page.total, next: page.next, truncated })
    }

    /// The sorted folder, from memory when nothing changed since.
    fn kept(
        &self,
        hub: &Arc<Hub>,
        folder: &Folder<'_>,
        moment: Moment,
        query: &Query,
    ) -> Result<Arc<Kept>, Failure> {
        // What happened before this call must be heard before memory is asked.
        hub.drain();
        if let Some(kept) = self.cache.find(folder.path, query.sort, moment) {
            return Ok(kept);
        }
        // The watch comes first: what changes while the folder is read is then heard of.
        let bell =
            hub.bell(folder.path, folder.fd, moment.folder).ok().filter(|bell| bell.is_armed());
        let generation = bell.as_ref().map(|bell| bell.generation());
        let scanned = folder.scan().map_err(|error| reading(folder.path, error))?;
        let sorted = Sorted::new(scanned.rows, query.sort);
        let kept = Arc::new(Kept::new(sorted, scanned.truncated, moment));
        if let Some((bell, generation)) = bell.zip(generation) {
            self.cache.keep(folder.path, query.sort, Arc::clone(&kept), bell, generation);
        }
        Ok(kept)
    }
}

/// A row as it is now; `None` when it is gone.
fn current(folder: &Folder<'_>, row: &Row<Mark>) -> Option<Row<Mark>> {
    if row.stamp.fleeting { folder.row(&row.name).ok().flatten() } else { Some(row.clone()) }
}
