//! A folder of the disk behind the port `Files`, for the tests of doors: it answers as the house's
//! own tree does, in as few lines as possible, and fails where it is told to.

use std::fs;
use std::io;
use std::ops::Range;
use std::os::unix::fs::FileExt;
use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt, stream};
use maloca_fault::{Fault, Incident};
use maloca_files::port::Changes;
use maloca_files::{
    Chunks, Condition, Content, Cursor, Entry, Files, Found, Kind, Listing, Meta, Path, Query,
    Refused, Stored, Version,
};
use maloca_people::{Caller, Right};

/// The folder. A name that begins with `locked` cannot be opened, one with `torn` loses its second
/// half while it is read.
#[expect(unreachable_pub, reason = "included as a module by the tests of several crates")]
pub struct Folder(pub PathBuf);

struct Open {
    file: fs::File,
    meta: Meta,
    torn: bool,
}

fn meta(of: &fs::Metadata) -> Meta {
    let kind = if of.is_dir() { Kind::Folder } else { Kind::File };
    let modified = of.modified().unwrap();
    let version = Version(format!("{}-{:?}", of.len(), modified));
    Meta { kind, size: of.len(), modified: modified.into(), version }
}

impl Folder {
    fn at(&self, who: &Caller, path: &Path) -> Result<PathBuf, Fault<Refused>> {
        who.need(Right::Read)?;
        let hidden = path.is_hidden();
        if hidden { Err(Fault::Missing) } else { Ok(self.0.join(path.to_string())) }
    }
}

#[async_trait]
impl Files for Folder {
    async fn list(
        &self,
        who: &Caller,
        path: &Path,
        query: Query,
    ) -> Result<Listing, Fault<Refused>> {
        let listed = fs::read_dir(self.at(who, path)?).map_err(|_| Fault::Missing)?;
        let mut entries: Vec<Entry> = listed
            .flatten()
            .filter_map(|e| Some((e.file_name().into_string().ok()?, e.metadata().ok()?)))
            .filter(|(name, of)| !name.starts_with('.') && (of.is_dir() || of.is_file()))
            .map(|(name, of)| Entry { name, meta: meta(&of) })
            .collect();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        let total = entries.len();
        entries.retain(|e| query.cursor.as_ref().is_none_or(|Cursor(last)| e.name > *last));
        let limit = query.limit.unwrap_or(200).min(1000);
        let more = entries.len() > limit;
        entries.truncate(limit);
        let next = entries.last().filter(|_| more).map(|e| Cursor(e.name.clone()));
        Ok(Listing { path: path.clone(), entries, total, next, truncated: false })
    }

    async fn find(&self, who: &Caller, path: &Path) -> Result<Found, Fault<Refused>> {
        let on_disk = self.at(who, path)?;
        let name = path.name().unwrap_or_default();
        if name.starts_with("locked") {
            return Err(Fault::Unavailable(Incident(1)));
        }
        let of = fs::symlink_metadata(&on_disk).map_err(|_| Fault::Missing)?;
        if of.is_dir() {
            return Ok(Found::Folder(meta(&of)));
        }
        let file = fs::File::open(on_disk).ok().filter(|_| of.is_file()).ok_or(Fault::Missing)?;
        Ok(Found::File(Arc::new(Open { file, meta: meta(&of), torn: name.starts_with("torn") })))
    }

    async fn store(
        &self,
        _: &Caller,
        _: &Path,
        _: Condition,
        _: Chunks,
    ) -> Result<Stored, Fault<Refused>> {
        Err(Fault::Denied)
    }

    async fn make_folder(&self, _: &Caller, _: &Path) -> Result<Meta, Fault<Refused>> {
        Err(Fault::Denied)
    }

    async fn relocate(&self, _: &Caller, _: &Path, _: &Path) -> Result<(), Fault<Refused>> {
        Err(Fault::Denied)
    }

    async fn remove(&self, _: &Caller, _: &Path, _: Condition) -> Result<(), Fault<Refused>> {
        Err(Fault::Denied)
    }

    async fn watch(&self, _: &Caller, _: &Path) -> Result<Changes, Fault<Refused>> {
        Err(Fault::Denied)
    }
}

impl Content for Open {
    fn meta(&self) -> &Meta {
        &self.meta
    }

    fn read(self: Arc<Self>, range: Range<u64>) -> Chunks {
        let end = if self.torn { range.start + (range.end - range.start) / 2 } else { range.end };
        let torn = self.torn.then(|| Err(io::ErrorKind::UnexpectedEof.into()));
        let chunks = stream::unfold((self, range.start), move |(file, at)| async move {
            let size = end.saturating_sub(at).min(64 * 1024);
            let mut chunk = vec![0; usize::try_from(size).unwrap()];
            file.file.read_exact_at(&mut chunk, at).unwrap();
            (size > 0).then(|| (Ok(Bytes::from(chunk)), (file, at + size)))
        });
        Box::pin(chunks.chain(stream::iter(torn)))
    }
}
