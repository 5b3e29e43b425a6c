//! The visitor as the pages see them.

use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use axum::http::{HeaderValue, StatusCode, header};
use fast_qr::QRBuilder;
use leptos_axum::ResponseOptions;
use maloca_app::failure::{Failure, Reason};
use maloca_app::port::Visitor;
use maloca_app::ui::qr::Qr;
use maloca_app::{Language, Theme};
use maloca_people::{Caller, Token};

use super::{Visit, cookie};
use crate::problem::Problem;

/// The status of the first failure that the page, or the call of a server function, told of.
pub type Verdict = Arc<OnceLock<StatusCode>>;

/// A visitor of a page; what is told to their browser goes into the answer's options.
pub struct PageVisitor {
    visit: Visit,
    options: ResponseOptions,
    uri: String,
    verdict: Verdict,
}

impl PageVisitor {
    /// The visitor of a request to this path and query.
    pub const fn new(
        visit: Visit,
        options: ResponseOptions,
        uri: String,
        verdict: Verdict,
    ) -> Self {
        Self { visit, options, uri, verdict }
    }

    fn set_cookie(&self, cookie: Option<HeaderValue>) {
        if let Some(cookie) = cookie {
            self.options.append_header(header::SET_COOKIE, cookie);
        }
    }
}

impl Visitor for PageVisitor {
    fn caller(&self) -> Caller {
        self.visit.caller.clone()
    }

    fn language(&self) -> Language {
        self.visit.language
    }

    fn theme(&self) -> Option<Theme> {
        self.visit.theme
    }

    fn origin(&self) -> String {
        self.visit.client.origin()
    }

    fn address(&self) -> IpAddr {
        self.visit.client.address
    }

    fn path(&self) -> String {
        self.uri.clone()
    }

    fn admit(&self, token: &Token) {
        self.set_cookie(cookie::admit(token, self.visit.client.secure));
    }

    fn choose_language(&self, language: Language) {
        self.set_cookie(cookie::keep("lang", language.tag(), self.visit.client.secure));
    }

    fn choose_theme(&self, theme: Option<Theme>) {
        let word = theme.map_or("", Theme::word);
        self.set_cookie(cookie::keep("theme", word, self.visit.client.secure));
    }

    fn qr(&self, address: &str) -> Option<Qr> {
        let code = QRBuilder::new(address).build().ok()?;
        Some(Qr::new(code.size, |x, y| code[y][x].value()))
    }

    fn dismiss(&self) -> Option<Token> {
        self.set_cookie(cookie::dismiss(self.visit.client.secure));
        self.visit.token.clone()
    }

    fn failed(&self, failure: &Failure<Reason>) {
        self.verdict.get_or_init(|| Problem::from(failure.clone()).status());
    }

    fn redirect(&self, path: &str) {
        leptos_axum::redirect(path);
    }
}
