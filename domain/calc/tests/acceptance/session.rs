//! Variables from one expression to the next.

use maloca_calc::{Budget, Kind, Notation, Question, Resource, Scope, evaluate, evaluate_in};

fn run(scope: &mut Scope, expression: &str) -> Result<String, Kind> {
    let question = Question::new(expression).expect("short");
    evaluate_in(&question, &Budget::default(), scope)
        .map(|answer| answer.result)
        .map_err(|refused| refused.kind)
}

#[test]
fn a_value_is_kept_exactly() {
    let mut scope = Scope::default();
    assert_eq!(run(&mut scope, "x = sqrt(2)").as_deref(), Ok("1.41421356237310"));
    assert_eq!(run(&mut scope, "x^2").as_deref(), Ok("2"));
    assert_eq!(run(&mut scope, "ans * 3").as_deref(), Ok("6"));
    assert_eq!(run(&mut scope, "ans + ans").as_deref(), Ok("12"));
    assert_eq!(scope.names().collect::<Vec<_>>(), ["ans", "x"]);
    scope.clear();
    assert!(run(&mut scope, "x").is_err());
}

#[test]
fn an_error_keeps_what_was_there() {
    let mut scope = Scope::default();
    assert_eq!(run(&mut scope, "x = 2").as_deref(), Ok("2"));
    assert_eq!(run(&mut scope, "x = 1/0"), Err(Kind::DivisionByZero));
    assert_eq!(run(&mut scope, "x + ans").as_deref(), Ok("4"));
}

#[test]
fn names_are_bounded_in_number_and_size() {
    let full = Err(Kind::Limit { what: Resource::Variables });
    let mut scope = Scope::default();
    for n in 0..63 {
        assert_eq!(run(&mut scope, &format!("v{n} = {n}")), Ok(n.to_string()));
    }
    assert_eq!(run(&mut scope, "one_too_many = 1"), full);
    assert_eq!(run(&mut scope, "v0 = 7").as_deref(), Ok("7"));
    let mut scope = Scope::default();
    assert!(run(&mut scope, "a = 2^2000000; 1").is_ok());
    assert!(run(&mut scope, "b = 2^2000000; 1").is_ok());
    assert_eq!(run(&mut scope, "c = 2^2000000; 1"), full);
}

#[test]
fn a_long_session_forgets_what_no_variable_uses() {
    let mut scope = Scope::default();
    assert!(run(&mut scope, "x = sin(1) + sqrt(2)").is_ok());
    for n in 2..3000 {
        assert!(run(&mut scope, &format!("y = sin({n}) + ln({n})")).is_ok(), "{n}");
    }
    assert_eq!(run(&mut scope, "x - sqrt(2) - sin(1)").as_deref(), Ok("0"));
    assert_eq!(run(&mut scope, "x").as_deref(), Ok("2.25568454718099"));
}

#[test]
fn a_near_name_is_suggested_among_variables_too() {
    let mut scope = Scope::default();
    assert!(run(&mut scope, "height = 3").is_ok());
    let kind = run(&mut scope, "heigth + 1").expect_err("unknown");
    let suggestion = Some("height".to_owned());
    assert_eq!(kind, Kind::UnknownName { name: "heigth".to_owned(), suggestion });
}

fn after(lines: &str, expression: &str, budget: &Budget) -> Result<String, Kind> {
    let question = Question::new(expression).and_then(|question| question.after(lines));
    evaluate(&question.map_err(|refused| refused.kind)?, budget)
        .map(|answer| answer.result)
        .map_err(|refused| refused.kind)
}

#[test]
fn a_question_knows_the_lines_before_it_exactly() {
    let budget = Budget::default();
    assert_eq!(after("x = 1/3\n2x", "ans + x", &budget).as_deref(), Ok("1"));
    assert_eq!(after("7\n1/0\n2+", "ans", &budget).as_deref(), Ok("7"), "errors change nothing");
    assert_eq!(after("x = 3; 1.5\n\n", "x + ans", &budget).as_deref(), Ok("4.5"));
    let comma = Question::new("ans + 0,25").and_then(|question| question.after("0.5"));
    let comma = comma.expect("short").with_notation(Notation::Comma);
    assert_eq!(evaluate(&comma, &budget).expect("a value").result, "0,75");
}

#[test]
fn lines_before_a_question_share_its_budget() {
    let quick = Budget::quick();
    let limit = Err(Kind::Limit { what: Resource::Work });
    assert_eq!(after("20000!", "1", &quick), limit);
    assert_eq!(after(&"200!\n".repeat(800), "1", &quick), limit);
    assert_eq!(after(&"1".repeat(5000), "1", &quick), Err(Kind::TooLong { limit: 4096 }));
}
