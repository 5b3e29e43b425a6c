//! What the pages need of the house: the four rooms, the visitor, and the site itself.
//!
//! The server provides a [`House`] and a [`Visitor`] in Leptos' context of each request; this is
//! the only place that takes them out again. In the browser there are none, and pages reach the
//! rooms through server functions.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use leptos::prelude::{ServerFnError, use_context};
use leptos::server::ServerActionError;
use maloca_calc::Calculator;
use maloca_chat::Chat;
use maloca_files::Files;
use maloca_people::{Caller, People, Token};

use crate::doors::port::Doors;
use crate::failure::{Failure, Reason};
use crate::i18n::Language;
use crate::nodes::port::Peers;
use crate::theme::Theme;
use crate::ui::qr::Qr;

/// The rooms and what is known about the site, the same for every request.
#[derive(Clone)]
pub struct House {
    /// The calculator.
    pub calc: Arc<dyn Calculator>,
    /// The group chat.
    pub chat: Arc<dyn Chat>,
    /// The shared files.
    pub files: Arc<dyn Files>,
    /// The people.
    pub people: Arc<dyn People>,
    /// The doors.
    pub doors: Arc<dyn Doors>,
    /// The other houses.
    pub peers: Arc<dyn Peers>,
    /// The site.
    pub site: Arc<Site>,
}

/// What a page says about the site itself.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The folder of scripts, styles and WASM, which changes with their content: `/pkg/1a2b3c`.
    pub pkg: String,
    /// The files that a browser needs beside the module, by room. Empty where the module is whole.
    pub chunks: BTreeMap<String, Vec<String>>,
    /// The addresses under which others reach this house, best first: `http://203.0.113.7:3000`.
    pub addresses: Vec<String>,
    /// The description of the REST API: an OpenAPI document as JSON.
    pub openapi: String,
    /// The port of the development server that tells pages to reload, in `cargo leptos watch`.
    pub reload_port: Option<u32>,
}

/// The person at the other end of this request, and what the answer tells their browser.
pub trait Visitor: Send + Sync {
    /// Who it is and what they may do.
    fn caller(&self) -> Caller;
    /// The language they read.
    fn language(&self) -> Language;
    /// The look they chose; `None` is as their system says.
    fn theme(&self) -> Option<Theme>;
    /// The address under which they reached this house, as a URL without a slash at the end.
    fn origin(&self) -> String;
    /// The address that their requests come from.
    fn address(&self) -> IpAddr;
    /// The path and query of the request.
    fn path(&self) -> String;
    /// Gives the browser the session's token to keep.
    fn admit(&self, token: &Token);
    /// Lets the browser remember the language, against what it asks for.
    fn choose_language(&self, language: Language);
    /// Lets the browser remember the theme; `None` is as its system says.
    fn choose_theme(&self, theme: Option<Theme>);
    /// The QR code of an address; `None` when it is too long for one.
    fn qr(&self, address: &str) -> Option<Qr>;
    /// Takes the session's token away from the browser; it is returned to be ended.
    fn dismiss(&self) -> Option<Token>;
    /// Answers with the status of this failure, unless a plain form is led back to its page.
    fn failed(&self, failure: &Failure<Reason>);
    /// Sends the browser to another path of this house.
    fn redirect(&self, path: &str);
}

/// The rooms.
///
/// # Errors
/// In the browser, where there are none.
pub fn house() -> Result<House, ServerFnError> {
    use_context().ok_or_else(|| ServerFnError::ServerError("no house".into()))
}

/// The visitor of this request.
///
/// # Errors
/// In the browser, where there is none.
pub fn visitor() -> Result<Arc<dyn Visitor>, ServerFnError> {
    use_context().ok_or_else(|| ServerFnError::ServerError("no visitor".into()))
}

/// What the plain form to this path was refused with, encoded, when the page is the answer to it.
pub fn refusal(path: &str) -> Option<String> {
    let error = use_context::<ServerActionError>().filter(|error| error.path() == path)?;
    Some(error.err().to_owned())
}
