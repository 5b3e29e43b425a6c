//! Reading.

use std::fs;
use std::io::Write;
use std::sync::Arc;

use futures::StreamExt;
use rustix::fs::{Advice, fadvise};

use crate::scratch::{Scratch, all};

fn pattern(size: usize) -> Vec<u8> {
    (0..size).map(|at| u8::try_from(at % 251).unwrap()).collect()
}

#[tokio::test]
async fn every_range_is_read_bit_for_bit() {
    let scratch = Scratch::new();
    let bytes = pattern(1_500_000);
    fs::write(scratch.at("f"), &bytes).unwrap();
    let file = scratch.open("f").await;
    for range in
        [0..0, 0..1, 0..1_500_000, 1_499_999..1_500_000, 7..131_079, 131_071..131_073, 3..1_000_000]
    {
        let read = all(Arc::clone(&file).read(range.start as u64..range.end as u64)).await.unwrap();
        assert!(read == bytes[range.clone()], "{range:?}");
    }
}

#[tokio::test]
async fn a_small_range_is_there_at_once_and_no_chunk_is_large() {
    let scratch = Scratch::new();
    fs::write(scratch.at("f"), pattern(1_500_000)).unwrap();
    let file = scratch.open("f").await;
    let sizes: Vec<_> =
        Arc::clone(&file).read(0..1_500_000).map(|chunk| chunk.unwrap().len()).collect().await;
    assert!(sizes.iter().all(|size| *size <= 256 * 1024));
    assert_eq!(Arc::clone(&file).read(5..4101).count().await, 1);
}

#[tokio::test]
async fn content_survives_its_name() {
    let scratch = Scratch::new();
    let bytes = pattern(600_000);
    fs::write(scratch.at("f"), &bytes).unwrap();
    let file = scratch.open("f").await;
    let mut reading = Arc::clone(&file).read(0..600_000);
    let first = reading.next().await.unwrap().unwrap();
    fs::rename(scratch.at("f"), scratch.at("g")).unwrap();
    fs::write(scratch.at("f"), "another").unwrap();
    fs::remove_file(scratch.at("g")).unwrap();
    let rest = all(reading).await.unwrap();
    assert!([&first[..], &rest].concat() == bytes);
}

#[tokio::test]
async fn a_file_that_shrinks_ends_the_stream_with_an_error() {
    let scratch = Scratch::new();
    fs::write(scratch.at("f"), pattern(600_000)).unwrap();
    let file = scratch.open("f").await;
    let mut reading = Arc::clone(&file).read(0..600_000);
    reading.next().await.unwrap().unwrap();
    fs::File::options().write(true).open(scratch.at("f")).unwrap().set_len(10).unwrap();
    let error = all(reading).await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::UnexpectedEof);
    assert!(all(file.read(5..600_000)).await.is_err());
}

#[tokio::test]
async fn a_version_changes_with_the_content_even_when_length_and_time_stay() {
    let scratch = Scratch::new();
    scratch.write("f", "one");
    let before = scratch.find("f").await.unwrap();
    assert_eq!(scratch.find("f").await.unwrap(), before);
    let mut file = fs::File::options().write(true).open(scratch.at("f")).unwrap();
    file.write_all(b"two").unwrap();
    file.set_modified(before.modified.into()).unwrap();
    let after = scratch.find("f").await.unwrap();
    assert_eq!((after.size, after.modified), (before.size, before.modified));
    assert_ne!(after.version, before.version);
}

#[tokio::test]
async fn an_empty_file_is_read_as_nothing() {
    let scratch = Scratch::new();
    scratch.write("f", "");
    assert!(all(scratch.open("f").await.read(0..0)).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_that_has_to_come_from_the_disk_is_read_the_same() {
    let scratch = Scratch::new();
    let bytes = pattern(3_000_000);
    fs::write(scratch.at("f"), &bytes).unwrap();
    let disk = fs::File::open(scratch.at("f")).unwrap();
    disk.sync_all().unwrap();
    for range in [0..3_000_000, 2_000_000..2_000_100] {
        fadvise(&disk, 0, None, Advice::DontNeed).unwrap();
        let file = scratch.open("f").await;
        let read = all(file.read(range.start as u64..range.end as u64)).await.unwrap();
        assert!(read == bytes[range]);
    }
}
