//! Markdown to safe HTML, the same on the server and in the browser.
//!
//! The result is safe by construction and needs no cleaning: raw HTML becomes text, only known
//! elements and attributes are ever written, and addresses are let through by an allow list. So the
//! browser, which shows a message before the server has answered, carries no second HTML parser;
//! the tests hold one (ammonia) against it.
//!
//! # Layout
//! - [`html()`]: Markdown as HTML.
//! - [`plain()`]: Markdown as one line of text.
//! - `link`: which addresses are let through.
//! - `autolink`: addresses that stand in the text.

mod autolink;
mod html;
mod link;
mod plain;

pub use html::html;
pub use plain::plain;

use pulldown_cmark::Options;

/// CommonMark with what people know from chats: `~~struck~~`, tables, `- [x]` lists.
fn options() -> Options {
    Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS
}
