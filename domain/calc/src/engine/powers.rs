//! Powers and roots.

use std::cmp::Ordering;

use dashu::base::{Abs, BitTest, Signed};
use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

use super::Engine;
use super::rationals::AbsOf;
use crate::budget::price;
use crate::real::{Applied, Atom, Factors, Real};
use crate::refused::{Kind, Needs, Resource};

/// The primes that integers are searched for.
const PRIMES: [u16; 54] = [
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97,
    101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193,
    197, 199, 211, 223, 227, 229, 233, 239, 241, 251,
];

/// Sums are multiplied out up to this power, while the result has few terms.
const MAX_MULTIPLIED_OUT: u32 = 256;
const MAX_TERMS: usize = 8;

impl Engine {
    /// x^y.
    pub(crate) fn power(&mut self, x: &Real, y: &Real) -> Result<Real, Kind> {
        if let Some(exponent) = y.as_rational() {
            return self.rational_power(x, exponent);
        }
        match self.sign(x)? {
            Ordering::Greater => {
                let ln = self.ln_of_positive(x)?;
                let exponent = self.multiply(y, &ln)?;
                self.exp(&exponent)
            }
            Ordering::Equal if self.sign(y)? == Ordering::Greater => Ok(Real::zero()),
            Ordering::Equal => Err(Kind::DivisionByZero),
            Ordering::Less => Err(domain("^", Needs::WholeExponent)),
        }
    }

    /// x^(a/b).
    pub(crate) fn rational_power(&mut self, x: &Real, exponent: &RBig) -> Result<Real, Kind> {
        if exponent.is_int() {
            return self.whole_power(x, exponent.numerator());
        }
        match self.sign(x)? {
            Ordering::Less => return Err(domain("^", Needs::WholeExponent)),
            Ordering::Equal if exponent.is_negative() => return Err(Kind::DivisionByZero),
            Ordering::Equal => return Ok(Real::zero()),
            Ordering::Greater => {}
        }
        match x {
            Real::Rational(value) => self.radical(value, exponent),
            Real::Sum(_) => self.power_of_positive_sum(x, exponent),
        }
    }

    fn whole_power(&mut self, x: &Real, n: &IBig) -> Result<Real, Kind> {
        match x {
            Real::Rational(value) => match self.power_of_rational(value, n) {
                Err(Kind::Limit { what: Resource::Size }) => self.unwritten_power(value, n),
                power => power.map(Real::Rational),
            },
            _ if n.is_zero() => Ok(Real::one()),
            _ if n.is_negative() => {
                let inverse = self.invert(x)?;
                self.whole_power(&inverse, &-n)
            }
            _ => match x.single() {
                Some(term) => {
                    let coefficient = self.power_of_rational(&term.coefficient, n)?;
                    let factors = raised(&term.factors, &RBig::from(n.clone()));
                    self.product(coefficient, factors)
                }
                None => self.power_of_sum(x, n),
            },
        }
    }

    /// A power of a rational that is too long to be written out: only its leading digits will be.
    fn unwritten_power(&mut self, value: &RBig, n: &IBig) -> Result<Real, Kind> {
        let odd = n.bit(0);
        let sign = if value.is_negative() && odd { -RBig::ONE } else { RBig::ONE };
        let size = Real::Rational(value.clone().abs());
        let piece = self.intern(Atom::Applied(Applied::Itself, size))?;
        self.atoms.set_positive(piece);
        self.product(sign, vec![(piece, RBig::from(n.clone()))])
    }

    /// Multiplied out as long as that stays short, as with sums of one square root.
    fn power_of_sum(&mut self, x: &Real, n: &IBig) -> Result<Real, Kind> {
        let small = u32::try_from(n).ok().filter(|n| *n <= MAX_MULTIPLIED_OUT);
        if let Some(n) = small
            && let Some(power) = self.multiplied_out(x, n)?
        {
            return Ok(power);
        }
        let (leading, piece) = self.as_piece(x)?;
        let coefficient = self.power_of_rational(&leading, n)?;
        self.product(coefficient, vec![(piece, RBig::from(n.clone()))])
    }

    fn multiplied_out(&mut self, x: &Real, n: u32) -> Result<Option<Real>, Kind> {
        let mut result = Real::one();
        for bit in (0..u32::BITS - n.leading_zeros()).rev() {
            result = self.multiply(&result, &result.clone())?;
            if n >> bit & 1 == 1 {
                result = self.multiply(&result, x)?;
            }
            if result.len() > MAX_TERMS {
                return Ok(None);
            }
        }
        Ok(Some(result))
    }

    /// A power of a positive rational, by the primes it is made of.
    fn radical(&mut self, value: &RBig, exponent: &RBig) -> Result<Real, Kind> {
        let above = self.factors_of(value.numerator().clone().abs_of())?;
        let below = self.factors_of(value.denominator().clone())?;
        let mut factors = Factors::new();
        for (base, count) in above {
            let id = self.intern(Atom::Integer(base))?;
            factors.push((id, exponent * RBig::from(count)));
        }
        for (base, count) in below {
            let id = self.intern(Atom::Integer(base))?;
            factors.push((id, -exponent * RBig::from(count)));
        }
        self.product(RBig::ONE, factors)
    }

