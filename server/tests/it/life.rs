//! Opening, closing, and what prevents it.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::Output;

use crate::house::{House, maloca, text};

fn refused(args: &[&str]) -> String {
    let Output { status, stderr, .. } = maloca().args(args).output().unwrap();
    assert_eq!(status.code(), Some(2));
    String::from_utf8(stderr).unwrap()
}

#[test]
fn an_open_house_is_alive_and_ready_and_says_where_it_is() {
    let house = House::open();
    assert_eq!(text(&mut house.get("/healthz")), "ok\n");
    assert_eq!(house.get("/readyz").status(), 200);
    assert!(text(&mut house.get("/metrics")).contains("maloca_requests_total"));
    let announced = fs::read_to_string(house.data().join("run/addresses.json")).unwrap();
    assert!(announced.contains(r#""hftp":null"#), "{announced}");
}

#[test]
fn sigterm_ends_the_house_cleanly_and_retracts_its_address() {
    let mut house = House::open();
    let _idle = std::net::TcpStream::connect(house.web).unwrap();
    assert_eq!(house.terminate().code(), Some(0));
    assert!(!house.data().join("run/addresses.json").exists());
}

#[test]
fn a_taken_web_port_is_an_error_that_names_flag_address_and_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = tempfile::tempdir().unwrap();
    let error = refused(&["serve", "--listen", &address, "--data", data.path().to_str().unwrap()]);
    for part in ["--listen", &address, "choose another"] {
        assert!(error.contains(part), "{error}");
    }
}

#[test]
fn a_second_house_on_the_same_data_is_refused() {
    let house = House::open();
    let data = house.data();
    let error = refused(&["--listen", "127.0.0.1:0", "--data", data.to_str().unwrap()]);
    assert!(error.contains("another maloca runs on the data"), "{error}");
    assert_eq!(house.get("/readyz").status(), 200);
}

#[test]
fn a_data_directory_that_cannot_be_written_is_an_error_that_names_it() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("data");
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o400)).unwrap();
    let error = refused(&["serve", "--listen", "127.0.0.1:0", "--data", file.to_str().unwrap()]);
    assert!(error.contains("--data") && error.contains("not a directory"), "{error}");
}

#[test]
fn a_wrong_value_is_an_error_that_says_what_would_be_right() {
    assert!(refused(&["serve", "--guests", "calc,fly"]).contains("calc, chat, read"));
    assert!(refused(&["check", "--hftp", "maybe"]).contains("off"));
}

#[test]
fn config_tells_where_every_value_came_from() {
    let output = maloca()
        .args(["config", "--guests", "calc"])
        .env("MALOCA_LISTEN", "127.0.0.1:7")
        .output()
        .unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    let line = |name: &str| {
        let line = report.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(line("guests"), ["guests", "calc", "flag"]);
    assert_eq!(line("listen"), ["listen", "127.0.0.1:7", "environment"]);
    assert_eq!(line("hftp "), ["hftp", "0.0.0.0:19500", "default"]);
}

#[test]
fn check_validates_without_starting() {
    let output = maloca().args(["check"]).output().unwrap();
    assert_eq!((output.status.code(), &*output.stdout), (Some(0), &b"ok\n"[..]));
}

#[test]
fn the_admin_invitation_is_printed_at_the_first_start_only() {
    let mut house = House::open();
    let said =
        |house: &House| fs::read_to_string(house.data().parent().unwrap().join("stdout")).unwrap();
    let printed = said(&house);
    assert!(printed.contains("/people/invitations/"), "{printed}");
    house.kill_and_reopen();
    assert!(!said(&house).contains("/people/invitations/"));
}
