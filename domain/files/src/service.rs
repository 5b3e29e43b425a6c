//! The room itself, between the ports.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_people::{Caller, Right};

use crate::port::Changes;
use crate::{Chunks, Condition, Files, Found, Listing, Meta, Path, Query, Refused, Stored, Tree};

/// The shared library of files: asks who may what, then lets the [`Tree`] do it.
pub struct Library {
    tree: Arc<dyn Tree>,
}

impl Library {
    /// The library over a tree.
    pub fn new(tree: Arc<dyn Tree>) -> Self {
        Self { tree }
    }
}

/// Passes when the caller may read and the path is shared.
fn reading(who: &Caller, path: &Path) -> Result<(), Fault<Refused>> {
    who.need(Right::Read)?;
    if path.is_hidden() { Err(Fault::Missing) } else { Ok(()) }
}

/// Passes when the caller has the right and the path could be shared and is not the root.
fn writing(who: &Caller, right: Right, path: &Path) -> Result<(), Fault<Refused>> {
    who.need(right)?;
    match path {
        path if path.is_root() => Err(Refused::IsFolder.into()),
        path if path.is_hidden() => Err(Refused::Hidden.into()),
        _ => Ok(()),
    }
}

#[async_trait]
impl Files for Library {
    async fn list(
        &self,
        who: &Caller,
        path: &Path,
        query: Query,
    ) -> Result<Listing, Fault<Refused>> {
        reading(who, path)?;
        self.tree.list(path, query).await
    }

    async fn find(&self, who: &Caller, path: &Path) -> Result<Found, Fault<Refused>> {
        reading(who, path)?;
        self.tree.find(path).await
    }

    async fn store(
        &self,
        who: &Caller,
        path: &Path,
        condition: Condition,
        content: Chunks,
    ) -> Result<Stored, Fault<Refused>> {
        writing(who, Right::Upload, path)?;
        self.tree.store(path, condition, content).await
    }

    async fn make_folder(&self, who: &Caller, path: &Path) -> Result<Meta, Fault<Refused>> {
        writing(who, Right::Upload, path)?;
        self.tree.make_folder(path).await
    }

    async fn relocate(&self, who: &Caller, from: &Path, to: &Path) -> Result<(), Fault<Refused>> {
        writing(who, Right::Manage, from)?;
        writing(who, Right::Manage, to)?;
        if to.is_within(from) {
            return Err(Refused::BadMove.into());
        }
        self.tree.relocate(from, to).await
    }

    async fn remove(
        &self,
        who: &Caller,
        path: &Path,
        condition: Condition,
    ) -> Result<(), Fault<Refused>> {
        writing(who, Right::Manage, path)?;
        self.tree.remove(path, condition).await
    }

    async fn watch(&self, who: &Caller, path: &Path) -> Result<Changes, Fault<Refused>> {
        reading(who, path)?;
        self.tree.watch(path).await
    }
}
