//! Every row and every code of the protocol.

use maloca_people::Rights;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::house::{House, expect, rest};

const OK: &str = "0 OK\r\n";
const NO_COMMAND: &str = "200 NO SUCH COMMAND\r\n";
const ARGUMENTS: &str = "201 INVALID ARGUMENTS FOR COMMAND\r\n";
const NOT_FOUND: &str = "202 FILE NOT FOUND\r\n";
const OFFSET: &str = "203 OFFSET EXCEEDS FILE SIZE\r\n";

#[tokio::test]
async fn the_listing_names_each_file_that_can_be_asked_for() {
    let house = House::open().await;
    house.write("con espacio", b"x");
    house.write("ñandú", b"x");
    std::fs::create_dir(house.folder().join("carpeta")).unwrap();
    assert_eq!(house.ask("get_file_listing").await, "0 OK\r\narchivo.txt\r\nempty\r\n\r\n");
}

#[tokio::test]
async fn an_empty_folder_lists_nothing() {
    let house = House::open().await;
    std::fs::remove_dir_all(house.folder()).unwrap();
    std::fs::create_dir(house.folder()).unwrap();
    assert_eq!(house.ask("get_file_listing").await, "0 OK\r\n\r\n");
}

#[tokio::test]
async fn a_listing_has_all_names_however_many() {
    let house = House::open().await;
    for n in 0..2500 {
        house.write(&format!("f{n}"), b"");
    }
    let listing = house.ask("get_file_listing").await;
    assert_eq!(listing.lines().filter(|line| line.starts_with('f')).count(), 2500);
    assert!(listing.ends_with("\r\n\r\n"));
}

#[tokio::test]
async fn metadata_is_the_size() {
    let house = House::open().await;
    assert_eq!(house.ask("get_metadata archivo.txt").await, "0 OK\r\n41\r\n");
    assert_eq!(house.ask("get_metadata empty").await, "0 OK\r\n0\r\n");
    assert_eq!(house.ask("  get_metadata   archivo.txt ").await, "0 OK\r\n41\r\n");
}

#[tokio::test]
async fn a_slice_is_one_line_of_base64() {
    let house = House::open().await;
    let slice = async |text: &str| house.ask(&format!("get_slice archivo.txt {text}")).await;
    assert_eq!(slice("5 20").await, "0 OK\r\nY2Fsb3IgcXVlIGhhY2UgaG95LCA=\r\n");
    assert_eq!(slice("0 1").await, "0 OK\r\nIQ==\r\n");
    assert_eq!(slice("0005 0").await, "0 OK\r\n\r\n");
    assert_eq!(slice("41 0").await, "0 OK\r\n\r\n");
    assert_eq!(house.ask("get_slice empty 0 0").await, "0 OK\r\n\r\n");
}

#[tokio::test]
async fn a_raw_slice_has_its_length_and_nothing_after() {
    let house = House::open().await;
    let raw = house.ask("get_slice archivo.txt 5 5 raw").await;
    assert_eq!(raw, "0 OK\r\nContent-Length: 5\r\n\r\ncalor");
    let none = house.ask("get_slice archivo.txt 41 0 raw").await;
    assert_eq!(none, "0 OK\r\nContent-Length: 0\r\n\r\n");
}

#[tokio::test]
async fn help_names_the_commands() {
    let house = House::open().await;
    let help = "0 OK\r\nget_file_listing\r\nget_metadata\r\nget_slice\r\nhelp\r\nquit\r\n\r\n";
    assert_eq!(house.ask("help").await, help);
}

#[tokio::test]
async fn what_follows_quit_is_ignored() {
    let house = House::open().await;
    assert_eq!(house.say("quit\r\nhelp\r\n\n\u{ff}").await, OK);
}

#[tokio::test]
async fn an_unknown_command_is_answered_whatever_follows_it() {
    let house = House::open().await;
    for line in ["fly", "HELP", "Quit", "get_metadata\tarchivo.txt", "help\0", "get_slice2 a b c"] {
        assert_eq!(house.ask(line).await, NO_COMMAND, "{line:?}");
    }
}

