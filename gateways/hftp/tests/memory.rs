//! How much memory a slice takes, in a process of its own because all its memory is looked at.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use maloca_files::Path;
use maloca_gateway::{Life, Tally, accept};
use maloca_hftp::{Hftp, door::LIMITS};
use maloca_people::Caller;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[path = "../../gateway/testing/shelf.rs"]
mod shelf;

fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_slice_of_half_a_gibibyte_and_long_lines_take_almost_no_memory() {
    let dir = tempfile::tempdir().unwrap();
    let size = 512 << 20;
    std::fs::File::create(dir.path().join("sparse")).unwrap().set_len(size).unwrap();
    let files = Arc::new(shelf::Folder(dir.path().to_owned()));
    let (tally, life) = (Tally::new("hftp"), Life::new());
    let door = Arc::new(Hftp::new(files, Caller::house(), Path::root(), tally.clone()));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    life.spawn(accept(door, listener, LIMITS, tally, life.clone()));
    let before = most_memory();

    let mut stream = TcpStream::connect(address).await.unwrap();
    let (mut reader, mut writer) = stream.split();
    let send = async {
        writer.write_all(format!("get_slice sparse 0 {size} raw\r\n").as_bytes()).await.unwrap();
        writer.write_all(b"get_slice sparse 0 33000000\r\n").await.unwrap();
        for word in [b"get_metadata ".as_slice(), &[b'a'; 4096].repeat(1280), b"\r\nquit\r\n"] {
            writer.write_all(word).await.unwrap();
        }
    };
    let (mut taken, mut piece) = (0, vec![0; 1 << 16]);
    let receive = async {
        loop {
            match reader.read(&mut piece).await.unwrap() {
                0 => break,
                n => taken += n as u64,
            }
        }
    };
    tokio::join!(send, receive);
    assert!(taken > size + 44_000_000, "{taken}");
    let grown = most_memory() - before;
    println!("grown by {grown} KiB");
    assert!(grown < 16 << 10, "grown by {grown} KiB");
}
