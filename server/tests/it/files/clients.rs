//! curl and Python, which we did not write.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::house::House;

/// Runs curl and returns what it printed.
fn curl(dir: &Path, args: &[&str]) -> String {
    let output = Command::new("curl")
        .current_dir(dir)
        .args(["--silent", "--show-error", "--noproxy", "*", "--max-time", "30"])
        .args(args)
        .output()
        .expect("these tests need curl");
    let (said, wrong) = (output.stdout, String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "curl {args:?}: {wrong}");
    String::from_utf8(said).unwrap()
}

/// Only the status.
fn status(dir: &Path, args: &[&str]) -> String {
    let mut all = vec!["--output", "/dev/null", "--write-out", "%{http_code}"];
    all.extend_from_slice(args);
    curl(dir, &all)
}

fn letters() -> Vec<u8> {
    (0..100_000).map(|at| b'a' + (at % 26) as u8).collect()
}

#[test]
fn the_tour_works_word_for_word() {
    let house = House::with(&["--guests", "calc,chat,read,upload"]);
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("x.png"), b"\x89PNG\r\n").unwrap();
    let host = house.web.to_string();
    let tour = |command: &str| {
        let command = command.replace("H/", &format!("{host}/"));
        let output = Command::new("sh")
            .current_dir(here.path())
            .args(["-c", &command])
            .env("no_proxy", "*")
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(tour("curl -T x.png H/raw/docs/x.png"), "");
    assert_eq!(tour("curl H/files/docs/"), "x.png\n");
    assert_eq!(tour("curl H/files/"), "docs/\n");
    assert_eq!(fs::read(house.tree().join("docs/x.png")).unwrap(), b"\x89PNG\r\n");
    // The shorter form, in which curl adds the name.
    assert_eq!(tour("curl -T x.png H/raw/more/"), "");
    assert_eq!(tour("curl H/files/more"), "x.png\n");
}

#[test]
fn curl_fetches_parts_and_goes_on_where_it_stopped() {
    let house = House::open();
    fs::write(house.tree().join("letters"), letters()).unwrap();
    let here = tempfile::tempdir().unwrap();
    let url = house.url("/raw/letters");
    assert_eq!(curl(here.path(), &["-r", "0-0", &url]), "a");
    assert_eq!(curl(here.path(), &["-r", "-5", &url]).len(), 5);
    assert_eq!(curl(here.path(), &["-r", "99998-", &url]).len(), 2);
    assert!(curl(here.path(), &["-r", "0-1,5-6", &url]).contains("\r\n\r\nfg\r\n--"));
    assert_eq!(status(here.path(), &["-r", "200000-", &url]), "416");
    let part = here.path().join("part");
    fs::write(&part, &letters()[..40_000]).unwrap();
    curl(here.path(), &["-C", "-", "-o", "part", &url]);
    assert!(fs::read(&part).unwrap() == letters());
}

#[test]
fn curl_asks_again_only_for_what_changed() {
    let house = House::open();
    fs::write(house.tree().join("letters"), letters()).unwrap();
    let here = tempfile::tempdir().unwrap();
    let url = house.url("/raw/letters");
    let saving = ["--etag-save", "tag", &url];
    assert_eq!(status(here.path(), &saving), "200");
    let comparing = ["--etag-compare", "tag", &url];
    assert_eq!(status(here.path(), &comparing), "304");
    fs::write(house.tree().join("letters"), "changed").unwrap();
    assert_eq!(status(here.path(), &comparing), "200");
    assert_eq!(status(here.path(), &["-z", "Fri, 31 Dec 2049 23:59:59 GMT", &url]), "304");
    assert_eq!(status(here.path(), &["-z", "Sun, 06 Nov 1994 08:49:37 GMT", &url]), "200");
}

#[test]
fn curl_uploads_with_and_without_asking_first() {
    let house = House::generous();
    let here = tempfile::tempdir().unwrap();
    // Above a megabyte curl sends `Expect: 100-continue` of its own.
    fs::write(here.path().join("big"), vec![5; 3_000_000]).unwrap();
    for (name, headers) in [("asked", "Expect: 100-continue"), ("unasked", "Expect:")] {
        let url = house.url(&format!("/raw/{name}"));
        assert_eq!(status(here.path(), &["-T", "big", "-H", headers, &url]), "201");
        assert_eq!(fs::metadata(house.tree().join(name)).unwrap().len(), 3_000_000);
        let again = ["-T", "big", "-H", headers, "-H", "If-None-Match: *", &url];
        assert_eq!(status(here.path(), &again), "412");
    }
    let strict = House::open();
    assert_eq!(status(here.path(), &["-T", "big", &strict.url("/raw/big")]), "403");
    assert_eq!(status(here.path(), &["--path-as-is", &house.url("/raw/../maloca.db")]), "400");
}

#[test]
fn http2_without_encryption_carries_files_both_ways() {
    let house = House::generous();
    let here = tempfile::tempdir().unwrap();
    fs::write(here.path().join("letters"), letters()).unwrap();
    let url = house.url("/raw/letters");
    let h2 = "--http2-prior-knowledge";
    assert_eq!(status(here.path(), &[h2, "-T", "letters", &url]), "201");
    assert_eq!(curl(here.path(), &[h2, "-r", "26-28", &url]), "abc");
    assert_eq!(curl(here.path(), &[h2, &url]).len(), letters().len());
}

#[test]
fn python_gets_the_right_statuses() {
    let house = House::generous();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/files.py");
    let output = Command::new("python3").args([script, &house.web.to_string()]).output();
    let output = output.expect("this test needs Python 3");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
