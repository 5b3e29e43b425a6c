//! The files of the group before there is a network: none.

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_files::{Hash, Path};
use maloca_nodes::Network;
use maloca_nodes::catalogue::{Listed, Share};
use maloca_nodes::network::{Opened, Refused, Transfer, TransferId};
use maloca_people::{Caller, Right};

/// Nobody shares anything.
pub struct Nothing;

type Answer<T> = Result<T, Fault<Refused>>;

fn none<T: Default>(who: &Caller) -> Answer<T> {
    who.need(Right::Read).map(|()| T::default())
}

#[async_trait]
impl Network for Nothing {
    async fn find(&self, who: &Caller, _: &str, _: usize) -> Answer<Vec<Listed>> {
        none(who)
    }

    async fn holders(&self, who: &Caller, _: &Hash) -> Answer<Vec<Listed>> {
        none(who)
    }

    async fn named(&self, who: &Caller, _: &Path) -> Answer<Vec<Listed>> {
        none(who)
    }

    async fn shares(&self, who: &Caller) -> Answer<Vec<Share>> {
        none(who)
    }

    async fn open(&self, who: &Caller, _: &Hash) -> Answer<Opened> {
        who.need(Right::Read)?;
        Err(Fault::Missing)
    }

    async fn fetch(&self, who: &Caller, _: &Hash, _: Option<Path>) -> Answer<Transfer> {
        who.need(Right::Upload)?;
        Err(Fault::Missing)
    }

    async fn transfers(&self, who: &Caller) -> Answer<Vec<Transfer>> {
        none(who)
    }

    async fn transfer(&self, who: &Caller, _: TransferId) -> Answer<Transfer> {
        who.need(Right::Read)?;
        Err(Fault::Missing)
    }

    async fn cancel(&self, who: &Caller, _: TransferId) -> Answer<()> {
        who.need(Right::Upload)?;
        Err(Fault::Missing)
    }
}
