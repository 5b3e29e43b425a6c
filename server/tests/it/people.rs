//! Names and sessions.

use serde_json::json;

use crate::house::{House, agent, assert_problem, json};

#[test]
fn a_name_belongs_to_the_session_that_took_it() {
    let house = House::open();
    let token = house.enter("ana");
    assert_problem(house.post("/api/v1/sessions", &json!({ "nick": "ANA" })), 409, "conflict");
    assert_eq!(house.leave(&token).status(), 204);
    assert_problem(house.leave(&token), 401, "unauthorized");
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

#[test]
fn whoever_tries_many_invitations_or_tokens_is_told_to_wait() {
    let invitation = "A".repeat(43);
    let accept = |house: &House| {
        let fields = [("invitation", &*invitation), ("nick", "eve")];
        let call = agent().post(house.url("/fn/people/accept")).header("accept", "*/*");
        call.send_form(fields).unwrap().status().as_u16()
    };
    let read = |house: &House| {
        let call = agent().get(house.url("/api/v1/rooms"));
        let call = call.header("authorization", format!("Bearer {invitation}"));
        call.call().unwrap().status().as_u16()
    };
    let tries: [(u16, &dyn Fn(&House) -> u16); 2] = [(410, &accept), (401, &read)];
    for (refused, attempt) in tries {
        let house = House::open();
        let told: Vec<_> = (0..300).map(|_| attempt(&house)).collect();
        assert!(told.iter().all(|status| *status == refused), "{told:?}");
        assert!((0..3_000).any(|_| attempt(&house) == 429));
        assert_eq!(house.get("/api/v1/rooms").status(), 200);
    }
}
