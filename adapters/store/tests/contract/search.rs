//! What is promised of searching.

use std::time::{Duration, Instant};

use maloca_files::Prints;
use maloca_nodes::Catalogue;
use maloca_nodes::catalogue::{Line, MAX_LINES, Mark};
use maloca_store::{Sharing, Shelves};

use super::house::*;
use super::shelves::*;

/// The catalogue of node 1 with these files.
async fn with(house: &impl House, files: &[&str]) -> Shelves {
    let shelves = house.catalogue(1, Sharing::Everything).await;
    shelves.note(files.iter().map(|name| read(name, 1)).collect()).await.unwrap();
    shelves
}

async fn found(shelves: &Shelves, query: &str) -> Vec<String> {
    names(&shelves.search(query, 50).await.unwrap())
}

pub(crate) async fn words_are_found_in_any_order_case_and_accent(house: impl House) {
    let files = ["Fotos/Verano 2024/Árbol_viejo.JPG", "docs/Straße.txt", "音楽/東京タワー.mp3"];
    let shelves = with(&house, &files).await;
    for (query, expected) in [
        ("arbol", 0),
        ("ÁRBOL", 0),
        ("viejo verano", 0),
        ("2024/árb", 0),
        ("rbol jp", 0),
        ("v 2024 f", 0),
        ("straße", 1),
        ("東京", 2),
        ("タワー", 2),
        ("京タ", 2),
    ] {
        assert_eq!(found(&shelves, query).await, [files[expected]], "{query}");
    }
    for query in ["arbol txt", "olfo", "iejo2024", "bo", "je", "pg"] {
        assert_eq!(found(&shelves, query).await.len(), 0, "{query}");
    }
}

pub(crate) async fn what_is_called_so_comes_first(house: impl House) {
    let mut files: Vec<String> = (0..300).map(|n| format!("report/{n}.txt")).collect();
    files.insert(40, "a/Report of may.pdf".into());
    files.insert(80, "b/report.pdf".into());
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let shelves = with(&house, &files).await;
    let found = found(&shelves, "report").await;
    assert_eq!(found.len(), 50);
    assert_eq!(found[..2], ["b/report.pdf", "a/Report of may.pdf"]);
    assert_eq!(names(&shelves.search("report", 1).await.unwrap()), ["b/report.pdf"]);
}

pub(crate) async fn nothing_in_a_query_is_syntax(house: impl House) {
    let names = ["NEAR(x) OR \"y\" *", "100%_sure", "it's; DROP TABLE line--"];
    let shelves = with(&house, &names).await;
    for (query, expected) in [
        ("\" OR * NEAR(", vec![names[0]]),
        ("0%_", vec![names[1]]),
        ("'; DROP TABLE person", vec![]),
        ("it's; DROP", vec![names[2]]),
        ("%", vec![]),
        ("_", vec![]),
        ("nea* (x) AND y", vec![]),
        ("\0\u{202e}\u{10ffff}", vec![]),
    ] {
        assert_eq!(found(&shelves, query).await, expected, "{query}");
    }
    let long = "near( ".repeat(100_000);
    assert_eq!(found(&shelves, &long).await, [names[0]]);
}

pub(crate) async fn what_is_gone_or_forgotten_is_not_found(house: impl House) {
    join(&house, 1).await;
    let shelves = with(&house, &["own/song", "own/gone song"]).await;
    shelves.note(vec![gone("own/gone song")]).await.unwrap();
    let mut mark = Mark::start(log(2, 1));
    let theirs = [shared("their song", 1), shared("their song", 2)];
    shelves.follow(page(&mut mark, 2, &theirs)).await.unwrap();
    assert_eq!(found(&shelves, "song").await, ["own/song", "their song"]);
    shelves.forget(node_key(2).id()).await.unwrap();
    assert_eq!(found(&shelves, "song").await, ["own/song"]);
    shelves.forget(node_key(1).id()).await.unwrap();
    assert_eq!(found(&shelves, "song").await, ["own/song"], "its own node stays");
}

/// A shorter form of `examples/search.rs`, with ten times the time.
pub(crate) async fn a_catalogue_of_many_is_searched_in_time(house: impl House) {
    const NAMES: [&str; 4] = ["holiday.jpg", "report.pdf", "lecture.mp3", "notes.txt"];
    join(&house, 1).await;
    let shelves = house.catalogue(1, Sharing::Everything).await;
    let name = |n: usize| format!("files/{}/{n:05} {}", n % 97, NAMES[n % NAMES.len()]);
    for key in 2..7 {
        let mut mark = Mark::start(log(key, 1));
        for part in 0..4 {
            let lines = (part * MAX_LINES..(part + 1) * MAX_LINES).map(|n| shared(&name(n), 1));
            let lines: Vec<Line> = lines.collect();
            shelves.follow(page(&mut mark, key, &lines)).await.unwrap();
        }
    }
    let queries = [("files", 50), ("jpg mp3", 0), ("files pdf", 50), ("f", 50), ("03999", 5)];
    let mut waits = Vec::new();
    for (query, count) in queries.iter().cycle().take(100) {
        let asked = Instant::now();
        assert_eq!(found(&shelves, query).await.len(), *count, "{query}");
        waits.push(asked.elapsed());
    }
    waits.sort_unstable();
    assert!(waits[98] < Duration::from_millis(200), "{:?}", waits[98]);
}
