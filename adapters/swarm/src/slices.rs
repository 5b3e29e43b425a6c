//! Slices of this node's own files, for those who do not reach it over UDP.

use std::sync::Arc;

use futures::stream;
use maloca_fault::Fault;
use maloca_files::{Chunks, Hash};
use maloca_nodes::network::Refused;
use maloca_nodes::slice::Slice;

use crate::bao;
use crate::encoding::Encoding;
use crate::shared::Shared;

impl Shared {
    /// A slice of a file, when not too many are served already.
    pub(crate) async fn slice(
        self: &Arc<Self>,
        hash: &Hash,
        slice: &Slice,
    ) -> Result<Chunks, Fault<Refused>> {
        let turn = Arc::clone(&self.slices).try_acquire_owned();
        let turn = turn.map_err(|_| Refused::TooMany)?;
        let (shared, hash, range) = (Arc::clone(self), *hash, slice.range());
        let piece = self.own(&hash).await.filter(|piece| bao::is_askable(&range, piece.size));
        let encoding = Encoding::begin(piece.ok_or(Fault::Missing)?, range, turn);
        let blocks = stream::try_unfold(encoding, move |mut encoding| {
            let shared = Arc::clone(&shared);
            async move {
                let block = encoding.next().await.inspect_err(|_| shared.pieces.drop(&hash))?;
                Ok(block.map(|block| (block, encoding)))
            }
        });
        Ok(Box::pin(blocks))
    }
}
