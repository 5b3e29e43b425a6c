//! What uploads and downloads are made of.

use maloca_grpc::contract::v1::upload_request::Part;
use maloca_grpc::contract::v1::upload_target::Condition;
use maloca_grpc::contract::v1::{DownloadRequest, UploadRequest, UploadTarget};

pub(crate) fn fetch(path: &str) -> DownloadRequest {
    DownloadRequest { path: path.to_owned(), ..DownloadRequest::default() }
}

pub(crate) fn target(path: &str, condition: Option<Condition>) -> UploadRequest {
    let target = UploadTarget { path: path.to_owned(), condition, ..UploadTarget::default() };
    UploadRequest { part: Some(Part::Target(target)) }
}

pub(crate) fn data(bytes: Vec<u8>) -> UploadRequest {
    UploadRequest { part: Some(Part::Data(bytes.into())) }
}
