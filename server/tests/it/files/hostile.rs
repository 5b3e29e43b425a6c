//! Paths that lead elsewhere or nowhere, and what is no file.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use super::get;
use super::wire::{ask, send};
use crate::house::{House, text};

/// What must never be seen from outside.
const SECRET: &str = "the owner's diary";

/// Behind each door's prefix: what is sent, and the status. Nothing of it may leak.
const TABLE: &[(&str, u16)] = &[
    ("/../secret.txt", 400),
    ("/..", 400),
    ("/docs/..", 400),
    ("/docs/../../secret.txt", 400),
    ("/./notes.txt", 400),
    ("/.", 400),
    ("/docs/./inner.txt", 400),
    ("/%2e%2e/secret.txt", 400),
    ("/%2E%2E/secret.txt", 400),
    ("/.%2e/secret.txt", 400),
    ("/%2e./secret.txt", 400),
    ("/docs/%2e%2e/%2e%2e/secret.txt", 400),
    ("/..%2fsecret.txt", 400),
    ("/..%2Fsecret.txt", 400),
    ("/docs%2f..%2f..%2fsecret.txt", 400),
    ("/%2e%2e%2fsecret.txt", 400),
    ("/..\\secret.txt", 400),
    ("/..%5csecret.txt", 400),
    ("/..%5Csecret.txt", 400),
    ("/docs\\inner.txt", 400),
    ("/docs%5cinner.txt", 400),
    ("/%5c", 400),
    ("//etc/passwd", 400),
    ("/%2fetc/passwd", 400),
    ("/%2Fetc%2Fpasswd", 400),
    ("///", 400),
    ("//", 400),
    ("/docs//inner.txt", 400),
    ("/docs%2f%2finner.txt", 400),
    ("/docs///inner.txt", 400),
    ("/docs//", 400),
    ("/notes.txt%00", 400),
    ("/notes.txt%00.jpg", 400),
    ("/%00", 400),
    ("/docs%00/inner.txt", 400),
    ("/notes.txt%0a", 400),
    ("/notes.txt%0d%0aSet-Cookie:%20a=b", 400),
    ("/%01", 400),
    ("/notes%7f", 400),
    ("/%c2%85", 400),
    ("/%ff%fe", 400),
    ("/%c0%ae%c0%ae/secret.txt", 400),
    ("/%c0%af", 400),
    ("/%ed%a0%80", 400),
    ("/%252e%252e/secret.txt", 404),
    ("/%252e%252e%252fsecret.txt", 404),
    ("/..%252fsecret.txt", 404),
    ("/%u002e%u002e/secret.txt", 404),
    ("/...", 404),
    ("/..;/secret.txt", 404),
    ("/~root/secret.txt", 404),
    ("/C:/secret.txt", 404),
    ("/notes.txt/inner.txt", 404),
    ("/notes.txt::$DATA", 404),
    ("/out/passwd", 404),
    ("/out", 404),
    ("/passwd", 404),
    ("/near", 404),
    ("/loop", 404),
    ("/dangling", 404),
    ("/pipe", 404),
    ("/socket", 404),
    ("/.secret", 404),
    ("/.maloca/bin", 404),
    ("/docs/.hidden/x", 404),
    ("/proc/self/environ", 404),
];

/// A tree with everything in it that should not be followed, opened or shown.
fn trap() -> House {
    let house = House::generous();
    let tree = house.tree();
    fs::write(house.data().join("secret.txt"), SECRET).unwrap();
    fs::create_dir_all(tree.join("docs/.hidden")).unwrap();
    for name in ["notes.txt", "docs/inner.txt", ".secret", "docs/.hidden/x"] {
        let content = if name.contains("/.") || name.starts_with('.') { SECRET } else { "fine" };
        fs::write(tree.join(name), content).unwrap();
    }
    symlink("/etc", tree.join("out")).unwrap();
    symlink("/etc/passwd", tree.join("passwd")).unwrap();
    symlink("../secret.txt", tree.join("near")).unwrap();
    symlink("loop", tree.join("loop")).unwrap();
    symlink("nowhere", tree.join("dangling")).unwrap();
    assert!(Command::new("mkfifo").arg(tree.join("pipe")).status().unwrap().success());
    // The socket's file stays when nobody listens any more.
    drop(UnixListener::bind(tree.join("socket")).unwrap());
    house
}

