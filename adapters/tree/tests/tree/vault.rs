//! Bytes for nodes: files of the tree with their proofs, and files on their way.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bao_tree::io::outboard::PreOrderOutboard;
use bao_tree::io::sync::{ReadAt, WriteAt, decode_ranges, encode_ranges_validated};
use bao_tree::{BaoTree, BlockSize, ChunkRanges};
use maloca_fault::Fault;
use maloca_files::vault::{Bytes, Piece};
use maloca_files::{Condition, Hash, Print, Refused, Tree, Vault, Version};
use maloca_tree::DiskTree;

use crate::scratch::{Failure, Scratch, chunks, hash, noise, path};

/// What bao-tree reads and writes.
struct Side(Arc<dyn Bytes>);

impl ReadAt for Side {
    fn read_at(&self, at: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read_at(at, buffer)
    }
}

impl WriteAt for Side {
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<usize> {
        self.0.write_at(at, bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn outboard(piece: &Piece) -> PreOrderOutboard<Side> {
    let tree = BaoTree::new(piece.size, BlockSize::from_chunk_log(4));
    PreOrderOutboard { root: piece.hash.0.into(), tree, data: Side(Arc::clone(&piece.outboard)) }
}

/// All the bytes with their proof, as one node sends them.
fn encoded(piece: &Piece) -> Result<Vec<u8>, bao_tree::io::EncodeError> {
    let mut to = Vec::new();
    let data = Side(Arc::clone(&piece.data));
    encode_ranges_validated(&data, outboard(piece), &ChunkRanges::all(), &mut to).map(|()| to)
}

/// Takes them in, as the other node does.
fn decode(piece: &Piece, bytes: &[u8]) -> Result<(), bao_tree::io::DecodeError> {
    let (data, all) = (Side(Arc::clone(&piece.data)), ChunkRanges::all());
    decode_ranges(bytes, &all, data, outboard(piece))
}

async fn print(scratch: &Scratch, name: &str, hash: Hash) -> Print {
    let meta = scratch.find(name).await.unwrap();
    let (version, size, modified) = (meta.version, meta.size, meta.modified);
    Print { path: path(name), version, size, modified, hash }
}

async fn written(scratch: &Scratch, name: &str, bytes: &[u8]) -> Print {
    scratch.tree.store(&path(name), Condition::Always, chunks(&[bytes])).await.unwrap();
    print(scratch, name, hash(bytes)).await
}

async fn opened(scratch: &Scratch, print: &Print) -> Result<Option<Piece>, Failure> {
    Vault::open(&*scratch.tree, print).await
}

fn kept(scratch: &Scratch, room: &str) -> Vec<String> {
    let entries = fs::read_dir(scratch.at(".maloca").join(room)).into_iter().flatten();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_file_goes_from_one_vault_to_another_with_its_proofs() {
    for size in [0, 1, 16_384, 16_385, 40_000, 1_000_000] {
        let (from, to) = (Scratch::new(), Scratch::new());
        let print = written(&from, "f", &noise(size)).await;
        let sent = encoded(&opened(&from, &print).await.unwrap().unwrap()).unwrap();
        let piece = to.tree.begin(print.hash, print.size).await.unwrap();
        decode(&piece, &sent).unwrap();
        let stored = to.tree.finish(print.hash, &path("a/b/f"), Condition::Absent).await.unwrap();
        assert!(stored.created && stored.blake3 == print.hash.to_string());
        assert_eq!(to.find("a/b/f").await.unwrap(), stored.meta);
        assert_eq!(fs::read(to.at("a/b/f")).unwrap(), noise(size));
        // What came with its proof is passed on without another reading.
        let print = self::print(&to, "a/b/f", print.hash).await;
        let again = opened(&to, &print).await.unwrap().unwrap();
        assert_eq!(encoded(&again).unwrap(), sent);
        assert_eq!(to.tree.hashed_bytes(), 0);
        assert_eq!(kept(&to, "outboards").len(), usize::from(size > 16_384));
        assert!(kept(&to, "parts").is_empty() && to.leftovers() == 0);
    }
}

#[tokio::test]
async fn a_file_that_is_not_any_more_what_was_read_is_not_given() {
    let scratch = Scratch::new();
    let print = written(&scratch, "f", &noise(50_000)).await;
    assert!(opened(&scratch, &print).await.unwrap().is_some());
    let elsewhere = Print { path: path("g"), ..print.clone() };
    let hidden = Print { version: Version("other".into()), ..print.clone() };
    let longer = Print { size: 50_001, ..print.clone() };
    for wrong in [elsewhere, hidden, longer] {
        assert!(opened(&scratch, &wrong).await.unwrap().is_none());
    }
    fs::write(scratch.at("f"), noise(50_001)).unwrap();
    assert!(opened(&scratch, &print).await.unwrap().is_none());
    // The facts fit and the hash does not: nobody is sent what cannot be proved.
    let lie = self::print(&scratch, "f", hash(b"other")).await;
    assert!(opened(&scratch, &lie).await.unwrap().is_none());
    assert_eq!(kept(&scratch, "outboards"), [print.hash.to_string()]);
    // An outboard of another content of that length proves nothing of this one.
    let lie = self::print(&scratch, "f", print.hash).await;
    assert!(encoded(&opened(&scratch, &lie).await.unwrap().unwrap()).is_err());
}

#[tokio::test]
async fn a_damaged_outboard_is_made_anew() {
    let scratch = Scratch::new();
    let print = written(&scratch, "f", &noise(100_000)).await;
    let sent = encoded(&opened(&scratch, &print).await.unwrap().unwrap()).unwrap();
    let place = scratch.at(".maloca/outboards").join(print.hash.to_string());
    let sound = fs::read(&place).unwrap();
    let cut = sound[..sound.len() - 1].to_vec();
    for damaged in [cut, vec![0; sound.len()], Vec::new()] {
        fs::write(&place, damaged).unwrap();
        assert_eq!(encoded(&opened(&scratch, &print).await.unwrap().unwrap()).unwrap(), sent);
        assert_eq!(fs::read(&place).unwrap(), sound);
    }
    assert_eq!(scratch.tree.hashed_bytes(), 400_000);
}

#[tokio::test]
async fn many_who_open_a_file_read_it_once() {
    let scratch = Scratch::new();
    let print = written(&scratch, "f", &noise(200_000)).await;
    let all = (0..20).map(|_| opened(&scratch, &print));
    let all = futures::future::join_all(all).await;
    assert!(all.into_iter().all(|piece| piece.unwrap().is_some()));
    assert_eq!(scratch.tree.hashed_bytes(), 200_000);
}

#[tokio::test]
async fn what_came_before_the_end_of_the_process_is_there_afterwards() {
    let scratch = Scratch::new();
    let (whole, name) = (noise(100_000), hash(&noise(100_000)));
    let piece = scratch.tree.begin(name, 100_000).await.unwrap();
    piece.data.write_at(50_000, &whole[50_000..70_000]).unwrap();
    piece.outboard.write_at(64, &[7; 64]).unwrap();
    drop(piece);
    let again = DiskTree::open(&scratch.at("")).unwrap();
    let piece = again.begin(name, 100_000).await.unwrap();
    let mut there = vec![1; 100_000];
    assert_eq!(piece.data.read_at(0, &mut there).unwrap(), 100_000);
    assert!(there[..50_000].iter().all(|byte| *byte == 0) && there[70_000..] == [0; 30_000]);
    assert_eq!(there[50_000..70_000], whole[50_000..70_000]);
    let mut pair = [0; 64];
    assert_eq!((piece.outboard.read_at(64, &mut pair).unwrap(), pair), (64, [7; 64]));
    // Finished by a third, which never began it.
    piece.data.write_at(0, &whole).unwrap();
    drop(piece);
    let third = DiskTree::open(&scratch.at("")).unwrap();
    third.finish(name, &path("f"), Condition::Always).await.unwrap();
    assert_eq!(fs::read(scratch.at("f")).unwrap(), whole);
}

#[tokio::test]
async fn two_who_begin_the_same_file_share_it_and_another_house_waits() {
    let scratch = Scratch::new();
    let name = hash(b"whole");
    let (one, two) = (scratch.tree.begin(name, 5), scratch.tree.begin(name, 5));
    let (one, two) = (one.await.unwrap(), two.await.unwrap());
    one.data.write_at(0, b"whole").unwrap();
    let mut there = [0; 5];
    two.data.read_at(0, &mut there).unwrap();
    assert_eq!(&there, b"whole");
    let other = DiskTree::open(&scratch.at("")).unwrap();
    assert!(matches!(other.begin(name, 5).await.err(), Some(Fault::Busy { .. })));
    assert!(one.data.write_at(1, b"whole").is_err(), "beyond the end");
}

#[tokio::test]
async fn a_part_of_another_length_is_begun_anew() {
    let scratch = Scratch::new();
    let name = hash(b"whole");
    let held = scratch.tree.begin(name, 5).await.unwrap();
    held.data.write_at(0, b"wrong").unwrap();
    let piece = scratch.tree.begin(name, 6).await.unwrap();
    let mut there = [1; 7];
    assert_eq!((piece.data.read_at(0, &mut there).unwrap(), &there[..6]), (6, &[0; 6][..]));
}

#[tokio::test]
async fn a_file_over_the_limit_or_without_room_is_refused_and_what_is_there_counts() {
    let scratch = Scratch::new();
    let tree = DiskTree::open(&scratch.at("")).unwrap().with_max_size(10);
    assert_eq!(tree.begin(hash(b""), 11).await.err(), Some(Refused::TooLarge.into()));
    assert!(tree.begin(hash(b""), 10).await.is_ok());
    let full = DiskTree::open(&scratch.at("")).unwrap().with_reserve(u64::MAX);
    assert_eq!(full.begin(hash(b"x"), 1).await.err(), Some(Refused::Full.into()));
    let tree = DiskTree::open(&scratch.at("")).unwrap().with_reserve(0);
    assert_eq!(tree.begin(hash(b"x"), 1 << 60).await.err(), Some(Refused::Full.into()));
    assert_eq!(kept(&scratch, "parts"), [hash(b"").to_string()]);
    let piece = tree.begin(hash(b"x"), 1 << 30).await.unwrap();
    assert!(
        scratch.at(".maloca/parts").join(hash(b"x").to_string()).metadata().unwrap().blocks() < 100
    );
    drop(piece);
}

#[tokio::test]
async fn parts_are_finished_under_the_conditions_of_uploads() {
    let scratch = Scratch::new();
    let name = hash(b"new");
    let piece = scratch.tree.begin(name, 3).await.unwrap();
    piece.data.write_at(0, b"new").unwrap();
    scratch.write("d/x", "x");
    let old = scratch.store("f", Condition::Always, "old").await.unwrap().meta.version;
    let refused: [(&str, Condition, Failure); 6] = [
        ("f", Condition::Absent, Refused::Conflict.into()),
        ("g", Condition::Present, Refused::Conflict.into()),
        ("f", Condition::OneOf(vec![Version("other".into())]), Refused::Conflict.into()),
        ("f", Condition::NoneOf(vec![old.clone()]), Refused::Conflict.into()),
        ("d", Condition::Always, Refused::IsFolder.into()),
        ("f/g", Condition::Always, Refused::NotFolder.into()),
    ];
    for (to, condition, why) in refused {
        assert_eq!(scratch.tree.finish(name, &path(to), condition).await.err(), Some(why));
    }
    // It is still there, and can be written until it has its name.
    piece.data.write_at(0, b"NEW").unwrap();
    let stored = scratch.tree.finish(name, &path("f"), Condition::OneOf(vec![old])).await.unwrap();
    assert!(!stored.created && scratch.read("f") == "NEW");
    assert!(piece.data.write_at(0, b"bad").is_err());
    let again = scratch.tree.finish(name, &path("g"), Condition::Always).await;
    assert_eq!(again.err(), Some(Fault::Missing));
    assert_eq!(scratch.read("f"), "NEW");
}

#[tokio::test]
async fn what_was_discarded_or_never_begun_is_missing() {
    let scratch = Scratch::new();
    let name = hash(&noise(20_000));
    scratch.tree.discard(name).await.unwrap();
    let piece = scratch.tree.begin(name, 20_000).await.unwrap();
    assert_eq!(kept(&scratch, "parts"), [name.to_string(), format!("{name}.outboard")]);
    scratch.tree.discard(name).await.unwrap();
    assert!(kept(&scratch, "parts").is_empty());
    let finished = scratch.tree.finish(name, &path("f"), Condition::Always).await;
    assert_eq!(finished.err(), Some(Fault::Missing));
    drop(piece);
}

#[tokio::test]
async fn parts_that_nobody_touched_for_a_month_are_swept() {
    let scratch = Scratch::new();
    let (old, new) = (hash(&noise(20_000)), hash(&noise(20_001)));
    drop(scratch.tree.begin(old, 20_000).await.unwrap());
    drop(scratch.tree.begin(new, 20_001).await.unwrap());
    scratch.write(&format!(".maloca/parts/{}.outboard", hash(b"gone")), "");
    let place = scratch.at(".maloca/parts").join(old.to_string());
    let file = fs::File::options().write(true).open(place).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(31 * 24 * 60 * 60)).unwrap();
    let _again = DiskTree::open(&scratch.at("")).unwrap();
    assert_eq!(kept(&scratch, "parts"), [new.to_string(), format!("{new}.outboard")]);
}

#[tokio::test]
async fn a_part_does_not_move_to_another_root() {
    let scratch = Scratch::new();
    let name = hash(b"new");
    let piece = scratch.tree.begin(name, 3).await.unwrap();
    fs::remove_dir_all(scratch.at("")).unwrap();
    fs::create_dir(scratch.at("")).unwrap();
    let finished = scratch.tree.finish(name, &path("f"), Condition::Always).await;
    assert_eq!(finished.err(), Some(Fault::Missing));
    drop(piece);
    assert!(scratch.tree.begin(name, 3).await.is_ok());
}
