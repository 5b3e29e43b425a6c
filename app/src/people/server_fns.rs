//! What the browser calls. Entering and leaving also work as plain forms, which come back to the
//! page that asked for a name.

use leptos::prelude::*;
use maloca_fault::Fault;
use maloca_people::{Admission, Caller, Nick, Refused, Rights, Session, Token};

use crate::failure::Failure;
use crate::link;
use crate::port::{self, House, Visitor};
use crate::wire::Wire;

/// Opens a session under a free name and goes on to the page `to`. Somebody who is in already
/// stays who they are.
///
/// # Errors
/// [`Refused::BadNick`], [`Refused::NickTaken`].
#[server(prefix = "/fn", endpoint = "people/enter", output = Wire)]
pub async fn enter(
    /// The name to take.
    nick: String,
    /// Where to go on, a path of this house.
    to: Option<String>,
) -> Result<Caller, Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let here = visitor.caller();
    let caller = if here.person().is_some() {
        here
    } else {
        let nick: Nick = nick.parse().map_err(Refused::BadNick).map_err(Fault::Refused)?;
        admit(&house, &*visitor, house.people.enter(nick).await?)
    };
    visitor.redirect(&link::within(to.as_deref().unwrap_or("/")));
    Ok(caller)
}

/// Uses up an invitation under a free name and goes on to the home page. A session that somebody
/// had before ends, because the invitation gives them another role.
///
/// # Errors
/// [`Refused::SpentInvitation`], [`Refused::BadNick`], [`Refused::NickTaken`].
#[server(prefix = "/fn", endpoint = "people/accept", output = Wire)]
pub async fn accept(
    /// The secret of the invitation's link.
    invitation: String,
    /// The name to take.
    nick: String,
) -> Result<Caller, Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let nick: Nick = nick.parse().map_err(Refused::BadNick).map_err(Fault::Refused)?;
    let invitation: Token =
        invitation.parse().map_err(|_| Fault::Refused(Refused::SpentInvitation))?;
    let admission = house.people.accept(&invitation, nick).await?;
    if let Some(old) = visitor.dismiss() {
        house.people.leave(&old).await?;
    }
    let caller = admit(&house, &*visitor, admission);
    visitor.redirect("/");
    Ok(caller)
}

fn admit(house: &House, visitor: &dyn Visitor, admission: Admission) -> Caller {
    visitor.admit(&admission.token);
    admission.session.caller(house.people.guests())
}

/// Ends the session, frees the name and goes to the home page.
///
/// # Errors
/// [`Fault::Unavailable`] when it could not be ended; the browser has forgotten it anyway.
#[server(prefix = "/fn", endpoint = "people/leave", output = Wire)]
pub async fn leave() -> Result<Caller, Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    if let Some(token) = visitor.dismiss() {
        house.people.leave(&token).await?;
    }
    visitor.redirect("/");
    Ok(Caller::anonymous(house.people.guests()))
}

/// The caller's living sessions, newest first; none for somebody without one.
///
/// # Errors
/// [`Fault::Unavailable`].
#[server(prefix = "/fn", endpoint = "people/sessions", output = Wire)]
pub async fn my_sessions() -> Result<Vec<Session>, Failure<Refused>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let caller = visitor.caller();
    if caller.person().is_none() {
        return Ok(Vec::new());
    }
    Ok(house.people.sessions(&caller).await?)
}

/// What somebody without an account may do here.
///
/// # Errors
/// None of its own.
#[server(prefix = "/fn", endpoint = "people/guests", output = Wire)]
pub async fn guest_rights() -> Result<Rights, Failure<Refused>> {
    Ok(port::house()?.people.guests())
}
