use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::time::{Instant, sleep};

use super::*;

#[path = "../../../gateway/testing/shelf.rs"]
mod shelf;

fn door(dir: &std::path::Path) -> Http09 {
    let files = Arc::new(shelf::Folder(dir.to_owned()));
    Http09::new(files, Caller::house(), Site::new([]), Tally::new("http09"))
}

/// How long a client of the given behaviour holds its place, in the clock's time.
async fn held(size: u64, client: impl AsyncFnOnce(&mut DuplexStream)) -> Duration {
    let dir = tempfile::tempdir().unwrap();
    std::fs::File::create(dir.path().join("large")).unwrap().set_len(size).unwrap();
    let (mut near, far) = duplex(16 * 1024);
    let (begin, door) = (Instant::now(), door(dir.path()));
    let served = async {
        door.talk(far).await;
        begin.elapsed()
    };
    let ((), held) = tokio::join!(client(&mut near), served);
    held
}

#[tokio::test(start_paused = true)]
async fn silent_and_dripping_clients_lose_their_place_after_ten_seconds() {
    assert_eq!(held(0, async |_| {}).await, HEAD_TIME);
    let drip = async |client: &mut DuplexStream| {
        for byte in b"GET / HTTP/1.1\r\nHost: localhost\r\nX: yyyyyyyyyy" {
            sleep(Duration::from_secs(1)).await;
            let _ = client.write_all(&[*byte]).await;
        }
    };
    let drips = held(0, drip).await;
    assert!(drips < HEAD_TIME + Duration::from_millis(10), "{drips:?}");
}

#[tokio::test(start_paused = true)]
async fn who_reads_too_slowly_loses_its_place_and_who_reads_slowly_does_not() {
    for line in ["GET /large\r\n", "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n"] {
        let sip = async |client: &mut DuplexStream, size: usize| {
            client.write_all(line.as_bytes()).await.unwrap();
            let mut bytes = vec![0; size];
            let mut taken = 0;
            while let Ok(read @ 1..) = client.read(&mut bytes).await {
                taken += read;
                sleep(Duration::from_secs(10)).await;
            }
            taken
        };
        held(400_000, async |client| assert!(sip(client, 100).await < 100_000)).await;
        held(400_000, async |client| assert!(sip(client, 9000).await >= 400_000)).await;
    }
}
