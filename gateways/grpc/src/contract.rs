//! Services and messages, made from `proto/` at build time.

/// The house's own contracts.
#[allow(missing_docs, clippy::all, reason = "made by prost and tonic")]
pub mod v1 {
    tonic::include_proto!("maloca.v1");
}

/// The contract of the P2P lab.
#[allow(missing_docs, clippy::all, reason = "made by prost and tonic")]
pub mod greet {
    tonic::include_proto!("greet");
}

/// All contracts as a `google.protobuf.FileDescriptorSet`, for reflection.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/contracts.bin"));
