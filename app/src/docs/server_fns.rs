//! Where the description of the REST API comes from.

use leptos::prelude::*;

use super::openapi::read;
use super::reference::Reference;
use crate::failure::Failure;
use crate::port;
use crate::wire::Wire;

/// The description of every call, with this house's own address.
///
/// # Errors
/// None of its own.
#[server(prefix = "/fn", endpoint = "docs/describe", output = Wire)]
pub async fn describe() -> Result<Reference, Failure> {
    let (house, visitor) = (port::house()?, port::visitor()?);
    Ok(Reference { origin: visitor.origin(), ..read(&house.site.openapi) })
}