fn long_paths() -> Vec<(String, u16)> {
    vec![
        (format!("/{}", "x".repeat(256)), 400),
        (format!("/{}", "x".repeat(255)), 404),
        (format!("/{}", "%C3%B1".repeat(128)), 400),
        ("/a".repeat(65), 400),
        ("/a".repeat(64), 404),
        (format!("/{}", "y".repeat(250)).repeat(13), 400),
    ]
}

#[test]
fn hostile_paths_get_a_clear_error_through_every_door_and_nothing_leaks() {
    let house = trap();
    let table = TABLE.iter().map(|(path, status)| ((*path).to_owned(), *status));
    let rows: Vec<_> = table.chain(long_paths()).collect();
    assert!(rows.len() >= 60);
    for (path, status) in &rows {
        for door in ["/raw", "/api/v1/files", "/files"] {
            let answer = get(&house, &format!("{door}{path}"), &[]);
            assert_eq!(answer.status, *status, "{door}{path}: {}", answer.everything());
            let said = answer.everything();
            assert!(!said.contains(SECRET) && !said.contains("root:"), "{door}{path}: {said}");
            assert!(!answer.has("set-cookie"), "{door}{path}");
            if door != "/files" {
                let expected = if *status == 400 { "bad-path" } else { "missing" };
                assert_eq!(answer.problem(), expected, "{door}{path}");
            }
        }
    }
}

#[test]
fn nothing_is_written_or_removed_through_a_hostile_path() {
    let house = trap();
    let outside = || fs::read_to_string(house.data().join("secret.txt")).unwrap();
    for (path, status) in TABLE {
        let target = format!("/raw{path}");
        let removed = ask(&house, "DELETE", &target, &[]).status;
        // A link is removed as such, never what it leads to.
        let is_link = ["/out", "/passwd", "/near", "/loop", "/dangling"].contains(path);
        assert!(is_link || removed >= 400, "DELETE {target}: {removed}");
        if *status == 400 {
            let stored = send(&house, "PUT", &target, &[], b"overwritten");
            assert_eq!(stored.status, 400, "PUT {target}: {stored:?}");
        }
        assert_eq!(outside(), SECRET, "{target}");
    }
    let etc = fs::read_to_string("/etc/passwd").unwrap();
    assert!(etc.contains("root:"));
}

#[test]
fn a_file_cannot_be_stored_through_a_link_that_leads_out() {
    let house = trap();
    let through = send(&house, "PUT", "/raw/out/maloca-test", &[], b"x");
    assert!(through.status >= 400, "{through:?}");
    assert!(!std::path::Path::new("/etc/maloca-test").exists());
    // The name becomes a file; what the link led to stays.
    assert_eq!(send(&house, "PUT", "/raw/near", &[], b"mine").status, 201);
    assert_eq!(fs::read_to_string(house.data().join("secret.txt")).unwrap(), SECRET);
}

#[test]
fn bytes_that_no_target_has_are_refused_by_the_protocol() {
    let house = trap();
    for target in ["/raw/notes.txt\0", "/raw/a b", "/raw/\x01"] {
        let answer = get(&house, target, &[]);
        assert_eq!(answer.status, 400, "{target:?}");
        assert!(!answer.everything().contains("fine"));
    }
}

#[test]
fn a_folder_is_no_file_and_a_file_is_no_folder() {
    let house = trap();
    for target in ["/raw", "/raw/", "/raw/docs", "/raw/docs/"] {
        let answer = get(&house, target, &[]);
        assert_eq!((answer.status, &*answer.problem()), (409, "conflict"), "{target}");
    }
    assert_eq!(get(&house, "/raw/notes.txt/", &[]).status, 404);
    assert_eq!(send(&house, "PUT", "/raw/docs", &[], b"x").status, 409);
    assert_eq!(send(&house, "PUT", "/raw/new/", &[], b"x").status, 409);
    assert_eq!(send(&house, "PUT", "/raw/notes.txt/below", &[], b"x").status, 409);
}

#[test]
fn hundreds_of_requests_for_a_pipe_hold_nobody_up() {
    let house = trap();
    std::thread::scope(|scope| {
        for _ in 0..52 {
            scope.spawn(|| {
                for _ in 0..10 {
                    assert_eq!(house.get("/raw/pipe").status(), 404);
                }
            });
        }
    });
    assert_eq!(text(&mut house.get("/raw/notes.txt")), "fine");
}
