//! Numbers as displays show them: a value and the place of the last digit.

use dashu::base::Abs;
use dashu::integer::IBig;
use dashu::rational::RBig;

/// A number that was written with a certain number of digits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decimal {
    pub(crate) value: RBig,
    /// The power of ten of the last digit.
    last: i64,
    /// Significant digits, trailing zeros included.
    digits: usize,
}

/// 10^n
pub(crate) fn ten_to(n: i64) -> RBig {
    let power = RBig::from(IBig::from(10).pow(n.unsigned_abs() as usize));
    if n < 0 { RBig::ONE / power } else { power }
}

impl Decimal {
    /// Reads `-12.50`, `1.5e-10`, `0xff`, `0b11`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, size) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let decimal = match size.get(..2) {
            Some("0x") => Self::integer(IBig::from_str_radix(&size[2..], 16).ok()?),
            Some("0b") => Self::integer(IBig::from_str_radix(&size[2..], 2).ok()?),
            _ => Self::plain(size)?,
        };
        let value = if negative { -decimal.value } else { decimal.value };
        Some(Decimal { value, ..decimal })
    }

    fn integer(value: IBig) -> Self {
        let digits = value.to_string().len();
        Decimal { value: value.into(), last: 0, digits }
    }

    fn plain(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{decimals}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = all.trim_start_matches('0').len().max(1);
        let last = exponent - decimals.len() as i64;
        let value = RBig::from(all.parse::<IBig>().ok()?) * ten_to(last);
        Some(Decimal { value, last, digits })
    }

    /// How many significant digits are shown.
    pub(crate) fn digits(&self) -> usize {
        self.digits
    }

    /// One unit in the place of the last of `at_least` or more digits.
    pub(crate) fn unit(&self, at_least: usize) -> RBig {
        ten_to(self.last - at_least.saturating_sub(self.digits) as i64)
    }

    /// Whether this is the true value, known to `known` digits, rounded to nearest.
    pub(crate) fn is_rounding_of(&self, truth: &Decimal, known: usize) -> bool {
        let distance = (&self.value - &truth.value).abs();
        let slack = truth.unit(known);
        distance <= self.unit(0) / RBig::from(2) + slack
    }
}
