//! Every door of the house: bound, counted and told of.

use std::net::SocketAddr;
use std::sync::Arc;

use maloca_files::Path;
use maloca_gateway::{Limits, Listen, Tally, accept};
use maloca_hftp::Hftp;
use maloca_http09::Http09;
use maloca_people::Caller;
use tokio::net::TcpListener;

use crate::announce::Addresses;
use crate::config::Switch;
use crate::config::origin::Setting;
use crate::hall::Hall;
use crate::router;
use crate::start::StartError;
use crate::web::Web;

/// How many connections the web door takes at once.
const WEB: Limits = Limits { connections: 16_384 };

/// Listens on the web address, before anything is opened that a taken port would waste.
///
/// # Errors
/// [`StartError::Taken`].
pub async fn bind_web(address: SocketAddr) -> Result<TcpListener, StartError> {
    bind("--listen", address).await
}

/// Opens every door and tells where each is.
///
/// # Errors
/// [`StartError::Taken`] when an address that somebody asked for cannot be had.
pub async fn open(hall: &Hall, web: TcpListener) -> Result<Addresses, StartError> {
    let config = &hall.config;
    let hftp = bind_gateway("--hftp", &config.hftp).await?;
    let http09 = bind_gateway("--http09", &config.http09).await?;
    let folder = hftp_folder(hall)?;
    let clients = Limits { connections: config.http09_clients.value.max(1) };
    let (files, guest) = (&hall.house.files, Caller::anonymous(config.guests.value));
    Ok(Addresses {
        hftp: hftp.and_then(|listener| {
            let door = |tally| Hftp::new(Arc::clone(files), guest.clone(), folder, tally);
            run(hall, listener, maloca_hftp::door::LIMITS, "hftp", door)
        }),
        http09: http09.and_then(|listener| {
            let door = |tally| Http09::new(Arc::clone(files), guest.clone(), tally);
            run(hall, listener, clients, "http09", door)
        }),
        web: run(hall, web, WEB, "web", |_| Web::new(router::router(hall))),
        ..Addresses::default()
    })
}

fn hftp_folder(hall: &Hall) -> Result<Path, StartError> {
    let setting = &hall.config.hftp_folder;
    setting.value.parse().map_err(|bad: maloca_files::BadPath| StartError::BadFile {
        path: setting.origin.to_string().into(),
        reason: format!("hftp.folder is no path of the shared tree: {bad}"),
    })
}

fn run<D: Listen>(
    hall: &Hall,
    listener: TcpListener,
    limits: Limits,
    name: &'static str,
    door: impl FnOnce(Tally) -> D,
) -> Option<SocketAddr> {
    let address = listener.local_addr().ok()?;
    let tally = Tally::new(name);
    let door = Arc::new(door(tally.clone()));
    let life = hall.life.clone();
    hall.life.spawn(accept(door, listener, limits, tally, life));
    Some(address)
}

async fn bind(flag: &'static str, address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|source| StartError::Taken { flag, address, source })
}

/// The listener of a gateway. A default port that is taken leaves that door shut; one that somebody
/// asked for is an error.
async fn bind_gateway(
    flag: &'static str,
    setting: &Setting<Switch>,
) -> Result<Option<TcpListener>, StartError> {
    let Switch::On(address) = setting.value else { return Ok(None) };
    match bind(flag, address).await {
        Err(error) if !setting.is_explicit() => {
            tracing::warn!("{error}\nThis door stays shut.");
            Ok(None)
        }
        bound => bound.map(Some),
    }
}
