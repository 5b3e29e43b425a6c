//! Bytes of a file.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use iroh::endpoint::SendStream;
use maloca_files::Hash;
use maloca_files::vault::Piece;
use maloca_nodes::wire::Reply;
use tokio::time::timeout;

use super::{Desk, LACKING};
use crate::bao;
use crate::encoding::{Encoding, PATIENCE};
use crate::frame::{self, Broken};
use crate::shared::Shared;

/// How long a get waits for its turn: the other side gives up after two seconds of silence.
const QUEUE: Duration = Duration::from_millis(1_500);

/// Serves a get, when not too many are served already.
pub(super) async fn give(
    shared: &Arc<Shared>,
    desk: &Desk,
    hash: &Hash,
    range: Range<u64>,
    send: &mut SendStream,
) -> Result<(), Broken> {
    let turns = async { tokio::try_join!(desk.gets.acquire(), shared.gets.acquire()) };
    let Ok(Ok(_turns)) = timeout(QUEUE, turns).await else {
        return frame::write(send, &Reply::Busy).await;
    };
    let piece = find(shared, desk, hash, &range).await;
    let Some(piece) = piece else { return frame::write(send, &Reply::Lacking).await };
    frame::write(send, &Reply::Given { size: piece.size }).await?;
    pour(piece, range, send).await.inspect_err(|_| shared.pieces.drop(hash))
}

/// The file, when these bytes of it are here.
async fn find(shared: &Shared, desk: &Desk, hash: &Hash, range: &Range<u64>) -> Option<Piece> {
    if let Some((piece, held)) = shared.arrivals.partial(hash) {
        return (bao::is_askable(range, piece.size) && held.covers(range)).then_some(piece);
    }
    let _turn = desk.lookups.acquire().await.ok()?;
    shared.own(hash).await.filter(|piece| bao::is_askable(range, piece.size))
}

async fn pour(piece: Piece, range: Range<u64>, send: &mut SendStream) -> Result<(), Broken> {
    let mut encoding = Encoding::begin(piece, range, ());
    loop {
        match encoding.next().await {
            Ok(Some(block)) => {
                timeout(PATIENCE, send.write_chunk(block)).await?.map_err(Broken::ended)?;
            }
            Ok(None) => return send.finish().map_err(Broken::ended),
            Err(error) => {
                let _ = send.reset(LACKING.into());
                return Err(Broken::ended(error));
            }
        }
    }
}
