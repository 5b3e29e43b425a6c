//! Frames on a stream: a length in four bytes, then so many bytes.

use std::time::Duration;

use iroh::endpoint::{RecvStream, SendStream};
use maloca_nodes::wire;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

/// How long the rest of a frame may take after its length, and how long one may take to be sent.
const PATIENCE: Duration = Duration::from_secs(30);

/// Why a conversation ended.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Broken {
    #[error("the connection ended: {0}")]
    Ended(String),
    #[error("a frame of {0} bytes is too long")]
    TooLong(usize),
    #[error(transparent)]
    Garbled(#[from] wire::BadFrame),
    #[error("the other side is too slow")]
    Slow(#[from] tokio::time::error::Elapsed),
}

impl Broken {
    pub(crate) fn ended(cause: impl ToString) -> Self {
        Self::Ended(cause.to_string())
    }
}

/// Sends a frame.
pub(crate) async fn write(stream: &mut SendStream, frame: &impl Serialize) -> Result<(), Broken> {
    let bytes = wire::encode(frame);
    let length = u32::try_from(bytes.len()).map_err(|_| Broken::TooLong(bytes.len()))?;
    let whole = [&length.to_be_bytes()[..], &bytes].concat();
    timeout(PATIENCE, stream.write_all(&whole)).await?.map_err(Broken::ended)
}

/// Waits for a frame, and takes it if it has at most so many bytes.
pub(crate) async fn read<T: DeserializeOwned>(
    stream: &mut RecvStream,
    most: usize,
) -> Result<T, Broken> {
    let mut length = [0; 4];
    stream.read_exact(&mut length).await.map_err(Broken::ended)?;
    let length = u32::from_be_bytes(length) as usize;
    if length > most {
        return Err(Broken::TooLong(length));
    }
    let mut bytes = vec![0; length];
    timeout(PATIENCE, stream.read_exact(&mut bytes)).await?.map_err(Broken::ended)?;
    Ok(wire::decode(&bytes)?)
}
