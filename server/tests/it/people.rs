//! Names and sessions.

use serde_json::json;

use crate::house::{House, agent, assert_problem, json};

#[test]
fn a_name_belongs_to_the_session_that_took_it() {
    let house = House::open();
    let token = house.enter("ana");
    assert_problem(house.post("/api/v1/sessions", &json!({ "nick": "ANA" })), 409, "conflict");
    let leave = |token: &str| {
        let bearer = format!("Bearer {token}");
        agent()
            .delete(house.url("/api/v1/sessions/current"))
            .header("authorization", bearer)
            .call()
            .unwrap()
    };
    assert_eq!(leave(&token).status(), 204);
    assert_problem(leave(&token), 401, "unauthorized");
    house.enter("ana");
}

#[test]
fn a_session_is_also_a_cookie_that_scripts_cannot_read() {
    let house = House::open();
    let mut entered = house.post("/api/v1/sessions", &json!({ "nick": "ben" }));
    let cookie = entered.headers()["set-cookie"].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let token = json(&mut entered)["token"].as_str().unwrap().to_owned();
    assert!(cookie.contains(&token));
}

#[test]
fn names_that_are_none_are_refused() {
    let house = House::open();
    for bad in ["", "a:b", "a\nb", &"x".repeat(33)] {
        assert_problem(house.post("/api/v1/sessions", &json!({ "nick": bad })), 422, "invalid");
    }
    assert_problem(house.post("/api/v1/sessions", &json!({ "name": "x" })), 400, "bad-request");
}
