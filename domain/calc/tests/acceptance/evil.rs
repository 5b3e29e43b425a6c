//! Expressions that other calculators hang, crash or lie on.

use maloca_calc::{Budget, Digits, Kind, MAX_EXPR, Question, Refused, Resource, evaluate};

fn result(expression: &str) -> Result<String, Refused> {
    evaluate(&Question::new(expression)?, &Budget::default()).map(|answer| answer.result)
}

fn kind(expression: &str) -> Kind {
    match result(expression) {
        Ok(value) => panic!("{expression} has the value {value}"),
        Err(refused) => refused.kind,
    }
}

#[test]
fn what_is_too_large_is_refused_before_it_is_computed() {
    for expression in [
        "9^9^9^9",
        "(10^10)!",
        "1 << 100000000",
        "1e-910001",
        "1e910001",
        "10^(10^10)",
        "exp(10^12)",
        "exp(-10^12)",
        "2^(10^9+0.5)",
        "ncr(10^15, 10^14)",
        "npr(10^9, 10^8)",
        "lcm(3^400000, 2^600000)*7^300000",
        "e^e^e^e^e",
        "sin(10^1000000)",
        "round(pi, 10^9)",
        "x = 10^500000; x*x*x",
        "(2^1000001)!",
        "2^3000000 mod 7",
        "2^3000001 - 2*2^3000000",
    ] {
        let refused = result(expression).expect_err(expression);
        assert!(refused.is_limit(), "{expression}: {refused}");
    }
}

#[test]
fn hard_expressions_get_their_value() {
    for (expression, expected) in [
        ("e^pi", "23.1406926327793"),
        ("2^0.123456789", "1.08934187034868"),
        ("sinh(100)", "1.34405857090807e43"),
        ("floor(10^20+0.5)", "100000000000000000000"),
        ("sin(10^1000)", "0.653359798210370"),
        ("mean(1,2,3)", "2"),
        ("0^0", "1"),
        ("1e10000/1e9999", "10"),
        ("(-1)^(10^100)", "1"),
        ("0^(10^100)", "0"),
        ("1^(10^100)", "1"),
        ("1 << -100000000000000000000", "0"),
        ("exp(10^8)", "1.54997674664843e43429448"),
        ("sqrt(10^100000)/10^49999", "10"),
        ("2^3000000", "9.70491963890071e903089"),
        ("(1+1/10^7)^(10^7)", "2.71828169254497"),
        ("(-3)^-2000001/3^-2000001", "-1"),
        ("ncr(10^15, 2)", "499999999999999500000000000000"),
    ] {
        assert_eq!(result(expression).as_deref(), Ok(expected), "{expression}");
    }
}

#[test]
fn what_has_no_real_value_says_so() {
    for expression in
        ["tan(pi/2)", "ln(0)", "ln(-1)", "asin(2)", "acosh(0)", "atanh(1)", "sqrt(-1)"]
    {
        assert!(matches!(kind(expression), Kind::Domain { .. }), "{expression}");
    }
    assert_eq!(kind("1/0"), Kind::DivisionByZero);
    assert_eq!(kind("1/(sqrt(2)*sqrt(3)-sqrt(6))"), Kind::DivisionByZero);
    assert_eq!(kind("0^-1"), Kind::DivisionByZero);
    assert_eq!(kind("5 mod 0"), Kind::DivisionByZero);
}

#[test]
fn a_zero_that_cannot_be_proven_is_no_digit() {
    let undecided = Kind::Limit { what: Resource::Precision };
    assert_eq!(kind("sin(2) - 2*sin(1)*cos(1)"), undecided);
    assert_eq!(kind("1/(sin(2) - 2*sin(1)*cos(1))"), undecided);
    assert_eq!(kind("floor(sqrt(2+sqrt(3))*2 - sqrt(6) - sqrt(2))"), undecided);
}

#[test]
fn long_sums_are_linear() {
    let ones = vec!["1"; 2000].join("+");
    assert_eq!(result(&ones).as_deref(), Ok("2000"));
    let roots = (1..400).map(|n| format!("sqrt({n})")).collect::<Vec<_>>().join("+");
    assert_eq!(result(&roots).as_deref(), Ok("5323.12753044153"));
    let thirds = vec!["1/3"; 1000].join("-");
    assert_eq!(result(&thirds).as_deref(), Ok("-332.666666666667"));
}

#[test]
fn deep_nesting_is_refused_at_once() {
    let refused = Question::new("(".repeat(100_000)).expect_err("too long");
    assert_eq!(refused.kind, Kind::TooLong { limit: MAX_EXPR });
    for part in ["(", "[", "-", "+", "sin ", "√", "2^", "abs(", "1+(", "~", "x=", "sqrt "] {
        let refused = result(&part.repeat(MAX_EXPR / part.len())).expect_err("has no end");
        assert!(refused.position <= MAX_EXPR, "{part}");
    }
    let balanced = format!("{}1{}", "(".repeat(2000), ")".repeat(2000));
    assert_eq!(kind(&balanced), Kind::TooDeep { limit: 200 });
    let allowed = format!("{}1{}", "(".repeat(190), ")".repeat(190));
    assert_eq!(result(&allowed).as_deref(), Ok("1"));
}

#[test]
fn a_megabyte_of_digits_is_too_long() {
    let refused = Question::new("9".repeat(1 << 20)).expect_err("too long");
    assert_eq!(refused.kind, Kind::TooLong { limit: MAX_EXPR });
    assert_eq!(result(&"9".repeat(MAX_EXPR)).map(|digits| digits.len()), Ok(MAX_EXPR));
}

#[test]
fn long_chains_of_functions_end() {
    for part in
        ["sin(1)*", "sqrt(2)*", "(1+sqrt(2))*", "(pi+e)^2*", "exp(sin(1))+", "2^0.3*", "ln(7)/"]
    {
        let chain = format!("{}1", part.repeat((MAX_EXPR - 1) / part.len()));
        if let Err(refused) = result(&chain) {
            assert!(refused.is_limit(), "{part}: {refused}");
        }
    }
}

#[test]
fn a_quick_budget_hands_over_what_is_long() {
    let quick = Budget::quick();
    let of = |text: &str| evaluate(&Question::new(text).expect("short"), &quick);
    assert_eq!(of("1+2*3").map(|answer| answer.result).as_deref(), Ok("7"));
    assert_eq!(of("sin(pi/3)").map(|answer| answer.approximate), Ok(true));
    assert_eq!(of("100!").map(|answer| answer.result.len()), Ok(158));
    for long in ["10000!", "2^1000000", "sin(10^1000)"] {
        assert!(of(long).is_err_and(|refused| refused.is_limit()), "{long}");
    }
    let many = Digits::new(1000).expect("allowed");
    let question = Question::new("atan(1/3)").expect("short").with_digits(many);
    assert!(evaluate(&question, &quick).is_err_and(|refused| refused.is_limit()));
}

#[test]
fn whole_numbers_are_whole_up_to_the_output_limit() {
    assert_eq!(result("10000!").map(|digits| digits.len()), Ok(35_660));
    assert_eq!(result("100000!").as_deref(), Ok("2.82422940796035e456573"));
}
