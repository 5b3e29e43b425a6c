//! One end of a call in which logs go both ways.

use futures::stream;
use maloca_grpc::contract::v1::line::Change as What;
use maloca_grpc::contract::v1::sync_request::Request;
use maloca_grpc::contract::v1::sync_response::Response;
use maloca_grpc::contract::v1::{
    Gone, Have, Head, Kept, Line, Mark, Marks, Page, Shared, SyncRequest, SyncResponse,
};
use maloca_nodes::catalogue::{self, Change};
use tokio::sync::mpsc;
use tokio::time::timeout;
use tonic::{Code, Streaming};

use crate::house::{HANG, House};

/// A page as a message of the contract.
pub(crate) fn page(page: catalogue::Page) -> Page {
    let catalogue::Head { log, seq, chain, signature } = page.head;
    let head = Head {
        node: log.node.to_string(),
        began: log.began,
        seq,
        chain: chain.to_string(),
        signature: signature.0.to_vec(),
    };
    Page { lines: page.lines.iter().map(line).collect(), head: Some(head) }
}

fn line(line: &catalogue::Line) -> Line {
    let change = match line.change {
        Change::Shared { hash, size, modified } => {
            What::Shared(Shared { blake3: hash.to_string(), size, modified })
        }
        Change::Gone => What::Gone(Gone {}),
        Change::Kept { copies } => What::Kept(Kept { copies: copies.into() }),
    };
    Line { path: line.path.to_string(), change: Some(change) }
}

pub(crate) fn sent(page: Page) -> SyncRequest {
    SyncRequest { request: Some(Request::Page(page)) }
}

pub(super) fn have(marks: Vec<Mark>) -> SyncRequest {
    SyncRequest { request: Some(Request::Have(Have { marks })) }
}

/// One who syncs with a house.
pub(super) struct Caller {
    mouth: Option<mpsc::Sender<SyncRequest>>,
    ear: Streaming<SyncResponse>,
    /// How far the house knew the logs at the beginning.
    pub(super) marks: Marks,
}

impl Caller {
    pub(super) async fn with(house: &House, known: Vec<Mark>) -> Self {
        let (mouth, words) = mpsc::channel(1_000);
        mouth.send(have(known)).await.unwrap();
        let words = stream::unfold(words, |mut words| async {
            let word = words.recv().await?;
            Some((word, words))
        });
        let mut ear = house.peers().await.sync(words).await.unwrap().into_inner();
        let first = timeout(HANG, ear.message()).await.expect("hung").unwrap().unwrap();
        let Some(Response::Marks(marks)) = first.response else { panic!("no marks") };
        Self { mouth: Some(mouth), ear, marks }
    }

    pub(super) async fn send(&self, page: Page) {
        self.mouth.as_ref().unwrap().send(sent(page)).await.unwrap();
    }

    /// Ends its side.
    pub(super) fn close(&mut self) {
        self.mouth = None;
    }

    /// What comes next; `None` at the end.
    pub(super) async fn hear(&mut self) -> Option<Response> {
        let heard = timeout(HANG, self.ear.message()).await.expect("hung").unwrap()?;
        heard.response
    }

    pub(super) async fn page(&mut self) -> Page {
        match self.hear().await {
            Some(Response::Page(page)) => page,
            other => panic!("{other:?} instead of a page"),
        }
    }

    pub(super) async fn taken(&mut self) -> Mark {
        match self.hear().await {
            Some(Response::Taken(mark)) => mark,
            other => panic!("{other:?} instead of an answer"),
        }
    }

    pub(super) async fn refused(&mut self) -> Code {
        match self.hear().await {
            Some(Response::Refused(refusal)) => {
                assert!(!refusal.reason.is_empty());
                refusal.code.into()
            }
            other => panic!("{other:?} instead of a refusal"),
        }
    }
}
