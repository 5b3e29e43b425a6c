//! What the house says about itself to programs, and to their authors.

use std::collections::HashSet;

use serde_json::Value;

use crate::house::{House, agent, json, text};

fn calls(document: &Value) -> Vec<(String, String, Value)> {
    let mut calls = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "put", "post", "patch", "delete"] {
            if let Some(call) = item.get(method) {
                calls.push((path.clone(), method.to_owned(), call.clone()));
            }
        }
    }
    calls
}

#[test]
fn every_call_is_described_under_an_id_of_its_own() {
    let house = House::open();
    let document = json(&mut house.get("/api/v1/openapi.json"));
    let (calls, mut ids) = (calls(&document), HashSet::new());
    assert!(calls.len() >= 4, "{calls:?}");
    for (path, method, call) in &calls {
        assert!(ids.insert(call["operationId"].as_str().unwrap().to_owned()), "{method} {path}");
        assert!(call["summary"].as_str().is_some_and(|it| !it.is_empty()), "{method} {path}");
        assert!(call["tags"][0].is_string(), "{method} {path}");
        for (status, reply) in call["responses"].as_object().unwrap() {
            assert!(!reply["description"].as_str().unwrap().is_empty(), "{method} {path} {status}");
        }
        for parameter in call["parameters"].as_array().into_iter().flatten() {
            let name = format!("{{{}}}", parameter["name"].as_str().unwrap());
            assert_eq!(parameter["in"] == "path", path.contains(&name), "{method} {path} {name}");
        }
    }
}

#[test]
fn the_page_of_the_api_shows_every_call_without_scripts() {
    let house = House::open();
    let document = json(&mut house.get("/api/v1/openapi.json"));
    for language in ["es", "en"] {
        let page = agent()
            .get(house.url("/api/docs"))
            .header("accept", "text/html")
            .header("accept-language", language);
        let mut page = page.call().unwrap();
        assert_eq!(page.status(), 200);
        let page = text(&mut page);
        for (path, method, _) in calls(&document) {
            assert!(page.contains(&path), "{path}");
            assert!(page.contains(&method.to_uppercase()), "{method}");
        }
        let example = format!("{}/api/v1/calc?expr=2%5E10%20%2B%201/4", house.url(""));
        assert!(page.contains(&example), "no line for a terminal: {example}");
        assert!(!page.contains("src=\"http") && !page.contains("href=\"//"));
    }
}

const PAGES: [&str; 8] =
    ["/", "/calc?expr=1%2F3", "/chat", "/chat/general", "/files", "/people", "/doors", "/api/docs"];

/// Asks for a page again and again; how what it was answered instead of a whole page begins.
fn broken(house: &House, path: &str) -> Vec<String> {
    let pages = (0..60).map(|_| {
        let page = agent().get(house.url(path)).header("accept", "text/html").call();
        page.map_or_else(|error| error.to_string(), |mut page| text(&mut page))
    });
    let broken = pages.filter(|page| !page.contains("</body>") || !page.contains("</html>"));
    broken.map(|page| page.chars().take(200).collect()).collect()
}

#[test]
fn every_page_arrives_whole_however_many_ask_at_once() {
    let house = House::open();
    for path in PAGES {
        std::thread::scope(|scope| {
            let visitors: Vec<_> = (0..4).map(|_| scope.spawn(|| broken(&house, path))).collect();
            for visitor in visitors {
                assert_eq!(visitor.join().unwrap(), Vec::<String>::new(), "{path}");
            }
        });
    }
}

#[test]
fn an_expression_in_the_address_is_answered_on_the_page() {
    let house = House::open();
    let page = |path: &str| {
        let request = agent().get(house.url(path)).header("accept", "text/html");
        request.header("accept-language", "es").call().unwrap()
    };
    let mut exact = page("/calc?expr=0%2C1%2B0%2C2");
    assert_eq!(exact.status(), 200);
    assert!(text(&mut exact).contains(">0,3<"));
    assert!(
        text(&mut page("/calc?expr=1%2F7&digits=50")).contains("142857142857142857142857142857")
    );
    let mut wrong = page("/calc?expr=2%2Bsqrr(4)");
    assert_eq!(wrong.status(), 200, "the page is there, with the place to mend");
    let wrong = text(&mut wrong);
    assert!(wrong.contains("wrong-at__mark") && wrong.contains("¿Quisiste decir sqrt?"));
    assert!(text(&mut page("/calc?expr=9%5E9%5E9%5E9")).contains("números más pequeños"));
}
