//! Makes services and messages of `proto/`, without an installed protoc.

use std::env;
use std::error::Error;
use std::path::PathBuf;

const CONTRACTS: [&str; 5] = [
    "greet.proto",
    "maloca/v1/calculator.proto",
    "maloca/v1/chat.proto",
    "maloca/v1/files.proto",
    "maloca/v1/peers.proto",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = "../../proto";
    println!("cargo::rerun-if-changed={folder}");
    let described = protox::compile(CONTRACTS, [folder])?;
    let descriptor = PathBuf::from(env::var("OUT_DIR")?).join("contracts.bin");
    std::fs::write(descriptor, prost::Message::encode_to_vec(&described))?;
    tonic_prost_build::configure()
        .build_transport(false)
        .bytes(".maloca.v1.DownloadResponse")
        .bytes(".maloca.v1.UploadRequest")
        .compile_fds(described)?;
    Ok(())
}
