//! What is asked of a member: one stream for each question.

use std::io;
use std::ops::Range;
use std::time::Duration;

use bao_tree::io::DecodeError;
use bao_tree::io::fsm::{BaoContentItem, ResponseDecoder, ResponseDecoderNext};
use bytes::{Bytes, BytesMut};
use iroh::endpoint::{Connection, ReadError, RecvStream, SendStream};
use iroh_io::AsyncStreamReader;
use maloca_files::Hash;
use maloca_nodes::catalogue::{LogId, Page};
use maloca_nodes::fetch::Failure;
use maloca_nodes::wire::ask::{MAX_HOLDING, MAX_PAGE, MAX_REPLY};
use maloca_nodes::wire::{Ask, Holding, Reply};
use tokio::time::timeout;

use crate::answer::LACKING;
use crate::bao;
use crate::frame::{self, Broken};

/// How long a page may take.
const PAGE: Duration = Duration::from_secs(30);

async fn open(connection: &Connection, ask: &Ask) -> Result<(SendStream, RecvStream), Broken> {
    let (mut send, receive) = connection.open_bi().await.map_err(Broken::ended)?;
    frame::write(&mut send, ask).await?;
    let _ = send.finish();
    Ok((send, receive))
}

/// A page of a log.
pub(crate) async fn page(
    connection: &Connection,
    log: LogId,
    after: u64,
) -> Result<Option<Page>, Broken> {
    let asking = async {
        let (_send, mut receive) = open(connection, &Ask::Page { log, after }).await?;
        frame::read(&mut receive, MAX_PAGE).await
    };
    timeout(PAGE, asking).await?
}

/// What a member says that it holds of a file, again and again.
pub(crate) struct Told(RecvStream);

impl Told {
    pub(crate) async fn next(&mut self) -> Result<Option<Holding>, Broken> {
        frame::read(&mut self.0, MAX_HOLDING).await
    }
}

pub(crate) async fn holding(connection: &Connection, hash: Hash) -> Result<Told, Broken> {
    open(connection, &Ask::Holding { hash }).await.map(|(_, receive)| Told(receive))
}

/// Which bytes of which file.
#[derive(Clone, Debug)]
pub(crate) struct Want {
    pub(crate) hash: Hash,
    pub(crate) size: u64,
    pub(crate) range: Range<u64>,
}

/// Bytes on their way. Whoever drops it wants no more of them.
pub(crate) struct Coming(Option<ResponseDecoder<Reader>>);

/// Asks for bytes.
pub(crate) async fn get(connection: &Connection, want: &Want) -> Result<Coming, Failure> {
    let ask = Ask::Get { hash: want.hash, range: want.range.clone() };
    let (_send, mut receive) = open(connection, &ask).await.map_err(|_| Failure::Gone)?;
    match frame::read(&mut receive, MAX_REPLY).await {
        Ok(Reply::Given { size }) if size == want.size => {}
        Ok(Reply::Given { .. }) | Err(Broken::Garbled(_) | Broken::TooLong(_)) => {
            return Err(Failure::Lied);
        }
        Ok(Reply::Lacking) => return Err(Failure::Lacking),
        Ok(Reply::Busy) | Err(_) => return Err(Failure::Gone),
    }
    let (root, tree) = (bao::root(&want.hash), bao::tree(want.size));
    let decoder = ResponseDecoder::new(root, bao::chunks(&want.range), tree, Reader(receive));
    Ok(Coming(Some(decoder)))
}

impl Coming {
    /// What comes next and fits the hash; nothing when all has come.
    pub(crate) async fn next(&mut self) -> Result<Option<BaoContentItem>, Failure> {
        let Some(decoder) = self.0.take() else { return Ok(None) };
        match decoder.next().await {
            ResponseDecoderNext::Done(_) => Ok(None),
            ResponseDecoderNext::More((decoder, item)) => {
                self.0 = Some(decoder);
                item.map(Some).map_err(|error| failure(&error))
            }
        }
    }
}

fn failure(error: &DecodeError) -> Failure {
    match error {
        DecodeError::ParentHashMismatch(_) | DecodeError::LeafHashMismatch(_) => Failure::Lied,
        DecodeError::Io(error) if is_lacking(error) => Failure::Lacking,
        _ => Failure::Gone,
    }
}

/// Whether the source itself found that its file is another one by now.
fn is_lacking(error: &io::Error) -> bool {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref());
    matches!(cause, Some(ReadError::Reset(code)) if *code == LACKING.into())
}

/// A stream as bao-tree reads it.
struct Reader(RecvStream);

impl AsyncStreamReader for Reader {
    async fn read_bytes(&mut self, most: usize) -> io::Result<Bytes> {
        let mut bytes = BytesMut::zeroed(most);
        let mut count = 0;
        while count < most {
            match self.0.read(&mut bytes[count..]).await.map_err(io::Error::other)? {
                Some(read) => count += read,
                None => break,
            }
        }
        bytes.truncate(count);
        Ok(bytes.freeze())
    }

    async fn read<const L: usize>(&mut self) -> io::Result<[u8; L]> {
        let bytes = self.read_bytes_exact(L).await?;
        (&bytes[..]).try_into().map_err(|_| io::ErrorKind::UnexpectedEof.into())
    }
}
