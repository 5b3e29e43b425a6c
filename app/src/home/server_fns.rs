//! What the home page asks of the house.

use leptos::prelude::*;
use maloca_chat::{RoomName, Span};
use maloca_files::{Path, Query};
use maloca_people::{Caller, Right};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::port::{self, House, Visitor};
use crate::ui::qr::Qr;
use crate::wire::Wire;

/// All that the home page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// What is going on in the rooms.
    pub glimpse: Glimpse,
    /// How others get here.
    pub share: Share,
}

/// What is going on in the rooms. A room that the visitor may not enter, or that is out of order,
/// shows nothing: the others go on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glimpse {
    /// How many chat rooms there are.
    pub rooms: Option<usize>,
    /// The last message of the common room.
    pub last: Option<LastWord>,
    /// How many files and folders lie in the top folder.
    pub files: Option<usize>,
}

/// A message in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastWord {
    /// Who said it.
    pub author: String,
    /// What it says, without markup.
    pub text: String,
}

/// How others get here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The address that others can reach, best first; never empty.
    pub addresses: Vec<String>,
    /// The first of them as a code for cameras.
    pub qr: Option<Qr>,
    /// Whether guests may add files, so that it is worth telling how.
    pub may_upload: bool,
}

/// A look into the rooms, and the addresses to share.
///
/// # Errors
/// None of its own.
#[server(prefix = "/fn", endpoint = "home", output = Wire)]
pub async fn look_around() -> Result<Home, Failure> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    Ok(Home { glimpse: glimpse(&house, &visitor.caller()).await, share: share(&house, &*visitor) })
}

async fn glimpse(house: &House, who: &Caller) -> Glimpse {
    Glimpse {
        rooms: house.chat.rooms(who).await.ok().map(|rooms| rooms.len()),
        last: last_word(house, who).await,
        files: count_files(house, who).await,
    }
}

async fn last_word(house: &House, who: &Caller) -> Option<LastWord> {
    let history = house.chat.history(who, &RoomName::general(), Span::Latest, 5).await.ok()?;
    let message = history.messages.into_iter().rev().find(|message| !message.deleted)?;
    Some(LastWord { author: message.author.to_string(), text: maloca_markup::plain(&message.text) })
}

async fn count_files(house: &House, who: &Caller) -> Option<usize> {
    let query = Query { limit: Some(1), ..Query::default() };
    house.files.list(who, &Path::root(), query).await.ok().map(|listing| listing.total)
}

/// The address that the visitor used comes first, unless only this machine itself can use it.
fn share(house: &House, visitor: &dyn Visitor) -> Share {
    let addresses = best_first(visitor.origin(), &house.site.addresses);
    let qr = addresses.first().and_then(|address| visitor.qr(address));
    Share { addresses, qr, may_upload: visitor.caller().may(Right::Upload) }
}

fn best_first(own: String, others: &[String]) -> Vec<String> {
    let others = others.iter().filter(|other| **other != own && !is_loopback(other));
    let mut addresses: Vec<String> = others.take(3).cloned().collect();
    let place = if is_loopback(&own) { addresses.len() } else { 0 };
    addresses.insert(place, own);
    addresses
}

/// Whether an address leads nowhere but to the machine on which it is opened.
fn is_loopback(address: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    ["localhost", "127.", "[::1]"].iter().any(|own| host.starts_with(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_only_this_machine_can_use_comes_last() {
        let others = ["http://192.0.2.7:3000".to_owned(), "http://127.0.0.1:3000".to_owned()];
        let addresses = best_first("http://localhost:3000".to_owned(), &others);
        assert_eq!(addresses, ["http://192.0.2.7:3000", "http://localhost:3000"]);
        let addresses = best_first("http://house.example".to_owned(), &others);
        assert_eq!(addresses, ["http://house.example", "http://192.0.2.7:3000"]);
    }
}
