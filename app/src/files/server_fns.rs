//! What the browser calls. Changes also work as plain forms, which go on to where the thing is then.

use leptos::prelude::*;
use maloca_fault::Fault;
use maloca_files::sorted::MAX_LIMIT;
use maloca_files::{Condition, Files, Found, Listing, Path, Query, Refused};
use maloca_people::Caller;

pub use super::address::View;
use super::peek;
pub use super::seen::{File, Folder, Preview, Seen};
use crate::failure::Failure;
use crate::port;
use crate::wire::Wire;

/// How many entries a page shows at most, however often more are asked for.
const MOST: usize = 10_000;

/// The names under which a folder tells about itself.
const READMES: [&str; 3] = ["README.md", "readme.md", "Readme.md"];

/// What an address leads to.
///
/// # Errors
/// [`Refused::BadPath`], [`Refused::BadCursor`], [`Fault::Missing`], [`Fault::Denied`].
#[server(prefix = "/fn", endpoint = "files/look", output = Wire)]
pub async fn look(
    /// From the top of the tree, as it stands in an address.
    path: String,
    /// How a folder shall be shown.
    view: View,
    /// How many entries of a folder, at most 10,000.
    rows: usize,
) -> Result<Seen, Failure<Refused>> {
    let (house, who) = (port::house()?, port::visitor()?.caller());
    let path = Path::decode(&path).map_err(|bad| Fault::Refused(Refused::BadPath(bad)))?;
    match house.files.find(&who, &path).await? {
        Found::File(content) => {
            let meta = content.meta().clone();
            let preview = peek::preview(path.name().unwrap_or_default(), content).await;
            Ok(Seen::File(File { path, meta, preview }))
        }
        Found::Folder(_) => {
            let has_readme = view.cursor.is_none() && view.filter.is_empty();
            let listing = list(&*house.files, &who, &path, view, rows.clamp(1, MOST)).await?;
            let readme = if has_readme { readme(&*house.files, &who, &path).await } else { None };
            Ok(Seen::Folder(Folder { listing, readme }))
        }
    }
}

fn read(path: &str) -> Result<Path, Fault<Refused>> {
    path.parse().map_err(|bad| Refused::BadPath(bad).into())
}

/// As many entries as were asked for, in as many steps as it takes.
async fn list(
    files: &dyn Files,
    who: &Caller,
    path: &Path,
    view: View,
    rows: usize,
) -> Result<Listing, Fault<Refused>> {
    let View { sort, order, filter, cursor } = view;
    let filter = Some(filter).filter(|text| !text.is_empty());
    let limit = Some(rows.min(MAX_LIMIT));
    let mut query = Query { sort, order, limit, cursor, filter };
    let mut listing = files.list(who, path, query.clone()).await?;
    while let Some(cursor) = listing.next.take_if(|_| listing.entries.len() < rows) {
        query.limit = Some((rows - listing.entries.len()).min(MAX_LIMIT));
        query.cursor = Some(cursor);
        let more = files.list(who, path, query.clone()).await?;
        listing.entries.extend(more.entries);
        listing.next = more.next;
    }
    Ok(listing)
}

/// What a folder tells about itself. A folder without a README, or one whose README cannot be read,
/// is shown all the same.
async fn readme(files: &dyn Files, who: &Caller, folder: &Path) -> Option<String> {
    for name in READMES {
        if let Ok(Found::File(content)) = files.find(who, &folder.join(name).ok()?).await {
            let (text, _) = peek::text(content).await?;
            return Some(maloca_markup::html(&text));
        }
    }
    None
}

/// Makes a folder and, unless somebody stays where they are, goes to it.
///
/// # Errors
/// [`Refused::BadPath`], [`Refused::Exists`], [`Refused::Hidden`], [`Fault::Denied`].
#[server(prefix = "/fn", endpoint = "files/make-folder", output = Wire)]
pub async fn make_folder(
    /// The folder in which it shall be.
    folder: String,
    /// Its name.
    name: String,
    /// Whether to stay on the page.
    stay: Option<bool>,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let path =
        read(&folder)?.join(name.trim()).map_err(|bad| Fault::Refused(Refused::BadPath(bad)))?;
    house.files.make_folder(&visitor.caller(), &path).await?;
    go(&path, stay)
}

/// Moves or renames and, unless somebody stays where they are, goes to the new place.
///
/// # Errors
/// [`Refused::BadPath`], [`Refused::Exists`], [`Refused::BadMove`], [`Refused::Hidden`],
/// [`Fault::Missing`], [`Fault::Denied`].
#[server(prefix = "/fn", endpoint = "files/relocate", output = Wire)]
pub async fn relocate(
    /// Where it is.
    path: String,
    /// Where it shall be, with its name.
    to: String,
    /// Whether to stay on the page.
    stay: Option<bool>,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let (from, to) = (read(&path)?, read(to.trim())?);
    house.files.relocate(&visitor.caller(), &from, &to).await?;
    go(&to, stay)
}

/// Puts into the bin and, unless somebody stays where they are, goes to the folder around it.
///
/// # Errors
/// [`Refused::BadPath`], [`Fault::Missing`], [`Fault::Denied`].
#[server(prefix = "/fn", endpoint = "files/remove", output = Wire)]
pub async fn remove(
    /// What.
    path: String,
    /// Whether to stay on the page.
    stay: Option<bool>,
) -> Result<(), Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let path = read(&path)?;
    house.files.remove(&visitor.caller(), &path, Condition::Always).await?;
    go(&path.parent().unwrap_or_default(), stay)
}

fn go(path: &Path, stay: Option<bool>) -> Result<(), Failure<Refused>> {
    if stay != Some(true) {
        port::visitor()?.redirect(&super::address::page(path));
    }
    Ok(())
}
