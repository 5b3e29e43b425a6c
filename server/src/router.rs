//! All routes of the web port, as one list, and the layers around them.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, delete, get, post};
use http_body_util::BodyExt;
use maloca_gateway::Mount;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::hall::Hall;
use crate::live::Live;
use crate::openapi::Described;
use crate::problem::{Kind, Problem};
use crate::security::{headers, host, origin};
use crate::{
    assets, calc, chat, doors, files, limits, metrics, network, nodes, openapi, pages, people,
    ready, visitor,
};

/// The largest body of a request that is no file, in bytes.
const BODY: usize = 1024 * 1024;

/// Every route of the web port.
pub fn router(hall: &Hall) -> Router {
    pages::install();
    let (rest, api) = (Router::from(rest()), description());
    Router::new()
        .nest("/api/v1", rest.route("/openapi.json", get(|| async { api })).fallback(missing))
        .route("/api/v1/", any(missing))
        .merge(terminal(hall))
        .route("/fn/{*function}", any(pages::function))
        .route("/ws", get(chat::ws::open))
        .route("/api/v1/ws", get(chat::ws::open))
        .fallback(pages::page)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(compression())
        .layer(DefaultBodyLimit::max(BODY))
        .merge(bytes())
        .layer(from_fn_with_state(hall.clone(), limits::limit))
        .layer(from_fn_with_state(hall.clone(), visitor::recognise))
        .merge(quiet())
        .merge(mounted(&hall.grpc))
        .layer(from_fn_with_state(hall.clone(), metrics::count))
        .layer(from_fn_with_state(hall.clone(), origin::sockets))
        .layer(origin::writes(&hall.config.public.value))
        .layer(from_fn_with_state(hall.clone(), host::check))
        .layer(from_fn(headers::add))
        .layer(CatchPanicLayer::custom(|_| broken()))
        .with_state(hall.clone())
}

/// The description of the REST API.
pub fn description() -> Described {
    openapi::describe(rest().into_openapi())
}

/// `/api/v1`: JSON for programs, described by OpenAPI as it is routed.
fn rest() -> OpenApiRouter<Hall> {
    OpenApiRouter::new()
        .routes(routes!(calc::rest::get, calc::rest::post))
        .routes(routes!(
            files::rest::get,
            files::rest::make,
            files::rest::relocate,
            files::rest::remove
        ))
        .route("/files", get(files::rest::get))
        .route("/files/", get(files::rest::get))
        .routes(routes!(chat::rest::rooms, chat::rest::open))
        .routes(routes!(chat::rest::room))
        .routes(routes!(chat::rest::messages, chat::rest::post))
        .routes(routes!(chat::rest::edit, chat::rest::delete))
        .routes(routes!(chat::stream::events))
        .routes(routes!(doors::rest::doors))
        .routes(routes!(nodes::rest::look, nodes::rest::join))
        .routes(routes!(nodes::rest::invite))
        .routes(routes!(nodes::rest::revoke))
        .routes(routes!(network::rest::find))
        .routes(routes!(network::rest::fetches, network::rest::fetch))
        .routes(routes!(network::rest::progress, network::rest::cancel))
        .routes(routes!(network::blobs::get))
        .routes(routes!(network::slices::get))
        .routes(routes!(network::keeps::keeps, network::keeps::keep))
        .routes(routes!(network::keeps::release))
        .route("/network/keeps/", delete(network::keeps::release))
        .routes(routes!(people::rest::enter))
        .routes(routes!(people::rest::leave))
}

/// The same paths as the pages, answered as plain text to those who do not ask for HTML.
fn terminal(hall: &Hall) -> Router<Hall> {
    Router::new()
        .route("/", get(pages::welcome))
        .route("/calc", get(calc::text::query))
        .route("/calc/{*expr}", get(calc::text::path))
        .route("/files", folder())
        .route("/files/", folder())
        .route("/files/{*path}", folder())
        .route("/chat", get(chat::text::rooms))
        .route("/chat/{room}", get(chat::text::read).post(chat::text::post))
        .route_layer(from_fn_with_state(hall.clone(), pages::instead_for_browsers))
}

/// A folder for those who do not ask for HTML; forms of those who have no scripts add files to it.
fn folder() -> MethodRouter<Hall> {
    get(files::text::list).merge(post(files::form::upload).layer(DefaultBodyLimit::disable()))
}

/// The bytes of the tree, as many as there are. They are not compressed on the way: their length and
/// tag are the file's.
fn bytes() -> Router<Hall> {
    let file = || get(files::raw::get).put(files::raw::put).delete(files::raw::delete);
    Router::new()
        .route("/raw", file())
        .route("/raw/", file())
        .route("/raw/{*path}", file())
        .method_not_allowed_fallback(method_not_allowed)
}

/// What asks for nobody's name: the program's own files, and what looks after it.
fn quiet() -> Router<Hall> {
    Router::new()
        .route("/pkg/{version}/{file}", get(assets::versioned))
        .route("/pkg/{file}", get(assets::plain))
        .route("/healthz", get(ready::alive))
        .route("/readyz", get(ready::ready))
        .route("/metrics", get(metrics::show))
}

/// A door that is mounted under paths of its own: what it is sent and answers is not looked into, and
/// who calls is its own affair.
fn mounted(door: &impl Mount) -> Router<Hall> {
    let service = door.service().map_request(|request: Request| {
        request.map(|body| body.map_err(Into::into).boxed_unsync())
    });
    let paths = door.paths();
    paths.iter().fold(Router::new(), |router, path| {
        router.route_service(&format!("{path}/{{*rest}}"), service.clone())
    })
}

/// Pages and JSON are compressed as they are made; streams of events and files are not.
fn compression() -> CompressionLayer<impl tower_http::compression::Predicate> {
    use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
    let worth = SizeAbove::new(1024)
        .and(|_: StatusCode, _: Version, _: &HeaderMap, answer: &Extensions| Live::is_not(answer))
        .and(NotForContentType::new("application/octet-stream"))
        .and(NotForContentType::IMAGES);
    CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest).compress_when(worth)
}

async fn missing() -> Problem {
    Problem::new(Kind::MISSING, "the API has no such call; /api/docs lists them all")
}

async fn method_not_allowed(request: Request) -> Problem {
    Problem::new(Kind::METHOD, format!("{} is not possible here", request.method()))
}

fn broken() -> Response {
    Problem::new(Kind::FAILED, "the house made a mistake; tell the host what you did")
        .into_response()
}
