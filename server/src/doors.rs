//! Every door of the house: bound, counted and told of.
//!
//! # Layout
//! - [`register`]: what is counted at each door, and where each is; [`rest`]: `/api/v1/doors`.
//! - [`guide`]: what the page that teaches needs; [`plan`]: the requests that can be tried there.
//! - [`talk`], [`call`]: real connections to these doors; [`frames`], [`show`], [`escape`]: their bytes
//!   for people.

mod call;
mod escape;
mod frames;
pub mod guide;
mod plan;
pub mod register;
pub mod rest;
mod show;
mod talk;

use std::net::SocketAddr;
use std::sync::Arc;

use maloca_app::port::House;
use maloca_files::Path;
use maloca_gateway::site::host_of;
use maloca_gateway::{Limits, Listen, Tally, accept};
use maloca_hftp::Hftp;
use maloca_http09::Http09;
use maloca_labs::Labs;
use maloca_people::Caller;
use maloca_relay::Relay;
use tokio::net::TcpListener;

use crate::announce::{self, Addresses};
use crate::config::origin::Setting;
use crate::config::{Config, Switch};
use crate::hall::Hall;
use crate::router;
use crate::start::StartError;
use crate::web::Web;
use crate::web::crowd::Crowd;
use crate::web::tls::Encryption;

/// How many connections the web door takes at once.
const WEB: Limits = Limits { connections: 16_384 };
/// How many of them one address has at most: a class that shares one needs many, and no single
/// visitor may take all.
const WEB_EACH: usize = 2_048;

/// Listens on the web address, before anything is opened that a taken port would waste.
///
/// # Errors
/// [`StartError::Taken`].
pub async fn bind_web(address: SocketAddr) -> Result<TcpListener, StartError> {
    bind("--listen", address).await
}

/// Listens for the relay, if there shall be one, before the node tells others where it is.
///
/// # Errors
/// [`StartError::Taken`].
pub async fn bind_relay(config: &Config) -> Result<Option<TcpListener>, StartError> {
    bind_gateway("--relay", &config.relay).await
}

/// Opens every door and tells where each is.
///
/// # Errors
/// [`StartError::Taken`] when an address that somebody asked for cannot be had.
pub async fn open(
    hall: &Hall,
    web: TcpListener,
    relay: Option<TcpListener>,
) -> Result<Addresses, StartError> {
    let config = &hall.config;
    let hftp = bind_gateway("--hftp", &config.hftp).await?;
    let http09 = bind_gateway("--http09", &config.http09).await?;
    let labs = bind_gateway("--labs", &config.labs).await?;
    let grpc = bind_gateway("--grpc", &config.grpc).await?;
    let folder = hftp_folder(hall)?;
    let registry = open_labs(hall, labs.is_some())?;
    let door = open_web(hall, web.local_addr().ok())?;
    let clients = Limits { connections: config.http09_clients.value.max(1) };
    let (files, guest) = (&hall.house.files, Caller::anonymous(config.guests.value));
    Ok(Addresses {
        hftp: hftp.and_then(|listener| {
            let tally = hall.register.hftp.clone();
            let door = Hftp::new(Arc::clone(files), guest.clone(), folder, tally.clone());
            run(hall, listener, maloca_hftp::door::LIMITS, tally, door)
        }),
        http09: http09.and_then(|listener| {
            let tally = hall.register.http09.clone();
            let door =
                Http09::new(Arc::clone(files), guest.clone(), hall.site.clone(), tally.clone());
            run(hall, listener, clients, tally, door)
        }),
        labs: labs.zip(registry).and_then(|(listener, (door, tally))| {
            let (names, life) = (door.clone(), hall.life.clone());
            hall.life.spawn(names.keep(life));
            run(hall, listener, maloca_labs::LIMITS, tally, door)
        }),
        grpc: grpc.and_then(|listener| {
            let (tally, door) = (hall.register.grpc.clone(), hall.grpc.clone());
            run(hall, listener, maloca_grpc::LIMITS, tally, door)
        }),
        relay: relay.and_then(|listener| {
            let tally = hall.register.relay.clone();
            let door = Relay::new(Arc::clone(&hall.relayed), tally.clone());
            run(hall, listener, maloca_relay::LIMITS, tally, door)
        }),
        web: run(hall, web, WEB, hall.register.web.clone(), door),
        ..Addresses::default()
    })
}

fn open_web(hall: &Hall, address: Option<SocketAddr>) -> Result<Web, StartError> {
    let config = &hall.config;
    let urls = address.map(|address| announce::reachable(config, address)).unwrap_or_default();
    let hosts = urls.iter().filter_map(|url| url.split_once("://"));
    let hosts = hosts.map(|(_, authority)| bare(&host_of(authority))).collect();
    let encryption = Encryption::open(&config.tls.value, &config.data.value, hosts)?;
    let crowd = Crowd::new(WEB_EACH, config.trust_proxy.value.clone());
    let tally = hall.register.web.clone();
    Ok(Web::new(router::router(hall), crowd, encryption, tally))
}

/// A host as it stands in certificates: IPv6 without brackets.
fn bare(host: &str) -> String {
    host.trim_start_matches('[').trim_end_matches(']').to_owned()
}

fn hftp_folder(hall: &Hall) -> Result<Path, StartError> {
    let setting = &hall.config.hftp_folder;
    setting.value.parse().map_err(|bad: maloca_files::BadPath| StartError::BadFile {
        path: setting.origin.to_string().into(),
        reason: format!("hftp.folder is no path of the shared tree: {bad}"),
    })
}

/// The labs' door, if it shall be open, with the names that were registered there before.
fn open_labs(hall: &Hall, wanted: bool) -> Result<Option<(Labs, Tally)>, StartError> {
    if !wanted {
        return Ok(None);
    }
    let House { calc, chat, people, .. } = &hall.house;
    let rooms = maloca_labs::House {
        calc: Arc::clone(calc),
        chat: Arc::clone(chat),
        people: Arc::clone(people),
        site: hall.site.clone(),
    };
    let path = hall.config.data.value.join("labs.json");
    let tally = hall.register.labs.clone();
    match Labs::open(rooms, path.clone(), tally.clone()) {
        Ok(door) => Ok(Some((door, tally))),
        Err(error) => Err(StartError::BadFile { path, reason: error.to_string() }),
    }
}

fn run(
    hall: &Hall,
    listener: TcpListener,
    limits: Limits,
    tally: Tally,
    door: impl Listen,
) -> Option<SocketAddr> {
    let address = listener.local_addr().ok()?;
    let life = hall.life.clone();
    hall.life.spawn(accept(Arc::new(door), listener, limits, tally, life));
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
