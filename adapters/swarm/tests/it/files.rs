//! Files from one node to another.

use maloca_nodes::network::Phase;

use crate::peer::Peer;

/// Bytes that look like nothing, the same for the same seed.
pub fn noise(size: usize, seed: u64) -> Vec<u8> {
    let mut state = seed | 1;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..size).map(next).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_any_size_comes_as_it_is() {
    let [ana, ben] = Peer::group().await;
    for size in [0, 1, 16 * 1024, 16 * 1024 + 1, 5 << 20] {
        let (name, bytes) = (format!("{size}.bin"), noise(size, 7));
        let hash = ana.house.share(&name, &bytes).await;
        ben.house.logs.believe(ana.id(), &name, hash, size as u64);
        let done = ben.fetch(&hash, "here.bin").await;
        assert_eq!((done.phase, done.held), (Phase::Done, size as u64), "{done:?}");
        assert!(ben.house.shelf.read("here.bin").unwrap() == bytes, "{size}");
        ben.house.shelf.forget("here.bin");
    }
}
