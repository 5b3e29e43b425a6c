//! What the page asks of the house.

use leptos::prelude::*;
use maloca_fault::Fault;

use super::ask::Ask;
use super::port::NotTried;
use super::wire::{Census, Exchange};
use crate::failure::Failure;
use crate::link::query;
use crate::port;
use crate::wire::Wire;

/// Every door as it is now, as this visitor reaches it.
///
/// # Errors
/// None of its own.
#[server(prefix = "/fn", endpoint = "doors/census", output = Wire)]
pub async fn take_census() -> Result<Census, Failure> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    Ok(Census { origin: visitor.origin(), states: house.doors.states() })
}

/// Tries a request that changes nothing.
///
/// # Errors
/// When it was not tried; a request that changes something is denied here.
#[server(prefix = "/fn", endpoint = "doors/exchange", output = Wire)]
pub async fn run_exchange(
    /// The name of the request.
    ask: String,
    /// Its first value.
    first: String,
    /// Its second value.
    second: String,
    /// Its third value.
    third: String,
) -> Result<Exchange, Failure<NotTried>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let ask = Ask::named(&ask).ok_or(Fault::Missing)?;
    if ask.changes() {
        return Err(Fault::Denied.into());
    }
    Ok(house.doors.exchange(&*visitor, ask, [first, second, third]).await?)
}

/// An exchange that a form led to.
///
/// # Errors
/// [`Fault::Missing`] when it was too long ago.
#[server(prefix = "/fn", endpoint = "doors/kept", output = Wire)]
pub async fn recall(
    /// Its name.
    name: String,
) -> Result<Exchange, Failure<NotTried>> {
    Ok(port::house()?.doors.kept(&name).ok_or(Fault::Missing)?)
}

/// Tries any request, for a form; the page that follows shows what went through.
///
/// # Errors
/// When it was not tried.
#[server(prefix = "/fn", endpoint = "doors/try", output = Wire)]
pub async fn try_out(
    /// The name of the request.
    ask: String,
    /// Its first value.
    #[server(default)]
    first: String,
    /// Its second value.
    #[server(default)]
    second: String,
    /// Its third value.
    #[server(default)]
    third: String,
) -> Result<(), Failure<NotTried>> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    let ask = Ask::named(&ask).ok_or(Fault::Missing)?;
    let values = [first, second, third];
    let exchange = house.doors.exchange(&*visitor, ask, values.clone()).await?;
    let kept = house.doors.keep(exchange);
    let filled = ask.slots().iter().zip(&values);
    let filled: String =
        filled.map(|(slot, value)| format!("&{}={}", slot.word(), query(value))).collect();
    visitor.redirect(&format!("/doors?ask={}{filled}&kept={kept}#exchange", ask.word()));
    Ok(())
}
