//! How much memory files take on their way, in a process of its own because all its memory is looked
//! at, the client's among it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use futures::{StreamExt, stream};
use maloca_grpc::contract::v1::download_response::Part;

/// What the other tests have, too.
#[allow(dead_code, unused_imports, reason = "not all of it is needed here")]
mod it {
    pub(crate) mod group;
    pub(crate) mod house;
    pub(crate) mod parts;
}

use it::{group, house, parts};

/// How large the file is, in bytes: an eighth of a gibibyte, and a whole one with `MALOCA_SOAK=1`.
fn size() -> usize {
    if std::env::var("MALOCA_SOAK").is_ok_and(|soak| soak == "1") { 1 << 30 } else { 128 << 20 }
}

fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_large_file_goes_up_and_down_in_almost_no_memory_soak() {
    let size = size();
    let house = house::House::open().await;
    let mut files = house.files().await;
    let chunks = stream::iter(0..size >> 16).map(|_| parts::data(vec![7; 1 << 16]));
    let before = most_memory();
    let began = std::time::Instant::now();
    let all = stream::iter([parts::target("big", None)]).chain(chunks);
    let stored = files.upload(all).await.unwrap().into_inner();
    assert_eq!(stored.entry.unwrap().size, size as u64);
    println!("up in {:?}", began.elapsed());

    let began = std::time::Instant::now();
    let mut down = files.download(parts::fetch("big")).await.unwrap().into_inner();
    let mut taken = 0;
    while let Some(part) = down.next().await {
        if let Some(Part::Data(data)) = part.unwrap().part {
            assert!(data.iter().all(|byte| *byte == 7));
            taken += data.len();
        }
    }
    println!("down in {:?}", began.elapsed());
    assert_eq!(taken, size);
    let grown = most_memory() - before;
    println!("grown by {grown} KiB");
    assert!(grown < 24 << 10, "grown by {grown} KiB");
}
