//! What is remembered of files, in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use maloca_fault::{Fault, Incident};
use maloca_files::prints::{MAX_REMEMBERED, Remembered};
use maloca_files::{Noted, Path, Print, Prints};
use tokio::task::JoinHandle;

use crate::scratch::Scratch;

/// Remembers files; can be told to fail.
#[derive(Default)]
pub(crate) struct Memory {
    files: Mutex<BTreeMap<Vec<String>, Print>>,
    /// How many calls shall fail from now on.
    pub(crate) failing: AtomicUsize,
    /// How often something was said to be gone.
    pub(crate) gone: AtomicUsize,
}

fn key(path: &Path) -> Vec<String> {
    path.names().map(str::to_owned).collect()
}

impl Memory {
    /// What is remembered, by path.
    pub(crate) fn all(&self) -> BTreeMap<String, Print> {
        let files = self.files.lock().unwrap();
        files.values().map(|print| (print.path.to_string(), print.clone())).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.files.lock().unwrap().len()
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.all().into_keys().collect()
    }

    fn check(&self) -> Result<(), Fault> {
        let fails =
            self.failing.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |it| it.checked_sub(1));
        if fails.is_ok() { Err(Fault::Unavailable(Incident::fresh())) } else { Ok(()) }
    }

    /// Keeps a journal until the handle is aborted.
    pub(crate) fn keep(self: &Arc<Self>, scratch: &Scratch) -> JoinHandle<()> {
        tokio::spawn(scratch.tree.journal(self.clone()))
    }

    /// Waits until exactly these files are remembered with what is in them; at most ten seconds.
    pub(crate) async fn holds(&self, scratch: &Scratch, names: &[&str]) {
        let mut names: Vec<_> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort();
        for _ in 0..1000 {
            if self.names() == names && self.is_true(scratch).await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("these are remembered, not {names:?}: {:?}", self.all());
    }

    async fn is_true(&self, scratch: &Scratch) -> bool {
        for (name, print) in self.all() {
            let Ok(meta) = scratch.find(&name).await else { return false };
            let Ok(bytes) = std::fs::read(scratch.at(&name)) else { return false };
            let said = (print.version, print.size, print.modified, print.hash);
            if said != (meta.version, meta.size, meta.modified, crate::scratch::hash(&bytes)) {
                return false;
            }
        }
        true
    }
}

#[async_trait]
impl Prints for Memory {
    async fn of(&self, path: &Path) -> Result<Option<Print>, Fault> {
        self.check()?;
        Ok(self.files.lock().unwrap().get(&key(path)).cloned())
    }

    async fn within(&self, folder: &Path, after: Option<&str>) -> Result<Remembered, Fault> {
        self.check()?;
        let (files, depth) = (self.files.lock().unwrap(), folder.names().len());
        let inside = files.iter().filter(|(_, print)| print.path.is_within(folder));
        let (here, below): (Vec<_>, Vec<_>) = inside.partition(|(key, _)| key.len() == depth + 1);
        let mut files: Vec<Print> = here.into_iter().map(|(_, print)| print.clone()).collect();
        files.retain(|print| after.is_none_or(|after| print.path.name().unwrap() > after));
        files.truncate(MAX_REMEMBERED);
        let folders: BTreeSet<String> = below
            .into_iter()
            .filter(|(key, _)| after.is_none() && key.len() > depth + 1)
            .map(|(key, _)| key[depth].clone())
            .collect();
        Ok(Remembered { files, folders: folders.into_iter().collect() })
    }

    async fn note(&self, noted: Vec<Noted>) -> Result<(), Fault> {
        self.check()?;
        let mut files = self.files.lock().unwrap();
        for noted in noted {
            match noted {
                Noted::Read(print) => drop(files.insert(key(&print.path), print)),
                Noted::Gone(path) => {
                    self.gone.fetch_add(1, Ordering::SeqCst);
                    files.retain(|_, print| !print.path.is_within(&path));
                }
            }
        }
        Ok(())
    }
}
