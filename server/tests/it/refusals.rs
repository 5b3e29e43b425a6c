//! One reason has one status, whichever way it was asked.

use serde_json::json;

use crate::house::{House, agent, assert_problem};

/// Calls a server function as the pages' WASM does.
fn call(house: &House, function: &str, fields: &[(&str, &str)]) -> u16 {
    let request = agent().post(house.url(&format!("/fn/{function}")));
    let answer = request.header("accept", "application/json").send_form(fields.iter().copied());
    answer.unwrap().status().as_u16()
}

fn page(house: &House, path: &str) -> u16 {
    let answer = agent().get(house.url(path)).header("accept", "text/html").call().unwrap();
    answer.status().as_u16()
}

#[test]
fn a_refused_server_function_answers_as_the_rest_api_does() {
    let house = House::generous();
    house.enter("ana");
    for nick in ["ana", "", "a:b"] {
        let rest = house.post("/api/v1/sessions", &json!({ "nick": nick })).status().as_u16();
        assert_eq!(call(&house, "people/enter", &[("nick", nick)]), rest, "{nick}");
    }
    let make = |name| call(&house, "files/make-folder", &[("folder", ""), ("name", name)]);
    assert_eq!([make("docs"), make("docs"), make(".."), make(".hidden")], [200, 409, 400, 403]);
    let gone = [("path", "nothing"), ("to", "docs/nothing")];
    assert_eq!(call(&house, "files/relocate", &gone), 404);
    assert_eq!(call(&house, "files/relocate", &[]), 400, "fields are missing");
    let spent = [("invitation", "none"), ("nick", "ben")];
    assert_eq!(call(&house, "people/accept", &spent), 410);
}

#[test]
fn what_guests_may_not_do_is_forbidden_to_server_functions_too() {
    let house = House::open();
    let fields = [("folder", ""), ("name", "docs")];
    assert_eq!(call(&house, "files/make-folder", &fields), 403);
}

#[test]
fn a_page_that_can_show_nothing_else_answers_with_the_status_of_its_failure() {
    let house = House::open();
    for path in
        ["/files/nothing", "/files/a%00b", "/files?cursor=none", "/chat/nowhere", "/chat/A!"]
    {
        let (shown, rest) = (page(&house, path), rest(&house, path));
        assert_eq!(shown, rest, "{path}");
        assert!(shown >= 400, "{path}");
    }
    assert_eq!(page(&house, "/no-such-door"), 404);
    assert_eq!(page(&house, "/calc?expr=1%2B"), 200, "the page shows where to mend it");
}

#[test]
fn below_the_api_everything_unknown_is_a_problem() {
    let house = House::open();
    for path in ["/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/rooms/"] {
        assert_problem(house.get(path), 404, "missing");
    }
}

fn rest(house: &House, path: &str) -> u16 {
    let path = match path.strip_prefix("/chat/") {
        Some(room) => format!("/api/v1/rooms/{room}/messages"),
        None => format!("/api/v1{path}"),
    };
    house.get(&path).status().as_u16()
}

#[test]
fn a_refused_form_leads_back_to_its_page() {
    let house = House::open();
    let answer = agent()
        .post(house.url("/fn/people/enter"))
        .header("accept", "text/html")
        .header("referer", house.url("/people"))
        .send_form([("nick", "")])
        .unwrap();
    assert_eq!(answer.status(), 302);
    assert!(answer.headers()["location"].to_str().unwrap().contains("/people?"), "{answer:?}");
}
