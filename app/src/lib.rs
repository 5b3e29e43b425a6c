//! The pages, for the server and for the browser.
//!
//! A room is a module with the same files in each: `page` (what is seen), `server_fns` (what the
//! browser calls), `words` (what it says, in every language). None of them knows a protocol, a
//! cookie or a status: that is behind the ports.
//!
//! # Layout
//! - [`mod@shell`]: the HTML document around the application, made by the server only.
//! - [`app`]: the application: languages, who is here, and all routes.
//! - [`frame`]: navigation and what surrounds every page.
//! - [`port`]: what the pages need of the house and of the request.
//! - [`failure`]: what a server function answers when it could not do it, and its words.
//! - [`i18n`]: languages and typed tables of words.
//! - [`theme`]: light, dark, or as the system says.
//! - [`fold`]: names as a search sees them.
//! - [`mod@format`]: numbers, sizes and times as each language writes them.
//! - [`here`]: who is looking at the page.
//! - [`mod@poll`]: asking again and again while somebody looks.
//! - [`link`]: paths and queries of this house.
//! - [`wire`]: how answers of server functions travel.
//! - [`ui`]: the components that pages are made of.
//! - [`home`], [`calc`], [`chat`], [`files`], [`people`], [`problems`], [`settings`]: the rooms.
//! - [`doors`]: every door of the house, and what goes through them.
//! - [`nodes`]: the other houses of the group, and what comes from them.
//! - [`docs`]: what programs can do here.
//! - [`rooms`]: their pages as routes, each in a chunk that browsers fetch when it is entered.
//! - [`missing`]: the page for what is not here.

// In the browser the bodies of server functions are gone, and with them the uses of what they call.
// The server's build has everything and warns.
#![cfg_attr(target_arch = "wasm32", allow(dead_code, unused_imports))]

pub mod app;
pub mod calc;
pub mod chat;
pub mod docs;
pub mod doors;
pub mod failure;
pub mod files;
pub mod fold;
pub mod format;
pub mod frame;
pub mod here;
pub mod home;
pub mod i18n;
pub mod link;
pub mod missing;
pub mod nodes;
pub mod people;
pub mod poll;
pub mod port;
pub mod problems;
pub mod rooms;
pub mod settings;
pub mod shell;
pub mod theme;
pub mod ui;
pub mod wire;

pub use app::App;
pub use i18n::Language;
pub use shell::shell;
pub use theme::Theme;
