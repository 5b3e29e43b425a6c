//! The `curl` tour, word for word.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::house::{House, agent, text};

/// Runs a line of the tour, `H` being the house, and returns what it prints.
fn run(house: &House, line: &str) -> String {
    let output = Command::new("sh").args(["-c", &with(house, line)]).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn with(house: &House, line: &str) -> String {
    line.replacen("curl", "curl -sS", 1)
        .replace(" H/", &format!(" {}/", house.url("")))
        .replace("'H/", &format!("'{}/", house.url("")))
}

/// The lines without their times.
fn said(lines: &str) -> Vec<&str> {
    lines.lines().map(|line| line.split_once(' ').unwrap().1).collect()
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn the_tour_of_the_chat_works_word_for_word() {
    let house = House::open();
    let follow = Command::new("sh")
        .args(["-c", &format!("exec {}", with(&house, "curl -N 'H/chat/general?follow'"))])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut follow = Running(follow);
    let mut live = BufReader::new(follow.0.stdout.take().unwrap()).lines();
    // The follower sees what comes after it: say something until it is there.
    let first = std::thread::scope(|scope| {
        let line = scope.spawn(move || (live.next().unwrap().unwrap(), live));
        while !line.is_finished() {
            run(&house, "curl -d 'hello' H/chat/general");
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        line.join().unwrap()
    });
    let (line, mut live) = first;
    assert_eq!(said(&line), ["guest: hello"]);
    assert_eq!(said(&run(&house, "curl -u ana: -d 'soy ana' H/chat/general")), ["ana: soy ana"]);
    loop {
        let line = live.next().unwrap().unwrap();
        if said(&line) == ["ana: soy ana"] {
            break;
        }
    }
    let all = run(&house, "curl H/chat/general");
    assert_eq!(said(&all).last(), Some(&"ana: soy ana"));
    assert!(all.lines().all(|line| line.as_bytes()[2] == b':' && line.as_bytes()[5] == b' '));
}

#[test]
fn the_last_fifty_lines_are_shown_and_a_message_is_one_line() {
    let house = House::open();
    for n in 0..60 {
        let posted = agent().post(house.url("/chat/general")).send(format!("n{n}\nx\n")).unwrap();
        assert_eq!(posted.status(), 201);
    }
    let all = text(&mut house.get("/chat/general"));
    let lines = said(&all);
    assert_eq!((lines.len(), lines[0], lines[49]), (50, "guest: n10 x", "guest: n59 x"));
    assert_eq!(text(&mut house.get("/chat")), "general\n");
}

#[test]
fn what_cannot_be_said_is_refused_in_plain_words() {
    let house = House::open();
    house.enter("ana");
    let status = |line: &str| run(&house, &format!("{line} -w '%{{http_code}} %{{content_type}}'"));
    let taken = status("curl -u ana: -d 'hi' H/chat/general");
    assert!(taken.contains("`ana` is taken") && taken.contains("409 text/plain"), "{taken}");
    let nowhere = status("curl -d 'hi' H/chat/nowhere");
    assert!(nowhere.ends_with("404 text/plain; charset=utf-8"), "{nowhere}");
    let empty = status("curl -d '' H/chat/general");
    assert!(empty.contains("needs a text") && empty.contains("422"), "{empty}");
    assert_eq!(text(&mut house.get("/chat/general")), "");
}

#[test]
fn browsers_get_the_page_under_the_same_address() {
    let house = House::open();
    let mut page =
        agent().get(house.url("/chat/general")).header("accept", "text/html").call().unwrap();
    assert!(page.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(text(&mut page).contains("<!DOCTYPE html>"));
}
