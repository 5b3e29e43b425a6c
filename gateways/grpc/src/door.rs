//! The server, as the accept loop and the web port know it.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use http::{Request, Response};
use http_body_util::BodyExt;
use hyper::server::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use maloca_calc::Calculator;
use maloca_chat::Chat;
use maloca_files::Files;
use maloca_gateway::mount::{self, MountService};
use maloca_gateway::{Life, Limits, Listen, Mount, Pace, Paced, Tally};
use maloca_nodes::{Logs, Network, Nodes};
use maloca_people::People;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tonic::body::Body;
use tonic_web::GrpcWebLayer;
use tower::{Layer, ServiceExt, service_fn};

use crate::call::Calls;
use crate::routes;

/// How many connections the port takes at once; the next wait in the kernel's queue.
pub const LIMITS: Limits = Limits { connections: 1_024 };

/// How many calls one connection may have under way. Clients begin with up to 100 before they have
/// read this (RFC 9113 §6.5.2), and a refused one is a failed one to some of them.
const STREAMS: u32 = 128;
/// How many bytes of one upload may be on their way before they are written (RFC 9113 §5.2).
const STREAM_WINDOW: u32 = 256 * 1024;
/// How many bytes of all uploads of one connection.
const CONNECTION_WINDOW: u32 = 1024 * 1024;
/// How many bytes of one answer wait for a slow reader.
const SEND_BUFFER: usize = 256 * 1024;
/// How large the metadata of a call may be, in bytes.
const MAX_METADATA: u32 = 16 * 1024;
/// How often a silent peer is asked whether it is still there, and how long it may take to say so.
const PING: Duration = Duration::from_secs(30);
/// A peer that answers pings says something this often; one that never began HTTP/2 does not.
const PACE: Pace = Pace { window: Duration::from_secs(90), bytes: 1 };
/// How long answers under way may take once the end has begun.
const FAREWELL: Duration = Duration::from_secs(5);

/// The rooms that this door opens onto.
#[derive(Clone)]
pub struct House {
    /// The calculator.
    pub calc: Arc<dyn Calculator>,
    /// The group chat.
    pub chat: Arc<dyn Chat>,
    /// The shared tree.
    pub files: Arc<dyn Files>,
    /// Whom a token vouches for, and what guests may do.
    pub people: Arc<dyn People>,
    /// The group of houses that this one belongs to.
    pub group: Group,
}

/// A group of houses, as this door sees it.
#[derive(Clone)]
pub struct Group {
    /// Who belongs to it, and who is connected.
    pub nodes: Arc<dyn Nodes>,
    /// The files of all of them.
    pub network: Arc<dyn Network>,
    /// The logs that tell of these files.
    pub logs: Arc<dyn Logs>,
}

/// The gRPC door: [`Listen`] for a port of its own, [`Mount`] for the web port. Cheap to clone.
#[derive(Clone)]
pub struct Grpc {
    calls: Calls,
    tally: Tally,
}

impl Grpc {
    /// Opens the services onto the rooms. Calls that never end by themselves end with `life`.
    pub async fn open(house: House, tally: Tally, life: Life) -> Self {
        let calls = Calls::new(routes::all(house).await, tally.clone(), life);
        Self { calls, tally }
    }
}

#[async_trait]
impl Listen for Grpc {
    fn door(&self) -> &'static str {
        "grpc"
    }

    async fn serve(&self, stream: TcpStream, peer: SocketAddr, life: Life) {
        let stream = Paced::new(stream, PACE, PACE, self.tally.clone());
        let service = hyper::service::service_fn(|request| {
            let calls = self.calls.clone();
            async move { Ok::<_, Infallible>(calls.answer(request).await) }
        });
        let connection = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .keep_alive_interval(PING)
            .keep_alive_timeout(PING)
            .max_concurrent_streams(STREAMS)
            .initial_stream_window_size(STREAM_WINDOW)
            .initial_connection_window_size(CONNECTION_WINDOW)
            .max_send_buf_size(SEND_BUFFER)
            .max_header_list_size(MAX_METADATA)
            .serve_connection(TokioIo::new(stream), service);
        tokio::pin!(connection);
        let served = tokio::select! {
            served = connection.as_mut() => served,
            () = life.ended() => {
                connection.as_mut().graceful_shutdown();
                timeout(FAREWELL, connection).await.unwrap_or(Ok(()))
            }
        };
        if let Err(error) = served {
            tracing::debug!(%peer, %error, "a gRPC connection ended early");
        }
    }
}

impl Mount for Grpc {
    fn door(&self) -> &'static str {
        "grpc"
    }

    fn paths(&self) -> Vec<String> {
        routes::SERVICES.iter().map(|service| format!("/{service}")).collect()
    }

    fn service(&self) -> MountService {
        let calls = self.calls.clone();
        let native = service_fn(move |request: Request<Body>| {
            let calls = calls.clone();
            async move { Ok::<_, Infallible>(calls.answer(request).await) }
        });
        let both = GrpcWebLayer::new().layer(native);
        let boxed = |body: Body| body.map_err(Into::into).boxed_unsync();
        let boxed = move |response: Response<Body>| response.map(boxed);
        MountService::new(ServiceExt::<Request<mount::Body>>::map_response(both, boxed))
    }
}
