//! The pages and their server functions, on axum.

use std::sync::Arc;

use any_spawner::Executor;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};

use leptos_axum::ResponseOptions;
use maloca_app::port::Visitor;

use crate::assets;
use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::security::headers::page_policy;
use crate::security::host::wants_html;
use crate::visitor::Visit;
use crate::visitor::page::{PageVisitor, Verdict};

/// Lets pages spawn their work on this program's runtime. Once is enough; again does nothing.
pub fn install() {
    let _already = Executor::init_tokio();
}

/// Everything that no other route takes: a public file, or a page.
pub async fn page(State(hall): State<Hall>, visit: Visit, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Problem::new(Kind::MISSING, "nothing here can be written to").into_response();
    }
    if let Some(file) = assets::public(request.uri().path(), request.headers()) {
        return file;
    }
    render(&hall, visit, request).await
}

/// The layer around the terminal's routes: browsers get the page instead.
pub async fn instead_for_browsers(
    State(hall): State<Hall>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    let reads_page = request.method().is_safe() && wants_html(&request);
    let mut response =
        if reads_page { render(&hall, visit, request).await } else { next.run(request).await };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

async fn render(hall: &Hall, visit: Visit, request: Request) -> Response {
    let uri = request.uri().to_string();
    let house = hall.house.clone();
    let site = Arc::clone(&house.site);
    let verdict = Verdict::default();
    let its = Arc::clone(&verdict);
    let context = move || {
        let Some(options) = use_context::<ResponseOptions>() else { return };
        let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
        let policy = page_policy(&nonce, house.site.reload_port);
        if let Ok(policy) = HeaderValue::from_str(&policy) {
            options.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
        options.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        provide_context(house.clone());
        let visitor = PageVisitor::new(visit.clone(), options, uri.clone(), Arc::clone(&its));
        provide_context::<Arc<dyn Visitor>>(Arc::new(visitor));
    };
    let shell = move || maloca_app::shell::shell(&site);
    let mut response = leptos_axum::render_app_async_with_context(context, shell)(request).await;
    if let Some(status) = verdict.get() {
        *response.status_mut() = *status;
    }
    response
}

/// `/fn/…`: the server functions of the pages, also as targets of plain forms. A refused call has the
/// status that the same refusal has everywhere; a refused form leads back to its page.
pub async fn function(State(hall): State<Hall>, visit: Visit, request: Request) -> Response {
    let uri = request.uri().to_string();
    let verdict = Verdict::default();
    let its = Arc::clone(&verdict);
    let context = move || {
        let Some(options) = use_context::<ResponseOptions>() else { return };
        options.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        provide_context(hall.house.clone());
        let visitor = PageVisitor::new(visit.clone(), options, uri.clone(), Arc::clone(&its));
        provide_context::<Arc<dyn Visitor>>(Arc::new(visitor));
    };
    let mut response =
        leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    // Leptos calls every refusal an error of the server.
    if response.status().is_server_error()
        && let Some(status) = verdict.get()
    {
        *response.status_mut() = *status;
    }
    response
}

/// `GET /` for terminals: what is here and how to use it from there.
pub async fn welcome(visit: Visit) -> String {
    let here = visit.client.origin();
    format!(
        "maloca: a calculator, a group chat and a shared library of files\n\n\
         curl {here}/calc/2%2B2\n\
         curl {here}/chat/general\n\
         curl -N '{here}/chat/general?follow'\n\
         curl -d 'hello' {here}/chat/general\n\
         curl {here}/files/\n\
         curl -T x.png {here}/raw/docs/x.png\n\n\
         In a browser: {here}\n\
         For programs: {here}/api/v1/openapi.json\n"
    )
}
