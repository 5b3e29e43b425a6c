//! The tree in a terminal.

use std::fs;

use super::get;
use crate::house::{House, agent, text};

#[test]
fn a_folder_is_one_name_per_line_and_folders_end_in_a_slash() {
    let house = House::open();
    fs::create_dir_all(house.tree().join("docs/deep")).unwrap();
    fs::write(house.tree().join("docs/x.png"), "x").unwrap();
    assert_eq!(text(&mut house.get("/files/")), "docs/\n");
    for path in ["/files/docs/", "/files/docs"] {
        assert_eq!(text(&mut house.get(path)), "deep/\nx.png\n");
    }
    assert_eq!(text(&mut house.get("/files/docs/x.png")), "x.png\n");
    let missing = get(&house, "/files/none", &[]);
    assert_eq!(
        (missing.status, missing.header("content-type")),
        (404, "text/plain; charset=utf-8")
    );
}

#[test]
fn a_large_folder_is_listed_whole() {
    let house = House::open();
    for number in 0..2500 {
        fs::write(house.tree().join(format!("{number}")), "").unwrap();
    }
    let names = text(&mut house.get("/files"));
    assert_eq!(names.lines().count(), 2500);
    assert_eq!((names.lines().next(), names.lines().last()), (Some("0"), Some("2499")));
}

#[test]
fn browsers_get_a_page_at_the_same_address() {
    let house = House::open();
    fs::write(house.tree().join("<b>.txt"), "x").unwrap();
    let mut page = agent().get(house.url("/files")).header("accept", "text/html").call().unwrap();
    assert_eq!(page.status(), 200);
    let html = text(&mut page);
    assert!(html.contains("&lt;b&gt;.txt") && !html.contains("<b>.txt"));
    let gone = agent().get(house.url("/files/none")).header("accept", "text/html").call().unwrap();
    assert_eq!(gone.status(), 404);
}
