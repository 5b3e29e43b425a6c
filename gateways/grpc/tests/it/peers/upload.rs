//! Files whose content is told before it comes.

use futures::{StreamExt, stream};
use maloca_grpc::contract::v1::upload_request::Part;
use maloca_grpc::contract::v1::upload_target::Condition;
use maloca_grpc::contract::v1::{UploadRequest, UploadResponse, UploadTarget};
use tonic::{Code, Request, Status};

use crate::house::House;
use crate::parts::data;

fn target(blake3: &str, condition: Option<Condition>) -> UploadRequest {
    let target = UploadTarget { path: "a/f".to_owned(), blake3: blake3.to_owned(), condition };
    UploadRequest { part: Some(Part::Target(target)) }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_string()
}

async fn upload(
    house: &House,
    first: UploadRequest,
    bytes: &[u8],
) -> Result<UploadResponse, Status> {
    let parts = [first].into_iter().chain(bytes.chunks(1_000).map(|chunk| data(chunk.to_vec())));
    let parts: Vec<_> = parts.collect();
    house.peers().await.upload(stream::iter(parts)).await.map(tonic::Response::into_inner)
}

#[tokio::test]
async fn bytes_that_are_what_was_told_are_stored_and_others_are_not() {
    let house = House::open().await;
    let (bytes, other) = ([7; 100_000], [8; 100_000]);
    let wrong = upload(&house, target(&hash(&other), None), &bytes).await.unwrap_err();
    assert_eq!(wrong.code(), Code::InvalidArgument);
    assert!(wrong.message().contains("nothing was stored"), "{wrong}");
    assert!(!house.tree().join("a/f").exists());
    let stored = upload(&house, target(&hash(&bytes), None), &bytes).await.unwrap();
    assert!(stored.created && stored.blake3 == hash(&bytes));
    assert_eq!(stored.entry.unwrap().size, 100_000);
    for cut in [0, 99_999] {
        let wrong = upload(&house, target(&hash(&bytes), None), &bytes[..cut]).await.unwrap_err();
        assert_eq!(wrong.code(), Code::InvalidArgument);
    }
    assert!(std::fs::read(house.tree().join("a/f")).unwrap() == bytes);
}

#[tokio::test]
async fn what_is_there_already_is_well_and_something_else_is_in_the_way() {
    let house = House::open().await;
    let absent = |bytes: &[u8]| target(&hash(bytes), Some(Condition::Absent(true)));
    assert!(upload(&house, absent(b"1"), b"1").await.unwrap().created);
    let again = upload(&house, absent(b"1"), b"1").await.unwrap();
    assert_eq!((again.created, again.blake3), (false, hash(b"1")));
    assert_eq!(again.entry.unwrap().size, 1);
    let other = upload(&house, absent(b"2"), b"2").await.unwrap_err();
    assert_eq!(other.code(), Code::FailedPrecondition);
    let unsaid = target("", Some(Condition::Absent(true)));
    let unsaid = upload(&house, unsaid, b"1").await.unwrap_err();
    assert_eq!(unsaid.code(), Code::FailedPrecondition, "nobody said that it is the same");
}

#[tokio::test]
async fn a_text_that_is_no_hash_is_told() {
    let house = House::open().await;
    for text in ["x", &hash(b"1").to_uppercase(), &"0".repeat(63)] {
        let wrong = upload(&house, target(text, None), b"1").await.unwrap_err();
        assert_eq!(wrong.code(), Code::InvalidArgument);
    }
}

#[tokio::test]
async fn an_upload_without_end_ends_at_the_largest_size_or_with_its_deadline() {
    let house = House::small(1 << 20).await;
    let endless = || stream::iter([target("", None)]).chain(stream::repeat(data(vec![0; 65_536])));
    let large = house.peers().await.upload(endless()).await.unwrap_err();
    assert_eq!(large.code(), Code::ResourceExhausted);
    let still = stream::iter([target("", None), data(vec![0; 9])]).chain(stream::pending());
    let mut still = Request::new(still);
    still.metadata_mut().insert("grpc-timeout", "300m".parse().unwrap());
    let over = house.peers().await.upload(still).await.unwrap_err();
    // Whose clock is faster: this client gives up by itself, too.
    assert!(matches!(over.code(), Code::DeadlineExceeded | Code::Cancelled), "{over}");
    assert!(!house.tree().join("a/f").exists());
}
