//! Files and folders that are there and closed to the process. Root is never shut out, so these
//! tests run themselves once more as nobody.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use maloca_fault::Fault;
use maloca_files::{Condition, Tree};

use crate::memory::Memory;
use crate::scratch::{Failure, Scratch, noise, path};

/// Whether to go on here. As root, the test runs again as nobody, and where that cannot be (no
/// `setpriv`, a build folder that nobody may enter) it is left out.
fn as_nobody(test: &str) -> bool {
    if !rustix::process::geteuid().is_root() {
        return true;
    }
    let nobody = || {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]);
        command
    };
    let program = std::env::current_exe().unwrap();
    let possible = nobody().arg(&program).arg("--list").output();
    if possible.is_ok_and(|output| output.status.success()) {
        let status = nobody().arg(&program).args(["--exact", test]).status().unwrap();
        assert!(status.success());
    }
    false
}

fn close(scratch: &Scratch, name: &str) {
    fs::set_permissions(scratch.at(name), Permissions::from_mode(0o000)).unwrap();
}

fn open(scratch: &Scratch, name: &str) {
    fs::set_permissions(scratch.at(name), Permissions::from_mode(0o755)).unwrap();
}

fn unavailable<T>(result: Result<T, Failure>) -> bool {
    matches!(result, Err(Fault::Unavailable(_)))
}

#[tokio::test]
async fn a_file_that_may_not_be_opened_is_unavailable_and_listed() {
    if !as_nobody("closed::a_file_that_may_not_be_opened_is_unavailable_and_listed") {
        return;
    }
    let scratch = Scratch::new();
    scratch.write("f", "x");
    close(&scratch, "f");
    assert!(unavailable(scratch.find("f").await));
    assert_eq!(scratch.names("").await, ["f"]);
}

#[tokio::test]
async fn a_folder_that_was_closed_is_not_shown_from_memory() {
    if !as_nobody("closed::a_folder_that_was_closed_is_not_shown_from_memory") {
        return;
    }
    let scratch = Scratch::new();
    scratch.write("d/f", "x");
    for name in ["d", ""] {
        assert_eq!(scratch.names("d").await, ["f"]);
        close(&scratch, name);
        assert!(unavailable(scratch.list("d").await), "{name}");
        assert!(unavailable(scratch.find("d/f").await), "{name}");
        assert!(unavailable(scratch.store("d/g", Condition::Always, "x").await), "{name}");
        assert!(unavailable(scratch.tree.watch(&path("d")).await), "{name}");
        open(&scratch, name);
        assert_eq!(scratch.names("d").await, ["f"]);
    }
}

#[tokio::test]
async fn a_tree_that_may_not_be_written_is_read_all_the_same() {
    if !as_nobody("closed::a_tree_that_may_not_be_written_is_read_all_the_same") {
        return;
    }
    let scratch = Scratch::new();
    scratch.write("f", "x");
    fs::set_permissions(scratch.at(""), Permissions::from_mode(0o555)).unwrap();
    assert!(unavailable(scratch.store("g", Condition::Always, "x").await));
    assert!(unavailable(scratch.tree.remove(&path("f"), Condition::Always).await));
    assert_eq!(scratch.names("").await, ["f"]);
    open(&scratch, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_closed_for_a_while_is_neither_forgotten_nor_in_the_way_of_the_rest() {
    if !as_nobody(
        "closed::what_is_closed_for_a_while_is_neither_forgotten_nor_in_the_way_of_the_rest",
    ) {
        return;
    }
    let (scratch, memory) = (Scratch::new(), Arc::new(Memory::default()));
    for name in ["closed", "d/f", "e"] {
        scratch.write(name, name);
    }
    close(&scratch, "closed");
    memory.keep(&scratch);
    memory.holds(&scratch, &["d/f", "e"]).await;
    for name in ["d", ""] {
        close(&scratch, name);
        tokio::time::sleep(Duration::from_millis(1500)).await;
        assert_eq!(memory.names(), ["d/f", "e"], "{name}");
        open(&scratch, name);
    }
    open(&scratch, "closed");
    scratch.write("d/g", "g");
    memory.holds(&scratch, &["closed", "d/f", "d/g", "e"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_hashes_of_a_tree_that_may_not_be_written_are_known_all_the_same() {
    if !as_nobody("closed::the_hashes_of_a_tree_that_may_not_be_written_are_known_all_the_same") {
        return;
    }
    let (scratch, memory) = (Scratch::new(), Arc::new(Memory::default()));
    fs::write(scratch.at("a"), noise(50_000)).unwrap();
    fs::write(scratch.at("b"), noise(60_000)).unwrap();
    fs::set_permissions(scratch.at(""), Permissions::from_mode(0o555)).unwrap();
    memory.keep(&scratch);
    memory.holds(&scratch, &["a", "b"]).await;
    open(&scratch, "");
}
