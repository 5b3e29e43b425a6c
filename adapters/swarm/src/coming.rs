//! Bytes on their way from somebody, each proved before it counts.

use std::io;
use std::ops::Range;

use bao_tree::io::DecodeError;
use bao_tree::io::fsm::{BaoContentItem, ResponseDecoder, ResponseDecoderNext};
use iroh::endpoint::ReadError;
use iroh_io::TokioStreamReader;
use maloca_files::Hash;
use maloca_nodes::fetch::Failure;
use tokio::io::AsyncRead;

use crate::answer::LACKING;
use crate::bao;

/// Which bytes of which file.
#[derive(Clone, Debug)]
pub(crate) struct Want {
    pub(crate) hash: Hash,
    pub(crate) size: u64,
    pub(crate) range: Range<u64>,
}

/// Where bytes are read from.
type Reader = TokioStreamReader<Box<dyn AsyncRead + Send + Unpin>>;

/// Bytes on their way. Whoever drops it wants no more of them.
pub(crate) struct Coming(Option<ResponseDecoder<Reader>>);

impl Coming {
    /// What is wanted, as it comes from there.
    pub(crate) fn new(want: &Want, from: impl AsyncRead + Send + Unpin + 'static) -> Self {
        let (root, tree) = (bao::root(&want.hash), bao::tree(want.size));
        let reader = TokioStreamReader::new(Box::new(from) as Box<dyn AsyncRead + Send + Unpin>);
        Self(Some(ResponseDecoder::new(root, bao::chunks(&want.range), tree, reader)))
    }

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
