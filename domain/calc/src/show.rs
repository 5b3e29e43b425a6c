//! Values to text: exact where that is short, else proven digits.

use dashu::base::{BitTest, Sign};
use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

use crate::ball::Ball;
use crate::budget::price;
use crate::engine::Engine;
use crate::question::Notation;
use crate::real::Real;
use crate::refused::{Kind, Resource};

/// Exact values with a fraction are written whole up to so many digits.
const EXACT_DIGITS: usize = 60;
/// Approximate values below 10^−6 are written with a power of ten.
const SMALLEST_PLAIN: i64 = -6;

/// A value as text, and whether it is rounded.
pub(crate) struct Shown {
    pub(crate) text: String,
    pub(crate) approximate: bool,
}

/// A decimal number: the digits stand for `d.ddd · 10^exponent`.
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

/// Writes a value, an approximate one with so many significant digits.
pub(crate) fn show(
    engine: &mut Engine,
    value: &Real,
    digits: u16,
    notation: Notation,
) -> Result<Shown, Kind> {
    if let Some(rational) = value.as_rational()
        && let Some(text) = exact(engine, rational, notation)?
    {
        return Ok(Shown { text, approximate: false });
    }
    let text = match approximate(engine, value, digits) {
        // A value in the middle between two roundings shows itself with one digit more.
        Err(Kind::Limit { what: Resource::Precision }) => approximate(engine, value, digits + 1)?,
        decimal => decimal?,
    };
    Ok(Shown { text: text.write(digits, notation), approximate: true })
}

/// The exact text of a rational, if it has an end and is not too long.
fn exact(engine: &mut Engine, value: &RBig, notation: Notation) -> Result<Option<String>, Kind> {
    if value.is_int() {
        return integer(engine, value.numerator());
    }
    let Some(decimals) = decimals(engine, value.denominator())? else { return Ok(None) };
    let scale = UBig::from(10_u8).pow(decimals);
    engine.meter.charge(price::rational(decimals as u64 * 4))?;
    let whole = value * scale;
    let (sign, size) = whole.numerator().clone().into_parts();
    let digits = size.to_string();
    let exponent = digits.len() as i64 - 1 - decimals as i64;
    let length = digits.len().max(decimals + 1);
    let decimal = Decimal { negative: sign == Sign::Negative, digits, exponent };
    Ok(match (decimal.digits.len(), length) {
        (_, ..=EXACT_DIGITS) => Some(decimal.plain(notation)),
        (..=EXACT_DIGITS, _) => Some(decimal.scientific(notation)),
        _ => None,
    })
}

fn integer(engine: &mut Engine, value: &IBig) -> Result<Option<String>, Kind> {
    let bits = value.bit_len() as u64;
    if bits * 30_103 / 100_000 + 1 > engine.meter.budget().output as u64 {
        return Ok(None);
    }
    engine.meter.charge(price::decimal(bits))?;
    Ok(Some(value.to_string()))
}

/// How many decimals a fraction with this denominator has, if it has an end and few enough.
fn decimals(engine: &mut Engine, denominator: &UBig) -> Result<Option<usize>, Kind> {
    // Sixty digits behind 10,000 noughts are the most that is of use.
    if denominator.bit_len() > 40_000 {
        return Ok(None);
    }
    engine.meter.charge(price::divide(denominator.bit_len() as u64).saturating_mul(6))?;
    let mut rest = denominator.clone();
    let twos = rest.remove(&UBig::from(2_u8)).unwrap_or(0);
    let fives = rest.remove(&UBig::from(5_u8)).unwrap_or(0);
    Ok(rest.is_one().then_some(twos.max(fives)))
}

fn approximate(engine: &mut Engine, value: &Real, digits: u16) -> Result<Decimal, Kind> {
    let first = usize::from(digits) * 10 / 3 + 24;
    engine.looking_closer(value, first, |engine, ball| decimal(engine, ball, digits))
}

/// The digits that every real in the ball rounds to.
fn decimal(engine: &mut Engine, ball: &Ball, digits: u16) -> Result<Option<Decimal>, Kind> {
    let Some(sign) = ball.sign() else { return Ok(None) };
    let negative = sign == Sign::Negative;
    let size = if negative { ball.clone().negated() } else { ball.clone() };
    let mut exponent = ((i128::from(size.top()) - 1) * 30_103 / 100_000) as i64 - 1;
    for _ in 0..4 {
        let Some(scaled) = scaled(engine, &size, i64::from(digits) - 1 - exponent)? else {
            return Ok(None);
        };
        let Some(rounded) = scaled.floor(true) else { return Ok(None) };
        let digits_found = rounded.to_string();
        match digits_found.len().cmp(&usize::from(digits)) {
            std::cmp::Ordering::Equal => {
                return Ok(Some(Decimal { negative, digits: digits_found, exponent }));
            }
            std::cmp::Ordering::Greater => exponent += 1,
            std::cmp::Ordering::Less => exponent -= 1,
        }
    }
    Ok(None)
}

/// Multiplied by a power of ten, with the precision that the ball itself has.
fn scaled(engine: &mut Engine, ball: &Ball, tens: i64) -> Result<Option<Ball>, Kind> {
    let precision = ball.middle.bit_len() + 40;
    engine.meter.charge((price::multiply(precision as u64) + 100).saturating_mul(70))?;
    let Some(power) = Ball::integer(IBig::from(10)).power(tens.abs(), precision) else {
        return Ok(None);
    };
    Ok(match tens {
        0.. => Some(ball.multiply(&power, precision)),
        _ => ball.divide(&power, precision),
    })
}

impl Decimal {
    fn write(&self, digits: u16, notation: Notation) -> String {
        if (SMALLEST_PLAIN..i64::from(digits)).contains(&self.exponent) {
            self.plain(notation)
        } else {
            self.scientific(notation)
        }
    }

    fn sign(&self) -> &'static str {
        if self.negative { "-" } else { "" }
    }

    /// `123.45`
    fn plain(&self, notation: Notation) -> String {
        let point = notation.sign();
        let sign = self.sign();
        if self.exponent < 0 {
            let noughts = "0".repeat((-self.exponent - 1) as usize);
            return format!("{sign}0{point}{noughts}{}", self.digits);
        }
        let whole = (self.exponent as usize + 1).min(self.digits.len());
        let (whole, decimals) = self.digits.split_at(whole);
        if decimals.is_empty() {
            return format!("{sign}{whole}");
        }
        format!("{sign}{whole}{point}{decimals}")
    }

    /// `1.2345e100`
    fn scientific(&self, notation: Notation) -> String {
        let (first, decimals) = self.digits.split_at(1);
        let sign = self.sign();
        let exponent = self.exponent;
        if decimals.is_empty() {
            return format!("{sign}{first}e{exponent}");
        }
        format!("{sign}{first}{}{decimals}e{exponent}", notation.sign())
    }
}
