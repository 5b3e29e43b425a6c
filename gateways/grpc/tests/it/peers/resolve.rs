//! Who has a file.

use maloca_files::Hash;
use maloca_grpc::contract::v1::resolve_request::Subject;
use maloca_grpc::contract::v1::{ResolveRequest, SharedFile};
use maloca_nodes::Catalogue;
use maloca_nodes::catalogue::{Change, Line};
use maloca_people::{Right, Rights};
use tonic::{Code, Status};

use crate::group::{ANA, BEN, HERE, Writer, id};
use crate::house::House;

fn line(path: &str, content: u8) -> Line {
    let change = Change::Shared { hash: Hash([content; 32]), size: 10, modified: 77 };
    Line { path: path.parse().unwrap(), change }
}

async fn house() -> House {
    let house = House::open().await;
    let shared = [(HERE, "old/song.mp3"), (ANA, "music/song.mp3"), (BEN, "music/song.mp3")];
    for (content, (seed, path)) in (0..).zip(shared) {
        let lines = vec![line(path, content / 2), line("notes.txt", 9)];
        house.logs.follow(Writer::new(seed).lines(lines)).await.unwrap();
    }
    house
}

async fn resolve(house: &House, subject: Subject, limit: u32) -> Result<Vec<SharedFile>, Status> {
    let asked = ResolveRequest { subject: Some(subject), limit };
    Ok(house.peers().await.resolve(asked).await?.into_inner().files)
}

#[tokio::test]
async fn a_file_is_found_by_content_by_name_and_by_words() {
    let house = house().await;
    let hash = Subject::Blake3("00".repeat(32));
    let mut holders = resolve(&house, hash, 0).await.unwrap();
    holders.sort_by(|one, other| one.node_name.cmp(&other.node_name));
    let ana = SharedFile {
        node: id(ANA).to_string(),
        node_name: "ana".to_owned(),
        connected: true,
        path: "music/song.mp3".to_owned(),
        blake3: "00".repeat(32),
        size: 10,
        modified: 77,
    };
    assert_eq!(holders[0], ana);
    assert_eq!((holders[1].node_name.as_str(), holders[1].connected), ("here", true));
    let named = resolve(&house, Subject::Path("music/song.mp3".to_owned()), 0).await.unwrap();
    let who = |file: &SharedFile| (file.node_name.clone(), file.connected);
    let mut names: Vec<_> = named.iter().map(who).collect();
    names.sort();
    assert_eq!(names, [("ana".to_owned(), true), ("ben".to_owned(), false)]);
    let found = resolve(&house, Subject::Query("song mp3".to_owned()), 0).await.unwrap();
    assert_eq!(found.len(), 3);
}

#[tokio::test]
async fn no_more_is_told_than_was_asked_for() {
    let house = house().await;
    for subject in [Subject::Path("notes.txt".to_owned()), Subject::Query("o".to_owned())] {
        assert_eq!(resolve(&house, subject.clone(), 2).await.unwrap().len(), 2);
        assert!(resolve(&house, subject, u32::MAX).await.unwrap().len() > 2);
    }
    assert!(resolve(&house, Subject::Path("nothing".to_owned()), 0).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_asked_has_a_code() {
    let house = house().await;
    for subject in [
        Subject::Blake3("xyz".to_owned()),
        Subject::Blake3("AA".repeat(32)),
        Subject::Path("../x".to_owned()),
        Subject::Query("x".repeat(1_001)),
    ] {
        let refused = resolve(&house, subject, 0).await.unwrap_err();
        assert_eq!(refused.code(), Code::InvalidArgument);
    }
    let nothing = house.peers().await.resolve(ResolveRequest::default()).await.unwrap_err();
    assert_eq!(nothing.code(), Code::InvalidArgument);
    let blind = House::with(Rights::of(&[Right::Upload])).await;
    let denied = resolve(&blind, Subject::Query("x".to_owned()), 0).await.unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
}
