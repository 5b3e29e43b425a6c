//! A client that we did not write: Python's grpcio, which learns the contracts by reflection.

use std::path::{Path, PathBuf};
use std::process::Command as Probe;

use prost::Message;
use tokio::process::Command;

use crate::group::{ANA, Writer};
use crate::house::House;
use crate::peers::pages::{page, sent};

/// A Python that has grpcio: `$MALOCA_PYTHON`, the one of `target/venv`, or the system's.
fn python() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let given = std::env::var_os("MALOCA_PYTHON").map(PathBuf::from);
    let known = [root.join("target/venv/bin/python"), PathBuf::from("python3")];
    let has_grpc = |python: &PathBuf| {
        let import = "import grpc, grpc_health, grpc_reflection";
        Probe::new(python).args(["-c", import]).output().is_ok_and(|probe| probe.status.success())
    };
    given.into_iter().chain(known).find(has_grpc)
}

#[tokio::test]
async fn grpcio_uses_every_method_of_every_service() {
    let Some(python) = python() else {
        // On a machine that decides about a merge, a client that is missing is a fault.
        assert!(
            std::env::var_os("CI").is_none() && std::env::var_os("MALOCA_PYTHON").is_none(),
            "no Python with grpcio: pip install -r e2e/requirements.txt into target/venv"
        );
        eprintln!("left out: no Python with grpcio (pip install -r e2e/requirements.txt)");
        return;
    };
    let house = House::open().await;
    let token = house.enter("Ana").await;
    let mut ana = Writer::new(ANA);
    ana.share(&house.logs, 1_000).await;
    ana.share(&house.logs, 1_000).await;
    // Signed by Ana's house, for the client to pass on.
    let next = sent(page(ana.write(2))).encode_to_vec();
    let next: String = next.iter().map(|byte| format!("{byte:02x}")).collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/all_methods.py");
    let output = Command::new(python)
        .args([script, &house.address.to_string(), &token, &next])
        .output()
        .await
        .unwrap();
    let (said, wrong) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{wrong}");
    assert!(said.ends_with("all 19 methods\n"), "{said}");
}
