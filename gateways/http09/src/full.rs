//! Answers of HTTP/1.x, by hyper. One answer, then the connection ends.

use std::convert::Infallible;
use std::io::{self, Cursor};
use std::sync::atomic::{AtomicBool, Ordering};

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use maloca_files::Found;
use maloca_gateway::linger;
use maloca_gateway::mount::Body;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, join, split};

use crate::shelf::{Shelf, Target};
use crate::trouble::Trouble;

mod answer;

/// Serves a request whose head has been read, and ends the connection. Returns whether what was
/// asked for was sent.
pub(crate) async fn serve(
    head: Vec<u8>,
    stream: impl AsyncRead + AsyncWrite + Send + Unpin,
    shelf: &Shelf,
) -> bool {
    let (reader, writer) = split(stream);
    // hyper reads what was read already, and then the connection.
    let io = TokioIo::new(join(Cursor::new(head).chain(reader), writer));
    let well = AtomicBool::new(false);
    let service = service_fn(|request| {
        let well = &well;
        async move {
            let response = respond(&request, shelf).await;
            well.store(response.status().as_u16() < 400, Ordering::Relaxed);
            Ok::<_, Infallible>(response)
        }
    });
    // A client that ends its sending side after the request still waits for the answer.
    let served =
        http1::Builder::new().keep_alive(false).half_close(true).serve_connection(io, service);
    match served.without_shutdown().await {
        Ok(parts) => linger(&mut parts.io.into_inner()).await,
        // A broken answer is not made to look finished.
        Err(error) => tracing::debug!(%error, "an HTTP/1.x connection broke"),
    }
    well.into_inner()
}

/// Answers a head that hyper never sees, because it is too long or of another version. Returns that
/// what was asked for was not sent.
pub(crate) async fn refuse(
    trouble: Trouble,
    stream: &mut (impl AsyncWrite + Unpin),
) -> io::Result<bool> {
    let response = answer::trouble(trouble);
    let mut text = format!("HTTP/1.1 {}\r\n", response.status());
    for (name, value) in response.headers() {
        text += &format!("{name}: {}\r\n", value.to_str().unwrap_or_default());
    }
    text += "\r\n";
    text += &trouble.page();
    stream.write_all(text.as_bytes()).await.map(|()| false)
}

async fn respond(request: &Request<Incoming>, shelf: &Shelf) -> Response<Body> {
    match look(request, shelf).await {
        Ok(response) => response,
        Err(trouble) => answer::trouble(trouble),
    }
}

async fn look(request: &Request<Incoming>, shelf: &Shelf) -> Result<Response<Body>, Trouble> {
    if !shelf.site().admits(request.uri(), request.headers()) {
        return Err(Trouble::Foreign);
    }
    if request.method() != http::Method::GET {
        return Err(Trouble::Method);
    }
    let target = Target::parse(request.uri().path())?;
    let found = shelf.find(&target).await?;
    if matches!(found, Found::Folder(_)) && !target.is_folder() {
        return Ok(answer::moved(&target.folder()));
    }
    let resource = shelf.resource(&target, found).await?;
    answer::resource(resource, request.headers())
}
