use std::sync::Arc;
use std::time::Duration;

use maloca_files::Path;
use maloca_people::{Caller, Right, Rights};
use proptest::prelude::*;
use tokio::io::{AsyncWriteExt, duplex};

use super::*;

#[path = "../../../gateway/testing/shelf.rs"]
mod folder;

fn shelf() -> (tempfile::TempDir, Shelf) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.txt"), "0123456789").unwrap();
    let files = Arc::new(folder::Folder(dir.path().to_owned()));
    let who = Caller::anonymous(Rights::of(&[Right::Read]));
    (dir, Shelf::new(files, who, Path::root()))
}

/// All that comes back when a client sends the bytes and then no more.
async fn exchange(bytes: &[u8]) -> (String, Tally) {
    let (_dir, shelf) = shelf();
    let tally = Tally::new("test");
    let (mut client, server) = duplex(1 << 16);
    client.write_all(bytes).await.unwrap();
    client.shutdown().await.unwrap();
    let mut answer = String::new();
    let ((), read) = tokio::join!(run(server, &shelf, &tally), client.read_to_string(&mut answer));
    read.unwrap();
    (answer, tally)
}

#[tokio::test]
async fn every_request_is_counted_and_errors_twice() {
    let (_, tally) = exchange(b"help\r\nfly\r\nget_metadata a.txt\r\nquit\r\n").await;
    assert_eq!((tally.requests(), tally.errors()), (4, 1));
}

/// Lines that are nearly requests, and any bytes at all.
fn nearly() -> impl Strategy<Value = Vec<u8>> {
    let word = prop_oneof![
        Just("get_file_listing".to_owned()),
        Just("get_metadata".to_owned()),
        Just("get_slice".to_owned()),
        Just("help".to_owned()),
        Just("raw".to_owned()),
        Just("a.txt".to_owned()),
        "[0-9]{1,20}",
        "[ -~]{0,5}",
    ];
    let line = (prop::collection::vec(word, 0..6), prop::sample::select(vec!["\r\n", "\n", "\r"]));
    let lines = prop::collection::vec(line.prop_map(|(words, end)| words.join(" ") + end), 0..6);
    prop_oneof![
        lines.prop_map(|lines| lines.concat().into_bytes()),
        prop::collection::vec(any::<u8>(), 0..300)
    ]
}

proptest! {
    #[test]
    fn any_bytes_get_answers_or_a_close(bytes in nearly()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (answer, _) = runtime.block_on(async {
            tokio::time::timeout(Duration::from_secs(20), exchange(&bytes)).await.expect("hung")
        });
        let first = answer.split(' ').next().unwrap();
        prop_assert!(["", "0", "100", "101", "200", "201", "202", "203"].contains(&first), "{answer}");
    }
}
