//! The owner's door: the same routes as the web port, on a socket in the data directory that only the
//! owner of the house can open. Who comes in by it may do everything.
//!
//! # Layout
//! - [`call`]: asking the house that runs on some data.

pub mod call;

use std::fs::{self, Permissions};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use maloca_gateway::Life;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::hall::Hall;
use crate::router;

/// How many may ask at once.
const CONNECTIONS: usize = 32;
/// How long a client may take to send the head of a request.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// How long the loop rests when the machine has no more sockets to give.
const REST: Duration = Duration::from_millis(100);

/// Marks a request that came in by the owner's door.
#[derive(Clone, Copy, Debug)]
pub struct Owner;

fn socket(data: &Path) -> PathBuf {
    data.join("run").join("control.sock")
}

/// Opens the door. A house without one works; its owner's commands say that they cannot reach it.
pub fn open(hall: &Hall) {
    match bind(&hall.config.data.value) {
        Ok(listener) => {
            let (routes, life) = (router::router(hall), hall.life.clone());
            hall.life.spawn(serve(listener, routes, life));
        }
        Err(error) => {
            tracing::warn!(%error, "the owner's commands cannot reach this house")
        }
    }
}

/// Nobody can connect before the rights are set: until then it has another name.
fn bind(data: &Path) -> io::Result<UnixListener> {
    let (path, draft) = (socket(data), data.join("run").join("control.new"));
    for old in [&path, &draft] {
        // The data is locked, so nobody listens there any more.
        let _ = fs::remove_file(old);
    }
    let listener = UnixListener::bind(&draft)?;
    fs::set_permissions(&draft, Permissions::from_mode(0o600))?;
    fs::rename(draft, path)?;
    Ok(listener)
}

async fn serve(listener: UnixListener, routes: Router, life: Life) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
        let accepted = tokio::select! {
            () = life.ended() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(REST).await;
            continue;
        };
        let (routes, its_life) = (routes.clone(), life.clone());
        life.spawn(async move {
            talk(stream, routes, its_life).await;
            drop(place);
        });
    }
}

async fn talk(stream: UnixStream, routes: Router, life: Life) {
    let routes = routes.map_request(|mut request: Request<Incoming>| {
        let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        request.extensions_mut().insert(ConnectInfo(nowhere));
        request.extensions_mut().insert(Owner);
        request.map(Body::new)
    });
    let mut builder = Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME);
    let service = TowerToHyperService::new(routes);
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        () = life.ended() => {}
        served = connection => if let Err(error) = served {
            tracing::debug!(%error, "the owner's connection ended early");
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_owner_can_open_the_socket_and_an_old_one_is_replaced() {
        let data = tempfile::tempdir().unwrap();
        fs::create_dir(data.path().join("run")).unwrap();
        drop(bind(data.path()).unwrap());
        let _listener = bind(data.path()).unwrap();
        let mode = fs::metadata(socket(data.path())).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        UnixStream::connect(socket(data.path())).await.unwrap();
    }
}
