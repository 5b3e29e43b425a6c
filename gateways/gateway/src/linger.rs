//! Closing a connection without losing the last answer.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

/// How long the peer has to notice that nothing more comes.
const DRAIN: Duration = Duration::from_secs(2);

/// Ends the sending side, then reads and drops what the peer still sends, at most two seconds:
/// closing with unread bytes would make the kernel send a reset, which can eat an answer that the
/// peer has not read yet (RFC 9112 §9.6 describes the same for HTTP).
pub async fn linger(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) {
    let _ = timeout(DRAIN, async {
        if stream.shutdown().await.is_ok() {
            let mut dropped = [0; 1024];
            while matches!(stream.read(&mut dropped).await, Ok(1..)) {}
        }
    })
    .await;
}

#[cfg(test)]
mod tests {
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    #[tokio::test]
    async fn an_answer_survives_bytes_that_nobody_reads() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut peer = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (mut stream, _) = listener.accept().await.unwrap();
        peer.write_all(&[b'x'; 100_000]).await.unwrap();
        stream.write_all(b"answer").await.unwrap();
        let closing = tokio::spawn(async move { linger(&mut stream).await });
        let mut answer = String::new();
        peer.read_to_string(&mut answer).await.unwrap();
        assert_eq!(answer, "answer");
        drop(peer);
        closing.await.unwrap();
    }
}
