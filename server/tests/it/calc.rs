//! The calculator's doors.

use std::time::Instant;

use serde_json::json;

use crate::house::{HANG, House, agent, assert_problem, json, maloca, text};

#[test]
fn rest_answers_exactly_and_says_when_it_cannot() {
    let house = House::open();
    let mut exact = house.get("/api/v1/calc?expr=0.1%2B0.2");
    let answer = json(&mut exact);
    assert_eq!(
        (answer["result"].as_str(), answer["approximate"].as_bool()),
        (Some("0.3"), Some(false))
    );
    assert!(answer["micros"].is_u64());
    let third = json(&mut house.post("/api/v1/calc", &json!({ "expr": "1/3" })));
    assert_eq!(third["result"], "0.333333333333333");
    assert_eq!(third["approximate"], true);
    let digits = json(&mut house.get("/api/v1/calc?expr=pi&digits=30"));
    assert_eq!(digits["result"], "3.14159265358979323846264338328");
}

#[test]
fn a_wrong_expression_is_a_problem_that_points_at_the_place() {
    let house = House::open();
    let mut wrong = house.get("/api/v1/calc?expr=2%2B%2F3");
    assert_eq!((wrong.status().as_u16(), &json(&mut wrong)["position"]), (422, &json!(2)));
    assert_problem(house.get("/api/v1/calc?expr=9%5E9%5E9%5E9"), 422, "limit");
    assert_problem(house.get("/api/v1/calc"), 400, "bad-request");
    assert_problem(house.get("/api/v1/calc?expr=1&digits=0"), 400, "bad-request");
}

#[test]
fn terminals_get_the_result_alone() {
    let house = House::open();
    assert_eq!(text(&mut house.get("/calc/2%2B2")), "4\n");
    assert_eq!(text(&mut house.get("/calc/7/2")), "3.5\n");
    let wrong = house.get("/calc/2%2B");
    assert_eq!(wrong.status(), 422);
    assert!(wrong.headers()["content-type"].to_str().unwrap().starts_with("text/plain"));
    let local = maloca().args(["calc", "-2^2"]).output().unwrap();
    assert_eq!((local.status.code(), &*local.stdout), (Some(0), &b"-4\n"[..]));
    let failed = maloca().args(["calc", "1/0"]).output().unwrap();
    assert_eq!((failed.status.code(), failed.stdout.len()), (Some(1), 0));
}

#[test]
fn evil_expressions_are_answered_promptly_while_others_go_on() {
    let house = House::open();
    let evil = ["9^9^9^9", "(10^10)!", "1<<100000000", "1e-910001", "2^0.123456789", "10^(10^10)"];
    std::thread::scope(|scope| {
        for expr in evil.iter().cycle().take(24) {
            let house = &house;
            scope.spawn(move || {
                let answer = house.post("/api/v1/calc", &json!({ "expr": expr }));
                assert!([200, 422, 429].contains(&answer.status().as_u16()), "{expr}: {answer:?}");
            });
        }
        let began = Instant::now();
        for _ in 0..50 {
            assert_eq!(text(&mut house.get("/calc/1%2B1")), "2\n");
        }
        assert!(began.elapsed() < HANG);
    });
    for body in ["(".repeat(100_000), "9".repeat(1_000_000)] {
        let answer = house.post("/api/v1/calc", &json!({ "expr": body }));
        assert!([413, 422].contains(&answer.status().as_u16()), "{answer:?}");
    }
    let sum = json(&mut house.post("/api/v1/calc", &json!({ "expr": vec!["1"; 2000].join("+") })));
    assert_eq!(sum["result"], "2000");
    let invalid =
        agent().post(house.url("/api/v1/calc")).send(&b"{\"expr\":\"\xff\"}"[..]).unwrap();
    assert_problem(invalid, 400, "bad-request");
}

#[test]
fn guests_without_the_right_do_not_calculate() {
    let house = House::with(&["--guests", "read"]);
    assert_problem(house.get("/api/v1/calc?expr=1"), 403, "denied");
}