#[tokio::test]
async fn wrong_arguments_are_told_before_anything_is_looked_up() {
    let house = House::open().await;
    let wrong = [
        "get_file_listing x",
        "get_metadata",
        "get_metadata archivo.txt x",
        "get_slice",
        "get_slice archivo.txt",
        "get_slice archivo.txt 1",
        "get_slice archivo.txt 1 2 raw x",
        "get_slice archivo.txt 1 2 x",
        "get_slice archivo.txt 1 2 RAW",
        "get_slice archivo.txt -1 2",
        "get_slice archivo.txt 1 -2",
        "get_slice archivo.txt a 2",
        "get_slice archivo.txt 1 2.0",
        "get_slice missing a b",
        "get_metadata ../shared/archivo.txt",
        "get_metadata .",
        "get_metadata ..",
        "get_metadata /etc/passwd",
        "get_metadata a\\b",
        "get_metadata %2e%2e",
        "get_metadata a\tb",
        "get_metadata a\0",
        "get_slice a*b 0 999999",
        "help me",
        "quit now",
    ];
    for line in wrong {
        assert_eq!(house.ask(line).await, ARGUMENTS, "{line:?}");
    }
}

#[tokio::test]
async fn only_regular_files_that_are_shared_exist() {
    let house = House::open().await;
    std::fs::create_dir(house.folder().join("carpeta")).unwrap();
    let long = "x".repeat(300);
    for name in ["missing", "carpeta", ".hidden", "...", "ARCHIVO.TXT", &long] {
        assert_eq!(house.ask(&format!("get_metadata {name}")).await, NOT_FOUND, "{name}");
        assert_eq!(house.ask(&format!("get_slice {name} 9 9")).await, NOT_FOUND, "{name}");
    }
}

#[tokio::test]
async fn a_slice_must_lie_within_the_file() {
    let house = House::open().await;
    let huge = u64::MAX.to_string();
    let huger = "9".repeat(50);
    for (offset, size) in [("0", "42"), ("41", "1"), ("42", "0"), (&huge, &huge), (&huger, "0")] {
        let line = format!("get_slice archivo.txt {offset} {size}");
        assert_eq!(house.ask(&line).await, OFFSET, "{line}");
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_is_a_failure_of_the_server() {
    let house = House::open().await;
    house.write("locked", b"x");
    let failed = "199 INTERNAL SERVER ERROR\r\n";
    assert_eq!(house.say("get_metadata locked\r\nhelp\r\n").await, failed);
    assert_eq!(house.say("get_slice locked 0 1\r\nhelp\r\n").await, failed);
    let shut = House::with(Rights::NONE).await;
    assert_eq!(shut.say("get_file_listing\r\n").await, failed);
    assert_eq!(shut.say("get_metadata archivo.txt\r\n").await, failed);
}

#[tokio::test]
async fn an_answer_that_breaks_off_ends_the_connection() {
    let house = House::open().await;
    house.write("torn", &vec![b'x'; 300_000]);
    let mut stream = house.connect().await;
    stream.write_all(b"get_slice torn 0 300000 raw\r\nhelp\r\n").await.unwrap();
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    assert!(bytes.len() < 300_000, "{}", bytes.len());
}

#[tokio::test]
async fn the_connection_stays_usable_after_every_other_error() {
    let house = House::open().await;
    let mut stream = house.connect().await;
    for (line, answer) in [
        ("fly\r\n", NO_COMMAND),
        ("get_metadata a/b\r\n", ARGUMENTS),
        ("get_metadata missing\r\n", NOT_FOUND),
        ("get_slice empty 1 1\r\n", OFFSET),
        ("get_metadata empty\r\n", "0 OK\r\n0\r\n"),
        ("quit\r\n", OK),
    ] {
        stream.write_all(line.as_bytes()).await.unwrap();
        expect(&mut stream, answer).await;
    }
    assert_eq!(rest(&mut stream).await, "");
}
