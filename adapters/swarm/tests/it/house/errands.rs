//! The port `Errands` in memory.

use std::sync::Mutex;

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::{Hash, Path};
use maloca_nodes::network::{Errand, Errands, TransferId};

/// The fetches that were begun.
#[derive(Default)]
pub struct List(Mutex<(u64, Vec<Errand>)>);

#[async_trait]
impl Errands for List {
    async fn open(&self) -> Result<Vec<Errand>, Fault> {
        Ok(self.0.lock().unwrap().1.clone())
    }

    async fn begin(&self, hash: Hash, size: u64, to: Path) -> Result<Errand, Fault> {
        let mut list = self.0.lock().unwrap();
        list.0 += 1;
        let errand = Errand { id: TransferId(list.0), hash, size, to, since: 1 };
        list.1.push(errand.clone());
        Ok(errand)
    }

    async fn end(&self, id: TransferId) -> Result<(), Fault> {
        self.0.lock().unwrap().1.retain(|errand| errand.id != id);
        Ok(())
    }
}
