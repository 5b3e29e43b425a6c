//! What the page asks about copies. What changes something also works as a plain form.

use std::num::NonZeroU8;

use leptos::prelude::*;
use maloca_fault::Fault;
use maloca_files::{Kind, Path, Query};

use super::super::port::Refused;
use super::wire::{Keep, Place};
use crate::failure::Failure;
use crate::port;
use crate::wire::Wire;

/// Folders of which copies are kept, and where these are.
///
/// # Errors
/// [`Fault::Denied`] without the right to read.
#[server(prefix = "/fn", endpoint = "nodes/keeps", output = Wire)]
pub async fn look_at_keeps() -> Result<Vec<Keep>, Failure<Refused>> {
    let (house, who) = (port::house()?, port::visitor()?.caller());
    Ok(house.peers.keeps(&who).await?)
}

/// The first folders at the top of this house's tree.
///
/// # Errors
/// [`Fault::Denied`] without the right to read.
#[server(prefix = "/fn", endpoint = "nodes/keeps/folders", output = Wire)]
pub async fn top_folders() -> Result<Vec<String>, Failure<Refused>> {
    let (house, who) = (port::house()?, port::visitor()?.caller());
    let listing = house.files.list(&who, &Path::root(), Query::default()).await;
    let listing = listing.map_err(|fault| fault.map(Refused::Files))?;
    let folders = listing.entries.into_iter().filter(|entry| entry.meta.kind == Kind::Folder);
    Ok(folders.map(|folder| folder.name).collect())
}

/// Keeps copies of a folder from now on and goes on to where they are seen.
///
/// # Errors
/// [`Refused::TooManyKeeps`], [`Refused::Files`], [`Refused::Shut`].
#[server(prefix = "/fn", endpoint = "nodes/keep", output = Wire)]
pub async fn keep_folder(
    /// Its path; a lone slash is the whole tree.
    folder: String,
    /// Where the copies shall be.
    place: Place,
    /// How many of them, in the group.
    copies: NonZeroU8,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let in_group = (place == Place::Group).then_some(copies);
    house.peers.keep(&visitor.caller(), &read(&folder)?, in_group).await?;
    visitor.redirect("/nodes#copies");
    Ok(())
}

/// Keeps a folder no longer. The copies that there are stay.
///
/// # Errors
/// [`Fault::Missing`], [`Refused::Elsewhere`].
#[server(prefix = "/fn", endpoint = "nodes/release", output = Wire)]
pub async fn release_folder(
    /// Its path.
    folder: String,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    house.peers.release(&visitor.caller(), &read(&folder)?).await?;
    visitor.redirect("/nodes#copies");
    Ok(())
}

fn read(folder: &str) -> Result<Path, Fault<Refused>> {
    let path = folder.trim().parse::<Path>();
    path.map_err(|bad| Refused::Files(maloca_files::Refused::BadPath(bad)).into())
}
