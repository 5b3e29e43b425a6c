//! What the page asks of the house. What changes something also works as a plain form.

use std::time::Duration;

use leptos::prelude::*;
use maloca_fault::Fault;
use maloca_files::{Hash, Path};

use super::port::Refused;
use super::wire::{Content, Copies, Invitation, Scene};
use crate::failure::Failure;
use crate::link::query;
use crate::port;
use crate::wire::Wire;

/// The longest question to the catalogue, in bytes.
const LONGEST_QUERY: usize = 200;

/// The group and what is on its way here.
///
/// # Errors
/// [`Fault::Denied`] without the right to read.
#[server(prefix = "/fn", endpoint = "nodes/look", output = Wire)]
pub async fn look_at_group() -> Result<Scene, Failure<Refused>> {
    let (house, who) = (port::house()?, port::visitor()?.caller());
    let group = house.peers.look(&who).await?;
    Ok(Scene { group, transfers: house.peers.transfers(&who).await? })
}

/// Makes a ticket and goes on to the page that shows it, once. The ticket itself is never in an
/// address.
///
/// # Errors
/// [`Refused::Shut`], [`Refused::MayNotInvite`], [`Refused::BadExpiry`], [`Refused::Full`].
#[server(prefix = "/fn", endpoint = "nodes/invite", output = Wire)]
pub async fn invite(
    /// How long it can be used.
    hours: u32,
    /// Whether the newcomer may let others in.
    may_invite: Option<bool>,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let who = visitor.caller();
    let lasts = Duration::from_secs(u64::from(hours) * 60 * 60);
    let invitation = house.peers.invite(&who, lasts, may_invite == Some(true)).await?;
    let name = house.peers.keep_invitation(&who, invitation);
    visitor.redirect(&format!("/nodes?kept={name}#ticket"));
    Ok(())
}

/// The ticket that a form led to, with its code; the next time it is not there any more.
///
/// # Errors
/// [`Fault::Missing`] when it was shown already.
#[server(prefix = "/fn", endpoint = "nodes/ticket", output = Wire)]
pub async fn take_ticket(
    /// The name under which it was kept.
    name: String,
) -> Result<Invitation, Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let kept = house.peers.take_invitation(&visitor.caller(), &name).ok_or(Fault::Missing)?;
    // Capitals and digits make a smaller code, and tickets are read in any case.
    let qr = visitor.qr(&kept.ticket.to_ascii_uppercase());
    Ok(Invitation { qr, ..kept })
}

/// Joins the group of a ticket and goes on to the group.
///
/// # Errors
/// What is wrong with the ticket, [`Refused::NotAlone`], [`Refused::Shut`].
#[server(prefix = "/fn", endpoint = "nodes/join", output = Wire)]
pub async fn join(
    /// The ticket.
    ticket: String,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    house.peers.join(&visitor.caller(), &ticket).await?;
    visitor.redirect("/nodes");
    Ok(())
}

/// Puts a node out of the group, for good.
///
/// # Errors
/// [`Fault::Missing`], [`Refused::MayNotRevoke`].
#[server(prefix = "/fn", endpoint = "nodes/revoke", output = Wire)]
pub async fn revoke(
    /// Its id.
    id: String,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    house.peers.revoke(&visitor.caller(), &id).await?;
    visitor.redirect("/nodes");
    Ok(())
}

/// Files of all houses in whose names every word of the query occurs.
///
/// # Errors
/// [`Fault::Denied`] without the right to read.
#[server(prefix = "/fn", endpoint = "nodes/find", output = Wire)]
pub async fn find_files(
    /// The words.
    words: String,
) -> Result<Vec<Content>, Failure<Refused>> {
    let (house, who) = (port::house()?, port::visitor()?.caller());
    let end = words.floor_char_boundary(LONGEST_QUERY);
    Ok(house.peers.find(&who, words[..end].trim()).await?)
}

/// What the group has under the name of a file.
///
/// # Errors
/// [`Fault::Denied`] without the right to read.
#[server(prefix = "/fn", endpoint = "nodes/copies", output = Wire)]
pub async fn look_for_copies(
    /// The name, from the top of the tree.
    path: Path,
) -> Result<Copies, Failure<Refused>> {
    let (house, who) = (port::house()?, port::visitor()?.caller());
    Ok(house.peers.copies(&who, &path).await?)
}

/// Begins to fetch a file into the tree and goes on to where it is seen coming.
///
/// # Errors
/// [`Fault::Missing`], [`Refused::TooMany`], [`Refused::Files`].
#[server(prefix = "/fn", endpoint = "nodes/fetch", output = Wire)]
pub async fn fetch(
    /// What.
    hash: Hash,
    /// Where to; without it, under the name that its holder gives it.
    to: Option<Path>,
    /// What was searched for, to be seen again.
    q: Option<String>,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    house.peers.fetch(&visitor.caller(), &hash, to).await?;
    let q = q.map(|q| format!("?q={}", query(&q))).unwrap_or_default();
    visitor.redirect(&format!("/nodes{q}#transfers"));
    Ok(())
}

/// Ends a fetch and removes what came of it.
///
/// # Errors
/// [`Fault::Missing`].
#[server(prefix = "/fn", endpoint = "nodes/cancel", output = Wire)]
pub async fn cancel(
    /// Its number.
    id: u64,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    house.peers.cancel(&visitor.caller(), id).await?;
    Ok(())
}
