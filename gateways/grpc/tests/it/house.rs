//! An open door onto a scratch house.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use maloca_bus::LocalBus;
use maloca_calc::{Answer, Budget, Calculator, Question, evaluate};
use maloca_chat::ChatService;
use maloca_fault::Fault;
use maloca_files::Library;
use maloca_gateway::{Life, Tally, accept};
use maloca_grpc::contract::v1::calculator_client::CalculatorClient;
use maloca_grpc::contract::v1::chat_client::ChatClient;
use maloca_grpc::contract::v1::files_client::FilesClient;
use maloca_grpc::contract::v1::peers_client::PeersClient;
use maloca_grpc::{Grpc, House as Rooms, LIMITS};
use maloca_people::{Caller, Right, Rights};
use maloca_store::Store;
use maloca_tree::DiskTree;
use tokio::net::TcpListener;
use tonic::Request;
use tonic::transport::{Channel, Endpoint};

use crate::group::{self, Memory};

/// Longer than anything here takes; only a hang reaches it.
pub(crate) const HANG: Duration = Duration::from_secs(120);

struct Engine;

#[async_trait]
impl Calculator for Engine {
    async fn evaluate(
        &self,
        who: &Caller,
        question: Question,
    ) -> Result<Answer, Fault<maloca_calc::Refused>> {
        who.need(Right::Calc)?;
        evaluate(&question, &Budget::quick()).map_err(Fault::Refused)
    }
}

pub(crate) struct House {
    pub(crate) address: SocketAddr,
    pub(crate) rooms: Rooms,
    pub(crate) tally: Tally,
    pub(crate) life: Life,
    pub(crate) grpc: Grpc,
    /// The logs of its group.
    pub(crate) logs: Arc<Memory>,
    dir: tempfile::TempDir,
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::small(u64::MAX).await
    }

    /// A house that takes no file of more bytes.
    pub(crate) async fn small(bytes: u64) -> Self {
        let guests = Rights::of(&[Right::Calc, Right::Chat, Right::Read, Right::Upload]);
        Self::furnished(guests, bytes).await
    }

    pub(crate) async fn with(guests: Rights) -> Self {
        Self::furnished(guests, u64::MAX).await
    }

    async fn furnished(guests: Rights, max_upload: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("tree")).unwrap();
        let store = Store::open(dir.path().join("maloca.db")).await.unwrap();
        let chat = ChatService::new(Arc::new(store.clone()), Arc::new(LocalBus::default()));
        let tree = DiskTree::open(&dir.path().join("tree")).unwrap().with_max_size(max_upload);
        let (group, logs) = group::open();
        let rooms = Rooms {
            calc: Arc::new(Engine),
            chat: Arc::new(chat),
            files: Arc::new(Library::new(Arc::new(tree))),
            people: Arc::new(store.people(guests)),
            group,
        };
        let (tally, life) = (Tally::new("grpc"), Life::new());
        let grpc = Grpc::open(rooms.clone(), tally.clone(), life.clone()).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let door = Arc::new(grpc.clone());
        life.spawn(accept(door, listener, LIMITS, tally.clone(), life.clone()));
        Self { address, rooms, tally, life, grpc, logs, dir }
    }

    pub(crate) async fn channel(&self) -> Channel {
        let endpoint = Endpoint::from_shared(format!("http://{}", self.address)).unwrap();
        endpoint.connect().await.unwrap()
    }

    pub(crate) async fn calculator(&self) -> CalculatorClient<Channel> {
        CalculatorClient::new(self.channel().await)
    }

    pub(crate) async fn chat(&self) -> ChatClient<Channel> {
        ChatClient::new(self.channel().await)
    }

    pub(crate) async fn files(&self) -> FilesClient<Channel> {
        FilesClient::new(self.channel().await)
    }

    pub(crate) async fn peers(&self) -> PeersClient<Channel> {
        PeersClient::new(self.channel().await)
    }

    /// Opens a session and returns its token.
    pub(crate) async fn enter(&self, nick: &str) -> String {
        let admission = self.rooms.people.enter(nick.parse().unwrap()).await.unwrap();
        admission.token.secret().to_owned()
    }

    pub(crate) fn tree(&self) -> std::path::PathBuf {
        self.dir.path().join("tree")
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.tree().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

/// A request with the token of a session.
pub(crate) fn signed<T>(token: &str, message: T) -> Request<T> {
    let mut request = Request::new(message);
    let credential = format!("Bearer {token}").parse().unwrap();
    request.metadata_mut().insert("authorization", credential);
    request
}

/// A request of a guest with a name.
pub(crate) fn named<T>(nick: &str, message: T) -> Request<T> {
    let mut request = Request::new(message);
    let name = tonic::metadata::MetadataValue::from_bytes(nick.as_bytes());
    request.metadata_mut().insert_bin("x-maloca-nick-bin", name);
    request
}
