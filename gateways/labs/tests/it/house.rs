//! An open door onto a scratch house.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use maloca_bus::LocalBus;
use maloca_calc::{Answer, Budget, Calculator, Question, evaluate};
use maloca_chat::{ChatService, Draft, MessageId, RoomName, Span};
use maloca_fault::Fault;
use maloca_gateway::{Life, Site, Tally, accept};
use maloca_labs::{House as Rooms, LIMITS, Labs};
use maloca_people::{Caller, Right, Rights};
use maloca_store::Store;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

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
    pub(crate) tally: Tally,
    pub(crate) rooms: Rooms,
    life: Life,
    store: Store,
    dir: Arc<tempfile::TempDir>,
}

impl House {
    pub(crate) async fn open() -> Self {
        Self::with(Rights::of(&[Right::Calc, Right::Chat])).await
    }

    pub(crate) async fn with(guests: Rights) -> Self {
        Self::on(Arc::new(tempfile::tempdir().unwrap()), guests).await
    }

    async fn on(dir: Arc<tempfile::TempDir>, guests: Rights) -> Self {
        let store = Store::open(dir.path().join("maloca.db")).await.unwrap();
        let chat = ChatService::new(Arc::new(store.clone()), Arc::new(LocalBus::default()));
        let people = Arc::new(store.people(guests));
        let rooms =
            Rooms { calc: Arc::new(Engine), chat: Arc::new(chat), people, site: Site::new([]) };
        let (tally, life) = (Tally::new("labs"), Life::new());
        let labs = Labs::open(rooms.clone(), dir.path().join("labs.json"), tally.clone()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        life.spawn(labs.clone().keep(life.clone()));
        life.spawn(accept(Arc::new(labs), listener, LIMITS, tally.clone(), life.clone()));
        Self { address, tally, rooms, life, store, dir }
    }

    /// Ends the program and starts it anew on the same data.
    pub(crate) async fn restart(self, guests: Rights) -> Self {
        assert!(self.life.end(Duration::from_secs(10)).await, "something did not end");
        self.store.close().await;
        Self::on(self.dir, guests).await
    }

    /// All that comes back for these bytes until the server closes.
    pub(crate) async fn say(&self, request: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request.as_ref()).await.unwrap();
        let mut bytes = Vec::new();
        timeout(HANG, stream.read_to_end(&mut bytes)).await.expect("hung").unwrap();
        String::from_utf8(bytes).unwrap()
    }

    /// Status and body of a request with these further header lines.
    pub(crate) async fn ask(&self, what: &str, headers: &str, body: &str) -> (u16, String) {
        let (host, length) = (self.address, body.len());
        let answer = self.say(format!(
            "{what} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
        ));
        parse(&answer.await)
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, String) {
        self.ask(&format!("GET {path}"), "", "").await
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> (u16, String) {
        self.ask(&format!("POST {path}"), "", body).await
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Somebody with a session writes in the room, as from a browser.
    pub(crate) async fn browser_says(&self, who: &Caller, text: &str) {
        let random = u128::from(std::time::UNIX_EPOCH.elapsed().unwrap().subsec_nanos());
        let id = MessageId::from_ulid(ulid::Ulid::from_parts(self.tally.accepted(), random));
        let draft = Draft { id, text: text.parse().unwrap(), reply_to: None };
        self.rooms.chat.post(who, &RoomName::general(), draft).await.unwrap();
    }

    /// Opens a session.
    pub(crate) async fn enter(&self, nick: &str) -> Caller {
        let admission = self.rooms.people.enter(nick.parse().unwrap()).await.unwrap();
        admission.session.caller(self.rooms.people.guests())
    }

    /// What the room holds, as `author>text`.
    pub(crate) async fn room(&self) -> Vec<String> {
        let general = RoomName::general();
        let who = Caller::house();
        let history = self.rooms.chat.history(&who, &general, Span::Latest, 500).await.unwrap();
        let line = |m: maloca_chat::Message| format!("{}>{}", m.author, m.text);
        history.messages.into_iter().map(line).collect()
    }
}

/// Status and body of an answer that says how long it is and ends the connection.
pub(crate) fn parse(answer: &str) -> (u16, String) {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer:?}"));
    let head = head.to_lowercase();
    assert!(head.contains("connection: close"), "{head}");
    assert!(head.contains(&format!("content-length: {}", body.len())), "{head}");
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}
