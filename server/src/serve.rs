//! From a configuration to a running house, and to its end.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use maloca_app::port::{House, Site};
use maloca_bus::LocalBus;
use maloca_chat::ChatService;
use maloca_files::Library;
use maloca_gateway::{Life, Site as Names, Tally};
use maloca_grpc::{Group, Grpc};
use maloca_nodes::Keeping;
use maloca_people::{Caller, People, Role};
use maloca_store::Store;
use maloca_tree::DiskTree;
use tokio::signal::unix::{SignalKind, signal};

use crate::announce::{self, Addresses};
use crate::calc::pool::Pool;
use crate::chat::detached::Detached;
use crate::config::{Config, Size};
use crate::doors::guide::Guide;
use crate::doors::register::Register;
use crate::hall::Hall;
use crate::limits::Limits;
use crate::lock::Lock;
use crate::nodes::open::{Opened, Reached};
use crate::nodes::window::Window;
use crate::ready::Readiness;
use crate::start::StartError;
use crate::{assets, control, doors, messages, metrics, nodes, router};

/// How long everything has to finish once the end has begun.
const FAREWELL: Duration = Duration::from_secs(8);
/// How often the bin is looked through.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Opens the house, serves until SIGTERM or Ctrl-C, and closes it.
///
/// # Errors
/// When it cannot be opened; afterwards nothing ends it but a signal.
pub async fn serve(config: Config) -> Result<(), StartError> {
    config.check()?;
    metrics::install();
    raise_descriptor_limit();
    let _lock = Lock::take(&config.data.value)?;
    let unwritable =
        |source| StartError::Unwritable { flag: "--data", path: config.data.value.clone(), source };
    announce::retract(&config.data.value).map_err(unwritable)?;
    let store = open_store(&config.data.value).await?;
    let listener = doors::bind_web(config.listen.value).await?;
    let web = listener.local_addr().map_err(|source| StartError::System {
        what: "learn the address of the web door",
        source,
    })?;
    let relay = doors::bind_relay(&config).await?;
    let reached = Reached { web, relay: relay.as_ref().and_then(|it| it.local_addr().ok()) };
    let tree = Arc::new(open_tree(&config)?);
    let node = nodes::open::open(&config, &store, &tree, reached).await?;
    let bus = LocalBus::default();
    let hall = furnish(&config, &store, &tree, web, &node, &bus).await;
    let invitation = invite_admin(&*hall.house.people).await;
    let addresses = Addresses { peers: node.at, ..doors::open(&hall, listener, relay).await? };
    nodes::open::run(&hall, node, &tree);
    messages::open(&hall, &store, &bus).await?;
    control::open(&hall);
    hall.register.opened(addresses);
    tidy_up_now_and_then(&hall, tree);
    // Whoever reads where the house is may ask it to end at once.
    let end = the_end()?;
    announce::announce(&config.data.value, &addresses).map_err(unwritable)?;
    hall.readiness.declare();
    if let Err(error) = announce::banner(&config, &addresses, invitation.as_deref()) {
        tracing::debug!(%error, "nobody reads the banner");
    }
    end.await;
    close(&hall, &store).await;
    Ok(())
}

/// Opens the adapters and puts the rooms on them.
async fn furnish(
    config: &Config,
    store: &Store,
    tree: &Arc<DiskTree>,
    web: SocketAddr,
    node: &Opened,
    bus: &LocalBus,
) -> Hall {
    let site = Site {
        pkg: assets::pkg(),
        chunks: assets::chunks(),
        addresses: announce::reachable(config, web),
        openapi: router::description().json().to_owned(),
        reload_port: reload_port(),
    };
    let chat = ChatService::new(Arc::new(store.clone()), Arc::new(bus.clone()));
    let (limits, tally) = (Arc::new(Limits::default()), Tally::new("grpc"));
    let register = Arc::new(Register::new(tally.clone()));
    let guide = Guide::new(register.clone(), limits.clone(), &config.hftp_folder.value);
    let group = node.group();
    let keeping: Arc<dyn Keeping> = Arc::new(node.swarm.clone());
    let (nodes, network) = (group.nodes.clone(), group.network.clone());
    let window = Window::new(nodes, network, keeping.clone(), register.clone());
    let house = House {
        calc: Arc::new(Pool::default()),
        chat: Arc::new(Detached::new(Arc::new(chat))),
        files: Arc::new(Library::new(tree.clone())),
        people: Arc::new(store.people(config.guests.value)),
        doors: Arc::new(guide),
        peers: Arc::new(window),
        site: Arc::new(site),
    };
    let life = Life::new();
    Hall {
        grpc: open_grpc(&house, group.clone(), tally, life.clone()).await,
        register,
        house,
        nodes: group.nodes,
        network: group.network,
        keeping,
        relayed: Arc::new(node.swarm.clone()),
        prints: Arc::new(node.shelves.clone()),
        config: Arc::new(config.clone()),
        life,
        limits,
        site: Names::new(config.public.value.iter().map(ToString::to_string)),
        sockets: Arc::default(),
        readiness: Arc::new(Readiness::new(store.clone())),
    }
}

