//! Whether bytes are those that their sender means.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use blake3::Hasher;
use bytes::Bytes;
use futures::{Stream, StreamExt, stream};
use maloca_files::{Chunks, Content, Hash};
use tonic::Status;

/// The hash that content on its way must have, if its sender told one.
pub(super) struct Proof {
    expected: Option<Hash>,
    failed: Arc<AtomicBool>,
}

impl Proof {
    pub(super) fn new(expected: Option<Hash>) -> Self {
        Self { expected, failed: Arc::default() }
    }

    /// The same bytes. Other ones than those that were meant fail at their end, and then nothing is
    /// stored.
    pub(super) fn over<S>(&self, content: S) -> Chunks
    where
        S: Stream<Item = io::Result<Bytes>> + Send + Unpin + 'static,
    {
        let Some(expected) = self.expected else { return Box::pin(content) };
        let failed = Arc::clone(&self.failed);
        let proved = stream::unfold(Some((content, Hasher::new())), move |state| {
            let failed = Arc::clone(&failed);
            async move {
                let (mut content, mut hasher) = state?;
                match content.next().await {
                    Some(Ok(bytes)) => {
                        hasher.update(&bytes);
                        Some((Ok(bytes), Some((content, hasher))))
                    }
                    Some(Err(error)) => Some((Err(error), None)),
                    None if hasher.finalize() == expected.0 => None,
                    None => {
                        failed.store(true, Ordering::Relaxed);
                        Some((Err(io::ErrorKind::InvalidData.into()), None))
                    }
                }
            }
        });
        Box::pin(proved)
    }

    /// What to answer when all bytes came and were other ones.
    pub(super) fn failure(&self) -> Option<Status> {
        let text = "these bytes have another BLAKE3 hash than you said; nothing was stored";
        self.failed.load(Ordering::Relaxed).then(|| Status::invalid_argument(text))
    }
}

/// The hash of a file that is there already. It is read to its end, or to where that fails.
pub(super) async fn hash_of(content: Arc<dyn Content>) -> io::Result<Hash> {
    let all = 0..content.meta().size;
    let (mut chunks, mut hasher) = (content.read(all), Hasher::new());
    while let Some(chunk) = chunks.next().await {
        hasher.update(&chunk?);
    }
    Ok(Hash(hasher.finalize().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn pass(expected: &[u8], sent: &'static [u8]) -> (bool, Option<Status>) {
        let proof = Proof::new(Some(Hash(blake3::hash(expected).into())));
        let chunks = stream::iter(sent.chunks(3).map(|chunk| Ok(Bytes::from_static(chunk))));
        let all: Vec<_> = proof.over(chunks).collect().await;
        (all.iter().all(Result::is_ok), proof.failure())
    }

    #[tokio::test]
    async fn other_bytes_fail_at_their_end_and_only_they() {
        assert!(matches!(pass(b"ten bytes.", b"ten bytes.").await, (true, None)));
        assert!(matches!(pass(b"", b"").await, (true, None)));
        for sent in [b"ten bytes!".as_slice(), b"ten bytes..", b"ten bytes", b""] {
            assert!(matches!(pass(b"ten bytes.", sent).await, (false, Some(_))));
        }
    }

    #[tokio::test]
    async fn an_upload_that_breaks_off_is_not_called_another_file() {
        let proof = Proof::new(Some(Hash([0; 32])));
        let broken = stream::iter([Ok(Bytes::from_static(b"x")), Err(io::Error::other("gone"))]);
        assert_eq!(proof.over(broken).collect::<Vec<_>>().await.len(), 2);
        assert!(proof.failure().is_none());
    }
}
