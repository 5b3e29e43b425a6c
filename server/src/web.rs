//! The web door: HTTP/1.1 and HTTP/2 on one port, with limits of our own on every connection.
//!
//! # Layout
//! - [`crowd`]: how many connections each address has.
//! - [`leftover`]: what a handler leaves of a request's body.
//! - [`tls`]: encryption; [`plain`]: what those hear who speak without it.

pub mod crowd;
pub mod leftover;
pub mod plain;
pub mod tls;

use std::net::SocketAddr;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use maloca_gateway::{Counted, Life, Listen, Tally};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tower::ServiceExt;

use crowd::Crowd;
use leftover::Leftover;
use tls::{Encrypted, Encryption, Opening};

/// How long a client may take to send the head of a request, and stay silent between two.
const HEAD_TIME: Duration = Duration::from_secs(60);
/// How large the head of a request may be, in bytes.
const HEAD_SIZE: usize = 64 * 1024;
/// How many requests one HTTP/2 connection may have under way.
const STREAMS: u32 = 128;
/// How long answers under way may take once the end has begun.
const FAREWELL: Duration = Duration::from_secs(5);

/// The web door.
pub struct Web {
    router: Router,
    crowd: Crowd,
    encryption: Option<Encryption>,
    builder: Builder<TokioExecutor>,
    tally: Tally,
}

impl Web {
    /// The door in front of these routes; its bytes are counted here.
    pub fn new(router: Router, crowd: Crowd, encryption: Option<Encryption>, tally: Tally) -> Self {
        let mut builder = Builder::new(TokioExecutor::new());
        builder
            .http1()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_TIME)
            .max_buf_size(HEAD_SIZE)
            .half_close(true);
        builder
            .http2()
            .timer(TokioTimer::new())
            .max_concurrent_streams(STREAMS)
            .max_header_list_size(HEAD_SIZE as u32)
            .keep_alive_interval(HEAD_TIME)
            .keep_alive_timeout(HEAD_TIME);
        Self { router, crowd, encryption, builder, tally }
    }
}

#[async_trait]
impl Listen for Web {
    fn door(&self) -> &'static str {
        "web"
    }

    async fn serve(&self, stream: TcpStream, peer: SocketAddr, life: Life) {
        let Some(_place) = self.crowd.enter(peer.ip()) else {
            tracing::debug!(%peer, "this address has too many connections");
            return;
        };
        let Some(encryption) = &self.encryption else {
            return self.talk(stream, self.router.clone(), (peer, None), life).await;
        };
        let opening = tokio::select! {
            opening = encryption.begin(stream) => opening,
            () = life.ended() => return,
        };
        match opening {
            Opening::Tls(stream) => {
                let origin = (peer, Some(Encrypted));
                self.talk(stream, self.router.clone(), origin, life).await;
            }
            Opening::Plain(stream) => self.talk(stream, plain::router(), (peer, None), life).await,
            Opening::Failed => {}
        }
    }
}

impl Web {
    async fn talk(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        router: Router,
        (peer, encrypted): (SocketAddr, Option<Encrypted>),
        life: Life,
    ) {
        let routes = router.map_request(move |mut request: http::Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            if let Some(encrypted) = encrypted {
                request.extensions_mut().insert(encrypted);
            }
            request.map(|body| axum::body::Body::new(Leftover::new(body)))
        });
        let service = TowerToHyperService::new(routes);
        let stream = TokioIo::new(Counted::new(stream, self.tally.clone()));
        let connection = self.builder.serve_connection_with_upgrades(stream, service);
        tokio::pin!(connection);
        let served = tokio::select! {
            served = connection.as_mut() => served,
            () = life.ended() => {
                connection.as_mut().graceful_shutdown();
                tokio::time::timeout(FAREWELL, connection).await.unwrap_or(Ok(()))
            }
        };
        if let Err(error) = served {
            tracing::debug!(%peer, %error, "a web connection ended early");
        }
    }
}
