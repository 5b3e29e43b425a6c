//! Every ball has to contain the true value. The second opinion is dashu's own correctly rounded
//! functions with more than twice the bits.

use dashu::base::Abs;
use dashu::float::{ConstCache, Context, Repr, round::mode::HalfEven};
use dashu::integer::IBig;
use dashu::rational::RBig;
use proptest::prelude::*;

use super::{Ball, Constants};

/// `value · 2^exponent`, exactly.
fn exact(value: &IBig, exponent: i64) -> RBig {
    let power = RBig::from(IBig::ONE << exponent.unsigned_abs() as usize);
    RBig::from(value.clone()) * if exponent < 0 { RBig::ONE / power } else { power }
}

fn radius(ball: &Ball) -> RBig {
    // Far below every ball of these tests.
    exact(&ball.radius.units(-4000), -4000)
}

/// Asserts that the ball contains `truth` and is as narrow as was asked for.
fn check(ball: &Ball, truth: &RBig, precision: usize, what: &str) {
    let (middle, radius) = (exact(&ball.middle, ball.exponent), radius(ball));
    assert!((&middle - truth).abs() <= radius, "{what} is outside its ball");
    let wide = exact(&IBig::ONE, 12 - precision as i64);
    assert!(radius <= wide.clone() * (middle.abs() + RBig::ONE), "{what} has a wide ball");
}

fn reference(x: &Repr<2>, precision: usize, function: &str) -> RBig {
    let (context, mut cache) = (Context::<HalfEven>::new(2 * precision + 300), ConstCache::new());
    let cache = Some(&mut cache);
    let value = match function {
        "exp" => context.exp(x, cache),
        "ln" => context.ln(x, cache),
        "sin" => context.sin(x, cache),
        "cos" => context.cos(x, cache),
        "asin" => context.asin(x, cache),
        "sqrt" => context.sqrt(x),
        _ => context.atan(x, cache),
    };
    let (value, exponent) = value.expect("defined").value().into_repr().into_parts();
    exact(&value, exponent as i64)
}

fn evaluate(ball: &Ball, precision: usize, function: &str) -> Option<Ball> {
    let constants = &mut Constants::default();
    match function {
        "exp" => ball.exp(precision, constants),
        "ln" => ball.ln(precision, constants),
        "sin" => Some(ball.sin_cos(precision, constants).0),
        "cos" => Some(ball.sin_cos(precision, constants).1),
        "asin" => ball.asin(precision, constants),
        "sqrt" => ball.sqrt(precision),
        _ => ball.atan(precision, constants),
    }
}

/// Compares at `value · 2^exponent`.
fn compare(value: i64, exponent: i64, precision: usize, function: &str) {
    let ball = Ball { exponent, ..Ball::integer(value.into()) };
    let Some(result) = evaluate(&ball, precision, function) else {
        panic!("{function} of {value}·2^{exponent} has no ball");
    };
    let truth = reference(&Repr::new(value.into(), exponent as isize), precision, function);
    check(&result, &truth, precision, &format!("{function}({value}·2^{exponent}) at {precision}"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn functions_of_every_size_are_inside_their_ball(
        value in any::<i64>().prop_filter("zero is exact", |value| *value != 0),
        exponent in -130..-40_i64,
        precision in 32..400_usize,
    ) {
        for function in ["sin", "cos", "atan"] {
            compare(value, exponent, precision, function);
        }
        let positive = value.saturating_abs();
        compare(positive, exponent, precision, "ln");
        compare(positive, exponent, precision, "sqrt");
        compare(value, exponent.min(-56), precision, "exp");
        compare(value, exponent.min(-64), precision, "asin");
    }

    #[test]
    fn logarithms_near_one_are_inside_their_ball(offset in -1000..1000_i64, shift in 12..62_u32, precision in 32..400_usize) {
        let near = (1_i64 << shift) + offset;
        compare(near, -i64::from(shift), precision, "ln");
    }

    #[test]
    fn arithmetic_is_inside_its_ball(a: i64, b: i64, c in 1..i64::MAX, scale in -200..200_i64, precision in 20..200_usize) {
        let (x, y) = (RBig::from_parts(a.into(), (c as u64).into()), exact(&b.into(), scale));
        let (p, q) = (Ball::rational(&x, precision), Ball::rational(&y, precision));
        let holds = |ball: &Ball, truth: &RBig| (exact(&ball.middle, ball.exponent) - truth).abs() <= radius(ball);
        prop_assert!(holds(&p, &x) && holds(&q, &y));
        prop_assert!(holds(&p.add(&q, precision), &(&x + &y)));
        prop_assert!(holds(&p.subtract(&q, precision), &(&x - &y)));
        prop_assert!(holds(&p.multiply(&q, precision), &(&x * &y)));
        if let Some(quotient) = p.divide(&q, precision) {
            prop_assert!(holds(&quotient, &(&x / &y)));
        }
        if let Some(power) = p.power(5, precision) {
            prop_assert!(holds(&power, &x.pow(5)));
        }
        if let Some(whole) = p.floor(false) {
            prop_assert_eq!(whole, x.floor());
        }
    }

    #[test]
    fn a_wide_argument_makes_a_ball_that_holds_both_ends(value in 1..1_000_000_i64, spread in 1..40_u32) {
        // x ± r with r far above the rounding: the values at both ends have to be inside.
        let exponent = -20;
        let radius_of_x = super::Magnitude::new(1 << spread, exponent - 42);
        let ball = Ball { exponent, radius: radius_of_x, ..Ball::integer(value.into()) };
        for function in ["sin", "cos", "atan", "ln", "exp", "sqrt"] {
            let Some(result) = evaluate(&ball, 128, function) else { continue };
            let (middle, radius) = (exact(&result.middle, result.exponent), radius(&result));
            for end in [-1_i64, 1] {
                let x: IBig = (IBig::from(value) << 42) + (IBig::from(end) << spread as usize);
                let truth = reference(&Repr::new(x, (exponent - 42) as isize), 128, function);
                prop_assert!((&middle - &truth).abs() <= radius, "{} {}", function, end);
            }
        }
    }
}

#[test]
fn high_precisions_are_right_too() {
    for precision in [1000, 3400] {
        for function in ["exp", "ln", "sin", "cos", "atan", "asin", "sqrt"] {
            compare(0x1234_5678_9abc, -48, precision, function);
        }
    }
}

#[test]
fn constants_are_right() {
    let mut constants = Constants::default();
    for bits in [10, 100, 1000, 5000] {
        let pi = Context::<HalfEven>::new(bits + 64).pi::<2>(None).value().into_repr();
        let (value, exponent) = pi.into_parts();
        let distance = exact(&constants.pi(bits), -(bits as i64)) - exact(&value, exponent as i64);
        assert!(distance.abs() <= exact(&IBig::from(2), -(bits as i64)), "π to {bits} bits");
        let two = Repr::new(2.into(), 0);
        let distance = exact(&constants.ln2(bits), -(bits as i64)) - reference(&two, bits, "ln");
        assert!(distance.abs() <= exact(&IBig::from(2), -(bits as i64)), "ln 2 to {bits} bits");
    }
}
