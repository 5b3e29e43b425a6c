//! HFTP over the real tree: a folder that comes and goes, and files that nobody may open.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::exchange;
use crate::house::House;

const HFTP: [&str; 2] = ["--hftp", "127.0.0.1:0"];

fn asked(house: &House, request: &str) -> String {
    String::from_utf8(exchange(house.door("hftp"), request.as_bytes())).unwrap()
}

#[test]
fn hftp_bears_that_its_folder_is_deleted_and_made_anew_while_somebody_is_connected() {
    let house = House::with(&HFTP);
    for round in 0..20 {
        let text = "x".repeat(round + 1);
        fs::write(house.tree().join("a.txt"), &text).unwrap();
        let size = text.len();
        assert_eq!(
            asked(&house, "get_metadata a.txt\r\nquit\r\n"),
            format!("0 OK\r\n{size}\r\n0 OK\r\n")
        );
        fs::remove_dir_all(house.tree()).unwrap();
        let missing = "199 INTERNAL SERVER ERROR\r\n";
        assert_eq!(asked(&house, "get_file_listing\r\nquit\r\n"), missing);
        assert_eq!(asked(&house, "get_metadata a.txt\r\nquit\r\n"), missing);
        fs::create_dir(house.tree()).unwrap();
        assert_eq!(asked(&house, "get_file_listing\r\nquit\r\n"), "0 OK\r\n\r\n0 OK\r\n");
        assert_eq!(
            asked(&house, "get_metadata a.txt\r\nquit\r\n"),
            "202 FILE NOT FOUND\r\n0 OK\r\n"
        );
    }
}

#[test]
fn what_a_house_without_privileges_may_not_open_is_a_failure_of_the_server() {
    let Some(house) = House::of_nobody(&HFTP) else {
        eprintln!("left out: neither root, who can become nobody, nor somebody else");
        return;
    };
    let file = house.tree().join("secret.txt");
    fs::write(&file, "secret").unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o000)).unwrap();
    // The file is there, and its size is no secret to who may read the folder.
    let slice = asked(&house, "get_slice secret.txt 0 6\r\nhelp\r\n");
    assert_eq!(slice, "199 INTERNAL SERVER ERROR\r\n", "and the connection is closed");
    assert_eq!(
        asked(&house, "get_slice missing 0 6\r\nquit\r\n"),
        "202 FILE NOT FOUND\r\n0 OK\r\n"
    );
    fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
    assert_eq!(
        asked(&house, "get_slice secret.txt 0 6\r\nquit\r\n"),
        "0 OK\r\nc2VjcmV0\r\n0 OK\r\n"
    );
    fs::set_permissions(house.tree(), Permissions::from_mode(0o000)).unwrap();
    assert_eq!(asked(&house, "get_file_listing\r\nquit\r\n"), "199 INTERNAL SERVER ERROR\r\n");
    fs::set_permissions(house.tree(), Permissions::from_mode(0o755)).unwrap();
    assert_eq!(asked(&house, "get_file_listing\r\nquit\r\n"), "0 OK\r\nsecret.txt\r\n\r\n0 OK\r\n");
}
