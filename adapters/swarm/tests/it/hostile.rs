//! A member that we did not write, and that serves files wrongly.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bao_tree::io::outboard::PreOrderMemOutboard;
use bao_tree::io::round_up_to_chunks;
use bao_tree::io::sync::encode_ranges_validated;
use bao_tree::{BlockSize, ByteRanges};
use iroh::Endpoint;
use iroh::endpoint::{Connection, RecvStream, SendStream};
use maloca_files::Hash;
use maloca_nodes::catalogue::{LogId, Page};
use maloca_nodes::fetch::ranges::Ranges;
use maloca_nodes::spread::reach::{Reach, Rumour};
use maloca_nodes::wire::{Answer, Ask, Holding, MEMBERS, News, Reply, decode, encode};
use maloca_nodes::{Card, NodeId, NodeKey};
use serde::Serialize;
use tokio::time::sleep;

use crate::peer::Peer;
use crate::strangers::{client, connect, knock};

/// What it does other than it should.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wrong {
    /// A bit of the bytes of a file.
    Data,
    /// A bit of the hashes that prove them.
    Parents,
    /// The length of the file.
    Size(u64),
    /// It ends in the middle.
    Truncated,
    /// It says nothing after the first words.
    Stalled,
    /// Every answer is noise.
    Noise,
}

/// A member of its own kind.
pub struct Hostile {
    pub endpoint: Endpoint,
    pub connection: Connection,
    pub id: NodeId,
    news: SendStream,
    /// How often it was asked for bytes or pages.
    pub gets: Arc<AtomicU64>,
}

impl Hostile {
    /// Joins somebody.
    pub async fn join(peer: &Peer, number: u8) -> Self {
        Self::with(peer, number, Card::new("hostile", "1", vec![([127, 0, 0, 1], 9).into()])).await
    }

    /// Joins somebody and tells this of itself.
    pub async fn with(peer: &Peer, number: u8, card: Card) -> Self {
        let endpoint = client(number).await;
        let ticket = peer.ticket().await;
        let knocking = connect(&endpoint, peer, maloca_nodes::wire::JOIN).await;
        assert!(matches!(knock(&knocking, ticket.secret).await, Answer::Welcome(_)));
        let connection = connect(&endpoint, peer, MEMBERS).await;
        let mut news = connection.open_uni().await.unwrap();
        write(&mut news, &News { card, ..News::default() }).await;
        let id = NodeKey::from_bytes(&[number; 32]).id();
        Self { endpoint, connection, id, news, gets: Arc::default() }
    }

    /// Says that its log goes that far.
    pub async fn claim(&mut self, seq: u64) {
        let log = LogId { node: self.id, began: 1 };
        let rumour = Some(Rumour { reaches: vec![Reach { log, seq }], whole: false });
        write(&mut self.news, &News { rumour, ..News::default() }).await;
    }

    /// Serves this file wrongly; its last bytes rightly, if the length is not what is wrong.
    pub fn serve(&self, bytes: &[u8], wrong: Wrong) -> Hash {
        let tree = PreOrderMemOutboard::create(bytes, BlockSize::from_chunk_log(4));
        let hash = Hash(*tree.root.as_bytes());
        let (bytes, connection, gets) =
            (Arc::new(bytes.to_vec()), self.connection.clone(), Arc::clone(&self.gets));
        tokio::spawn(async move {
            while let Ok((send, receive)) = connection.accept_bi().await {
                let (bytes, tree, gets) = (bytes.clone(), tree.clone(), gets.clone());
                tokio::spawn(answer(send, receive, bytes, tree, wrong, gets));
            }
        });
        hash
    }

    /// Answers whoever asks for a log with this.
    pub fn publish(&self, page: impl Fn(u64) -> Option<Page> + Send + Sync + 'static) {
        let (connection, gets) = (self.connection.clone(), Arc::clone(&self.gets));
        tokio::spawn(async move {
            while let Ok((mut send, mut receive)) = connection.accept_bi().await {
                if let Ask::Page { after, .. } = read(&mut receive).await {
                    gets.fetch_add(1, Ordering::Relaxed);
                    write(&mut send, &page(after)).await;
                    let _ = send.finish();
                }
            }
        });
    }
}

async fn answer(
    mut send: SendStream,
    mut receive: RecvStream,
    bytes: Arc<Vec<u8>>,
    tree: PreOrderMemOutboard,
    wrong: Wrong,
    gets: Arc<AtomicU64>,
) {
    let size = if let Wrong::Size(size) = wrong { size } else { bytes.len() as u64 };
    match read(&mut receive).await {
        Ask::Holding { .. } => {
            write(&mut send, &Holding::new(size, &Ranges::whole(size))).await;
            let _ = send.stopped().await;
        }
        Ask::Get { range, .. } => {
            gets.fetch_add(1, Ordering::Relaxed);
            write(&mut send, &Reply::Given { size }).await;
            let (is_last, mut out) = (range.end == bytes.len() as u64, Vec::new());
            let within = range.start.min(bytes.len() as u64 - 1)..range.end.min(bytes.len() as u64);
            let chunks = round_up_to_chunks(&ByteRanges::from(within));
            encode_ranges_validated(&bytes[..], &tree, &chunks, &mut out).unwrap();
            if !is_last {
                spoil(&mut out, wrong).await;
            }
            let _ = send.write_all(&out).await;
            let _ = send.finish();
            let _ = send.stopped().await;
        }
        Ask::Page { .. } => {}
    }
}

async fn spoil(out: &mut Vec<u8>, wrong: Wrong) {
    let last = out.len() - 1;
    match wrong {
        Wrong::Data => out[last] ^= 1,
        Wrong::Parents => out[0] ^= 1,
        Wrong::Truncated => out.truncate(last / 2),
        Wrong::Stalled => sleep(Duration::from_secs(60)).await,
        Wrong::Noise => out.fill(7),
        Wrong::Size(_) => {}
    }
}

/// Sends a frame.
pub async fn write(stream: &mut SendStream, frame: &impl Serialize) {
    let bytes = encode(frame);
    let _ = stream.write_all(&(bytes.len() as u32).to_be_bytes()).await;
    let _ = stream.write_all(&bytes).await;
}

/// Reads a frame.
pub async fn read<T: serde::de::DeserializeOwned>(stream: &mut RecvStream) -> T {
    let mut length = [0; 4];
    stream.read_exact(&mut length).await.unwrap();
    let mut bytes = vec![0; u32::from_be_bytes(length) as usize];
    stream.read_exact(&mut bytes).await.unwrap();
    decode(&bytes).unwrap()
}
