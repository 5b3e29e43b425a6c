//! What the page needs of the house.

use async_trait::async_trait;
use maloca_fault::Fault;
use serde::{Deserialize, Serialize};

use super::ask::{Ask, Slot, VALUES};
use super::wire::{Door, Exchange, State};
use crate::port::Visitor;

/// The doors, from inside.
#[async_trait]
pub trait Doors: Send + Sync {
    /// Every door as it is now.
    fn states(&self) -> Vec<State>;

    /// Opens a connection to one of the house's own doors, sends a request made of these values and
    /// tells what went through. It acts with the rights of the visitor and of the door, whichever are
    /// less.
    ///
    /// # Errors
    /// [`Fault::Denied`] without the right, [`Fault::Busy`] for who tries too much.
    async fn exchange(
        &self,
        visitor: &dyn Visitor,
        ask: Ask,
        values: [String; VALUES],
    ) -> Result<Exchange, Fault<NotTried>>;

    /// Keeps an exchange for a while, to be shown on the page that follows a form.
    fn keep(&self, exchange: Exchange) -> String;

    /// An exchange that was kept.
    fn kept(&self, name: &str) -> Option<Exchange>;
}

/// Why a request was not tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NotTried {
    /// The door is shut.
    #[error("this door is shut; its flag opens it")]
    Shut(Door),
    /// A value that no request can be made of.
    #[error(
        "no request can be made of this value: it is too long, or has signs that it may not have"
    )]
    Value(Slot),
    /// The door did not take the connection.
    #[error("the door took no connection; try again soon")]
    Unreached,
}