/// gRPC answers on the web port too, whether or not its own is open.
async fn open_grpc(house: &House, group: Group, tally: Tally, life: Life) -> Grpc {
    let House { calc, chat, files, people, .. } = house.clone();
    Grpc::open(maloca_grpc::House { calc, chat, files, people, group }, tally, life).await
}

async fn open_store(data: &Path) -> Result<Store, StartError> {
    let path = data.join("maloca.db");
    Store::open(&path)
        .await
        .map_err(|error| StartError::Database { path, reason: error.to_string() })
}

fn open_tree(config: &Config) -> Result<DiskTree, StartError> {
    let root = &*config.files.value;
    std::fs::create_dir_all(root).map_err(|source| StartError::Unwritable {
        flag: "--files",
        path: root.to_owned(),
        source,
    })?;
    let mut tree = DiskTree::open(root)
        .map_err(|error| StartError::Tree { path: root.to_owned(), reason: error.to_string() })?;
    if let Some(Size(bytes)) = config.max_upload.value {
        tree = tree.with_max_size(bytes);
    }
    if let Some(Size(bytes)) = config.reserve.value {
        tree = tree.with_reserve(bytes);
    }
    Ok(tree)
}

/// Forgets quiet visitors and empties the bin, until the end.
fn tidy_up_now_and_then(hall: &Hall, tree: Arc<DiskTree>) {
    let (limits, life) = (Arc::clone(&hall.limits), hall.life.clone());
    let age = DAY * hall.config.bin_days.value;
    hall.life.spawn(async move {
        tokio::select! {
            () = life.ended() => {}
            () = limits.forget_now_and_then() => {}
            () = empty_bin_daily(&tree, age) => {}
        }
    });
}

async fn empty_bin_daily(tree: &DiskTree, age: Duration) {
    loop {
        match tree.empty_bin(age).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "removed from the bin what was old"),
            // The tree may be away for a while; the cause is in the log.
            Err(fault) => tracing::debug!(%fault, "the bin was not emptied"),
        }
        tokio::time::sleep(DAY).await;
    }
}

/// The path of an invitation to become admin, when nobody is or can become one yet.
async fn invite_admin(people: &dyn People) -> Option<String> {
    let invitation = match people.has_admin().await {
        Ok(false) => people.invite(&Caller::house(), Role::Admin).await,
        Ok(true) => return None,
        Err(fault) => Err(fault),
    };
    match invitation {
        Ok(invitation) => Some(format!("/people/invitations/{}", invitation.token.secret())),
        Err(fault) => {
            tracing::warn!(%fault, "cannot invite an admin");
            None
        }
    }
}

/// Listens for signals from now on; resolves when one asks for the end.
fn the_end() -> Result<impl Future<Output = ()>, StartError> {
    let unheard = |source| StartError::System { what: "listen for signals", source };
    let mut terminate = signal(SignalKind::terminate()).map_err(unheard)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(unheard)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

async fn close(hall: &Hall, store: &Store) {
    tracing::info!("closing");
    if !hall.life.end(FAREWELL).await {
        tracing::warn!("some connections did not end in time");
    }
    store.close().await;
    if let Err(error) = announce::retract(&hall.config.data.value) {
        tracing::debug!(%error, "cannot remove addresses.json");
    }
}

/// A house with thousands of visitors needs more descriptors than the usual soft limit.
fn raise_descriptor_limit() {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::debug!(%error, "cannot raise the limit of open files");
    }
}

/// Set by `cargo leptos watch`, which tells pages on this port to reload.
fn reload_port() -> Option<u32> {
    std::env::var("LEPTOS_WATCH").ok()?;
    std::env::var("LEPTOS_RELOAD_PORT").ok()?.parse().ok()
}