    /// Takes a product apart if all its parts are known to be positive, else keeps it in one piece.
    fn power_of_positive_sum(&mut self, x: &Real, exponent: &RBig) -> Result<Real, Kind> {
        let apart = x.single().filter(|term| {
            term.coefficient.is_positive()
                && term.factors.iter().all(|(id, _)| self.atoms.is_positive(*id))
        });
        let (coefficient, factors) = match apart {
            Some(term) => (term.coefficient.clone(), raised(&term.factors, exponent)),
            None => {
                let (leading, piece) = self.as_piece(x)?;
                self.atoms.set_positive(piece);
                (leading, vec![(piece, exponent.clone())])
            }
        };
        let outside = self.radical(&coefficient, exponent)?;
        let inside = self.product(RBig::ONE, factors)?;
        self.multiply(&outside, &inside)
    }

    /// The `n`-th root; of a negative number if `n` is odd.
    pub(crate) fn root(&mut self, x: &Real, n: &RBig, name: &str) -> Result<Real, Kind> {
        if n.is_zero() {
            return Err(domain(name, Needs::NotZero));
        }
        let exponent = self.divide_rationals(&RBig::ONE, n)?;
        if self.sign(x)? != Ordering::Less || exponent.is_int() {
            return self.rational_power(x, &exponent);
        }
        if !n.is_int() || (n.numerator() % 2_u8) == 0 {
            return Err(domain(name, Needs::NotNegative));
        }
        let positive = self.negate(x)?;
        let root = self.rational_power(&positive, &exponent)?;
        self.negate(&root)
    }

    /// An integer as powers of small primes and of one number without small prime factors.
    pub(super) fn factors_of(&mut self, n: UBig) -> Result<Vec<(UBig, u32)>, Kind> {
        let words = n.bit_len() as u64 / 64 + 1;
        self.meter.charge(PRIMES.len() as u64 * (words * 3 + 8))?;
        let (mut rest, mut found) = (n, Vec::new());
        for prime in PRIMES {
            if rest.is_one() {
                return Ok(found);
            }
            if (&rest % prime) != 0 {
                continue;
            }
            self.meter.charge(price::divide(rest.bit_len() as u64).saturating_mul(4))?;
            let base = UBig::from(prime);
            let count = rest.remove(&base).unwrap_or(0);
            found.push((base, count as u32));
        }
        if !rest.is_one() {
            found.push(self.without_powers(rest)?);
        }
        Ok(found)
    }

    /// Writes a number without small prime factors as a power of the smallest possible base.
    fn without_powers(&mut self, n: UBig) -> Result<(UBig, u32), Kind> {
        let length = n.bit_len();
        let (mut base, mut power) = (n, 1);
        // Without prime factors below 256 a k-th power has more than 8k bits.
        for k in PRIMES.into_iter().take_while(|k| usize::from(8 * k) < length && *k < 64) {
            loop {
                self.meter.charge(price::copy(base.bit_len() as u64) + 2_000)?;
                if !may_be_power(&base, u64::from(k)) {
                    break;
                }
                let length = base.bit_len() as u64;
                self.meter.charge(price::multiply(length).saturating_mul(200))?;
                let root = base.nth_root(usize::from(k));
                if root.pow(usize::from(k)) != base {
                    break;
                }
                base = root;
                power *= u32::from(k);
            }
        }
        Ok((base, power))
    }
}

/// Whether the remainders of `n` allow it to be a `k`-th power: modulo a prime p = mk + 1 only one
/// in k is one. Eight primes leave few others.
fn may_be_power(n: &UBig, k: u64) -> bool {
    let candidates = (1..).map(|m| 2 * m * k + 1).filter(|p| is_prime(*p));
    candidates.take(8).all(|p| {
        let rest = n % p;
        rest == 0 || power_modulo(rest, (p - 1) / k, p) == 1
    })
}

fn is_prime(p: u64) -> bool {
    (2..).take_while(|d| d * d <= p).all(|d| !p.is_multiple_of(d))
}

/// base^exponent modulo a modulus below 2^32.
fn power_modulo(base: u64, exponent: u64, modulus: u64) -> u64 {
    let (mut result, mut square, mut exponent) = (1, base % modulus, exponent);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * square % modulus;
        }
        square = square * square % modulus;
        exponent >>= 1;
    }
    result
}

/// Every exponent times `by`.
fn raised(factors: &Factors, by: &RBig) -> Factors {
    factors.iter().map(|(id, power)| (*id, power * by)).collect()
}

/// A function met an argument outside its domain.
pub(crate) fn domain(function: &str, needs: Needs) -> Kind {
    Kind::Domain { function: function.to_owned(), needs }
}
