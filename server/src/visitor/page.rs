//! The visitor as the pages see them.

use axum::http::{HeaderValue, StatusCode, header};
use leptos_axum::ResponseOptions;
use maloca_app::i18n::Language;
use maloca_app::port::Visitor;
use maloca_people::{Caller, Token};

use super::{Visit, cookie};

/// A visitor of a page; what is told to their browser goes into the answer's options.
pub struct PageVisitor {
    visit: Visit,
    options: ResponseOptions,
    uri: String,
}

impl PageVisitor {
    /// The visitor of a request to this path and query.
    pub const fn new(visit: Visit, options: ResponseOptions, uri: String) -> Self {
        Self { visit, options, uri }
    }

    fn set_cookie(&self, cookie: Option<HeaderValue>) {
        if let Some(cookie) = cookie {
            self.options.append_header(header::SET_COOKIE, cookie);
        }
    }
}
