//! The shared tree.

use futures::{StreamExt, stream};
use maloca_grpc::contract::v1::download_response::Part as Down;
use maloca_grpc::contract::v1::upload_target::Condition;
use maloca_grpc::contract::v1::{
    DownloadRequest, Entry, ListRequest, Sort, StatRequest, UploadRequest, UploadResponse,
};
use maloca_people::{Right, Rights};
use tonic::{Code, Status};

use crate::house::House;
use crate::parts::{data, fetch, target};

fn stat(path: &str) -> StatRequest {
    StatRequest { path: path.to_owned() }
}

async fn download(house: &House, asked: DownloadRequest) -> Result<(Entry, Vec<u8>), Status> {
    let mut parts = house.files().await.download(asked).await?.into_inner();
    let Some(Down::Entry(entry)) = parts.next().await.unwrap()?.part else { panic!("no entry") };
    let mut bytes = Vec::new();
    while let Some(part) = parts.next().await {
        let Some(Down::Data(data)) = part?.part else { panic!("no data") };
        assert!(data.len() <= 64 * 1024);
        bytes.extend(data);
    }
    Ok((entry, bytes))
}

async fn upload(house: &House, parts: Vec<UploadRequest>) -> Result<UploadResponse, Status> {
    house.files().await.upload(stream::iter(parts)).await.map(tonic::Response::into_inner)
}

#[tokio::test]
async fn what_is_uploaded_is_downloaded_byte_by_byte() {
    let house = House::open().await;
    let bytes: Vec<u8> = (0..3_000_000_u32).map(|n| (n % 251) as u8).collect();
    let chunks = bytes.chunks(100_000).map(|chunk| data(chunk.to_vec()));
    let parts = [target("a/ñ b.bin", None)].into_iter().chain(chunks).collect();
    let stored = upload(&house, parts).await.unwrap();
    assert!(stored.created && stored.blake3.len() == 64);
    let (entry, back) = download(&house, fetch("a/ñ b.bin")).await.unwrap();
    assert_eq!(Some(&entry), stored.entry.as_ref());
    assert_eq!((entry.size, entry.path.as_str()), (3_000_000, "a/ñ b.bin"));
    assert!(back == bytes);
    let part = DownloadRequest { offset: 70_000, length: Some(100_000), ..fetch("a/ñ b.bin") };
    assert!(download(&house, part).await.unwrap().1 == bytes[70_000..170_000]);
    let rest = DownloadRequest { offset: 2_999_999, etag: entry.etag, ..fetch("a/ñ b.bin") };
    assert_eq!(download(&house, rest).await.unwrap().1, &bytes[2_999_999..]);
}

#[tokio::test]
async fn folders_are_listed_in_pages() {
    let house = House::open().await;
    for name in ["docs/b10.txt", "docs/b9.txt", "docs/sub/x", "top"] {
        house.write(name, name.as_bytes());
    }
    let mut files = house.files().await;
    let asked = ListRequest { path: "docs".to_owned(), limit: 2, ..ListRequest::default() };
    let page = files.list(asked.clone()).await.unwrap().into_inner();
    let paths = |entries: &[Entry]| entries.iter().map(|e| e.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&page.entries), ["docs/sub", "docs/b9.txt"]);
    assert_eq!((page.total, page.entries[0].folder), (3, true));
    let next = ListRequest { cursor: page.next, ..asked.clone() };
    let page = files.list(next).await.unwrap().into_inner();
    assert_eq!((paths(&page.entries), page.next.as_str()), (vec!["docs/b10.txt".to_owned()], ""));
    let sorted = ListRequest { descending: true, sort: Sort::Size.into(), limit: 0, ..asked };
    let page = files.list(sorted).await.unwrap().into_inner();
    assert_eq!(paths(&page.entries)[1..], ["docs/b10.txt", "docs/b9.txt"]);
    let top = files.list(ListRequest::default()).await.unwrap().into_inner();
    assert_eq!(paths(&top.entries), ["docs", "top"]);
    assert_eq!(files.stat(stat("docs/b9.txt")).await.unwrap().into_inner().size, 11);
    assert!(files.stat(stat("")).await.unwrap().into_inner().folder);
}

#[tokio::test]
async fn what_is_wrong_with_a_path_has_a_code() {
    let house = House::open().await;
    house.write("dir/file", b"x");
    let mut files = house.files().await;
    for (path, code) in [
        ("nothing", Code::NotFound),
        (".maloca/x", Code::NotFound),
        ("../x", Code::InvalidArgument),
        ("a\\b", Code::InvalidArgument),
        ("a//b", Code::InvalidArgument),
    ] {
        assert_eq!(files.stat(stat(path)).await.unwrap_err().code(), code, "{path}");
        assert_eq!(download(&house, fetch(path)).await.unwrap_err().code(), code, "{path}");
    }
    let folder = download(&house, fetch("dir")).await.unwrap_err();
    assert_eq!(folder.code(), Code::FailedPrecondition);
    let behind = DownloadRequest { offset: 2, ..fetch("dir/file") };
    assert_eq!(download(&house, behind).await.unwrap_err().code(), Code::OutOfRange);
    let other = DownloadRequest { etag: "other".to_owned(), ..fetch("dir/file") };
    assert_eq!(download(&house, other).await.unwrap_err().code(), Code::FailedPrecondition);
    let list = ListRequest { path: "dir/file".to_owned(), ..ListRequest::default() };
    assert_eq!(files.list(list).await.unwrap_err().code(), Code::FailedPrecondition);
}

#[tokio::test]
async fn an_upload_can_depend_on_what_is_there() {
    let house = House::open().await;
    let absent = || target("f", Some(Condition::Absent(true)));
    let first = upload(&house, vec![absent(), data(b"1".to_vec())]).await.unwrap();
    let again = upload(&house, vec![absent(), data(b"2".to_vec())]).await.unwrap_err();
    assert_eq!(again.code(), Code::FailedPrecondition);
    let etag = first.entry.unwrap().etag;
    let change = |etag| vec![target("f", Some(Condition::Etag(etag))), data(b"two".to_vec())];
    assert!(!upload(&house, change(etag.clone())).await.unwrap().created);
    assert_eq!(upload(&house, change(etag)).await.unwrap_err().code(), Code::FailedPrecondition);
    assert_eq!(std::fs::read(house.tree().join("f")).unwrap(), b"two");
}

#[tokio::test]
async fn an_upload_that_breaks_the_order_stores_nothing() {
    let house = House::open().await;
    for parts in [vec![], vec![data(b"x".to_vec())], vec![UploadRequest::default()]] {
        assert_eq!(upload(&house, parts).await.unwrap_err().code(), Code::InvalidArgument);
    }
    let twice = vec![target("f", None), data(b"x".to_vec()), target("g", None)];
    assert_eq!(upload(&house, twice).await.unwrap_err().code(), Code::Aborted);
    assert_eq!(std::fs::read_dir(house.tree()).unwrap().flatten().filter(is_shared).count(), 0);
}

fn is_shared(entry: &std::fs::DirEntry) -> bool {
    !entry.file_name().to_string_lossy().starts_with('.')
}

#[tokio::test]
async fn guests_without_the_right_do_not_upload() {
    let house = House::with(Rights::of(&[Right::Read])).await;
    let parts = [target("f", None)].into_iter().chain((0..100).map(|_| data(vec![0; 64 * 1024])));
    let denied = upload(&house, parts.collect()).await.unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
}
