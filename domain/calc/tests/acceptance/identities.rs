//! Laws of arithmetic, and rationals against the number library itself.

use dashu::rational::RBig;
use maloca_calc::{Budget, Question, evaluate};
use proptest::prelude::*;

fn value(expression: &str) -> String {
    let answer = evaluate(&Question::new(expression).expect("short"), &Budget::default());
    answer.unwrap_or_else(|refused| panic!("{expression}: {refused}")).result
}

#[test]
fn identities_collapse_to_exact_values() {
    for (expression, exact) in [
        ("sqrt(2)^2", "2"),
        ("sqrt(2)*sqrt(3)-sqrt(6)", "0"),
        ("sqrt(8)/sqrt(2)", "2"),
        ("cbrt(2)*cbrt(4)", "2"),
        ("(1+sqrt(2))*(1-sqrt(2))", "-1"),
        ("1/(1+sqrt(2)) + 1 - sqrt(2)", "0"),
        ("phi^2 - phi - 1", "0"),
        ("phi^10 - 55phi - 34", "0"),
        ("sqrt(1+sqrt(2))^2 - sqrt(2)", "1"),
        ("ln(e^15)", "15"),
        ("ln(8)/ln(2)", "3"),
        ("ln(6)-ln(2)-ln(3)", "0"),
        ("log10(10^0.1234)", "0.1234"),
        ("2^(log2(0.1234))", "0.1234"),
        ("exp(ln(7)/2)^2", "7"),
        ("e^pi*e^-pi", "1"),
        ("e^(2ln(3))", "9"),
        ("sin(1)^2+cos(1)^2", "1"),
        ("sin(1)^4 - (1-cos(1)^2)^2", "0"),
        ("cosh(3)^2-sinh(3)^2", "1"),
        ("sinh(1)+cosh(1)-e", "0"),
        ("tan(1)*cos(1)-sin(1)", "0"),
        ("sin(3+2pi)-sin(3)", "0"),
        ("sin(3+pi/2)-cos(3)", "0"),
        ("cos(-2)-cos(2)", "0"),
        ("sin(pi/7)-sin(6pi/7)", "0"),
        ("cos(pi/7)-sin(5pi/14)", "0"),
        ("sin(pi/7)^2+cos(pi/7)^2", "1"),
        ("sin(asin(1/3))", "1/3"),
        ("cos(asin(3/5))", "0.8"),
        ("tan(atan(1/3))*3", "1"),
        ("asin(sin(0.3))", "0.3"),
        ("atan(tan(0.1234))", "0.1234"),
        ("atan(1)*4-pi", "0"),
        ("asin(sqrt(3)/2)*3-pi", "0"),
        ("atan(2-sqrt(3))*12-pi", "0"),
        ("acos(0.5)/pi*3", "1"),
        ("sinh(asinh(3))", "3"),
        ("x = sin(1); x^2/x - x", "0"),
        ("sin(45°)^2", "0.5"),
        ("pi+1-pi", "1"),
        ("x = sin(1)+2; x/x + x - x", "1"),
        ("(pi^2)^0.5 - pi", "0"),
        ("abs(-sqrt(2))*sqrt(2)", "2"),
        ("max(sqrt(2), 7/5, 1.5)", "1.5"),
        ("floor(pi*1000)", "3141"),
        ("7 mod pi - 7 + 2pi", "0"),
    ] {
        let expected = exact.split_once('/').map_or(exact.to_owned(), |_| value(exact));
        assert_eq!(value(expression), expected, "{expression}");
    }
}

/// Pairs of expressions that mean the same number, of which neither form is recognised.
#[test]
fn equal_values_have_equal_digits() {
    for (a, b) in [
        ("sin(2)", "2sin(1)cos(1)"),
        ("exp(1)^3", "exp(3)"),
        ("ln(10)", "ln(2)+ln(5)"),
        ("atan(1/2)+atan(1/3)", "pi/4"),
        ("4atan(1/5)-atan(1/239)", "pi/4"),
        ("acosh(2)", "ln(2+sqrt(3))"),
        ("sqrt(5+2sqrt(6))", "sqrt(2)+sqrt(3)"),
        ("2^0.3*3^0.3", "6^0.3"),
        ("sin(pi/5)", "sqrt((5-sqrt(5))/8)"),
        ("cos(1)^2", "(1+cos(2))/2"),
        ("tanh(0.7)", "sinh(0.7)/cosh(0.7)"),
        ("log(7,3)", "ln(7)/ln(3)"),
        ("asin(0.3)+acos(0.3)", "pi/2"),
        ("atan2(3,-4)", "pi-atan(3/4)"),
    ] {
        assert_eq!(value(a), value(b), "{a} and {b}");
    }
}

fn text(value: &RBig) -> String {
    format!("(({})/({}))", value.numerator(), value.denominator())
}

fn rational() -> impl Strategy<Value = RBig> {
    (any::<i64>(), 1..=u64::MAX)
        .prop_map(|(above, below)| RBig::from_parts(above.into(), below.into()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rationals_are_those_of_the_number_library(a in rational(), b in rational(), c in rational()) {
        let sum = &a * &b + &c - &a;
        let expression = format!("{} * {} + {} - {} - {}", text(&a), text(&b), text(&c), text(&a), text(&sum));
        prop_assert_eq!(value(&expression), "0");
        if b != RBig::ZERO {
            let quotient = &a / &b;
            let expression = format!("{} / {} - {}", text(&a), text(&b), text(&quotient));
            prop_assert_eq!(value(&expression), "0");
        }
    }

    #[test]
    fn division_with_remainder_belongs_together(a: i64, b in 1..1_000_000_i64, sign: bool) {
        let b = if sign { b } else { -b };
        let expression = format!("({a} div {b}) * {b} + ({a} mod {b})");
        prop_assert_eq!(value(&expression), a.to_string());
    }

    #[test]
    fn bitwise_operators_are_those_of_the_machine(a: i64, b: i64, by in 0..60_u32) {
        prop_assert_eq!(value(&format!("({a}) and ({b})")), (a & b).to_string());
        prop_assert_eq!(value(&format!("({a}) or ({b})")), (a | b).to_string());
        prop_assert_eq!(value(&format!("({a}) xor ({b})")), (a ^ b).to_string());
        prop_assert_eq!(value(&format!("({a}) >> {by}")), (a >> by).to_string());
        prop_assert_eq!(value(&format!("~({a})")), (!a).to_string());
    }

    #[test]
    fn addition_commutes_and_multiplication_distributes(a in 1..999_u32, b in 1..999_u32, c in 1..99_u32) {
        let left = value(&format!("(sqrt({a}) + ln({b}+1)) * sin({c})"));
        let right = value(&format!("sin({c})*ln({b}+1) + sin({c})*sqrt({a})"));
        prop_assert_eq!(left, right);
    }
}
