//! One HTTP/1.x request and its answer, by hyper. Then the connection ends.

use std::convert::Infallible;
use std::io::Cursor;
use std::time::Duration;

use http::{Method, Request, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use maloca_gateway::{Tally, linger};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, join, split};
use tokio::time::timeout;

use crate::answer::{Answer, Answered};
use crate::door::Labs;
use crate::{body, calc, line};

/// The longest head of a request.
const MAX_HEAD: usize = 8 * 1024;
/// How long a client may take for it.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// Answers one request and ends the connection.
pub(crate) async fn connection(
    mut stream: impl AsyncRead + AsyncWrite + Send + Unpin,
    labs: &Labs,
    tally: &Tally,
) {
    let Ok(Ok(line)) = timeout(HEAD_TIME, line::read(&mut stream, MAX_HEAD)).await else { return };
    let service = service_fn(|request| async move {
        let answer = respond(request, labs).await.unwrap_or_else(|wrong| wrong);
        tally.answer(answer.status.as_u16() < 400);
        Ok::<_, Infallible>(answer.into_response())
    });
    let (reader, writer) = split(&mut stream);
    // hyper reads what was read already, and then the connection.
    let io = TokioIo::new(join(Cursor::new(line).chain(reader), writer));
    let served = http1::Builder::new()
        .keep_alive(false)
        // A client that ends its sending side after the request still waits for the answer.
        .half_close(true)
        .max_buf_size(MAX_HEAD)
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .serve_connection(io, service)
        .without_shutdown()
        .await
        // Both halves of the connection are given back.
        .map(drop);
    if let Err(error) = served {
        // Clients of the labs go away as they please.
        tracing::debug!(%error, "a connection of the labs door broke");
    }
    linger(&mut stream).await;
}

async fn respond(request: Request<Incoming>, labs: &Labs) -> Answered {
    if !labs.site.admits(request.uri(), request.headers()) {
        let text = "this request came from a page of another site; use the house's own page";
        return Err(Answer::line(StatusCode::FORBIDDEN, text));
    }
    match *request.method() {
        Method::GET => calc::answer(request.uri(), labs).await,
        Method::POST => post(request, labs).await,
        _ => {
            let text = "POST writes in the chat, GET calculates; nothing else is understood here";
            Err(Answer::line(StatusCode::METHOD_NOT_ALLOWED, text))
        }
    }
}

async fn post(request: Request<Incoming>, labs: &Labs) -> Answered {
    let (head, incoming) = request.into_parts();
    let said = body::read(&head.headers, incoming).await?;
    match head.uri.path() {
        path if path.ends_with("/user") => labs.group.register(&said).await,
        path if path.ends_with("/getMsg") => labs.group.pending(&said).await,
        _ => labs.group.post(&said).await,
    }
}
