//! From a request to a WebSocket (RFC 6455 §4.2), and the answer to who asks whether the relay is there.

use std::convert::Infallible;
use std::future::ready;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::header::{CONNECTION, HeaderMap, HeaderValue, SEC_WEBSOCKET_PROTOCOL};
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::upgrade::{OnUpgrade, Upgraded};
use hyper_util::rt::TokioIo;
use iroh_relay::http::{ProtocolVersion, RELAY_PATH, RELAY_PROBE_PATH};
use maloca_nodes::NodeId;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;

/// The longest head of a request, in bytes.
const MAX_HEAD: usize = 16 * 1024;

/// A WebSocket that a client asked for.
type Asked = (OnUpgrade, ProtocolVersion);

/// Answers one request; what comes after it, when it asked for the relay's protocol and in which version.
/// Who asks whether the relay is there is told whose it is.
pub(crate) async fn upgrade(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    host: NodeId,
) -> Option<(Upgraded, ProtocolVersion)> {
    let asked = Mutex::new(None);
    let service = service_fn(|request: Request<Incoming>| {
        let (answer, wants) = answer(request, host);
        *asked.lock().unwrap_or_else(PoisonError::into_inner) = wants;
        ready(Ok::<_, Infallible>(answer))
    });
    let mut server = http1::Builder::new();
    server.max_buf_size(MAX_HEAD);
    server.serve_connection(TokioIo::new(stream), service).with_upgrades().await.ok()?;
    let (upgrading, version) = asked.into_inner().unwrap_or_else(PoisonError::into_inner)?;
    Some((upgrading.await.ok()?, version))
}

fn answer(request: Request<Incoming>, host: NodeId) -> (Response<Full<Bytes>>, Option<Asked>) {
    match request.uri().path() {
        RELAY_PROBE_PATH => (plain(StatusCode::OK, format!("{host}\n")), None),
        RELAY_PATH => switch(request).map_or_else(
            || (plain(StatusCode::BAD_REQUEST, "expected iroh's relay protocol\n"), None),
            |(answer, asked)| (answer, Some(asked)),
        ),
        _ => (plain(StatusCode::NOT_FOUND, "this is a relay between houses\n"), None),
    }
}

fn switch(mut request: Request<Incoming>) -> Option<(Response<Full<Bytes>>, Asked)> {
    let version = version(request.headers())?;
    let mut answer = create_response_with_body(&request, Full::default).ok()?;
    answer.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, version.to_header_value());
    Some((answer, (hyper::upgrade::on(&mut request), version)))
}

/// The newest version that both ends speak.
fn version(headers: &HeaderMap) -> Option<ProtocolVersion> {
    let offered = headers.get(SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()?;
    offered.split(',').filter_map(|one| ProtocolVersion::match_from_str(one.trim())).max()
}

/// An answer after which the connection ends.
fn plain(status: StatusCode, text: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut answer = Response::new(Full::new(text.into()));
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    answer
}
