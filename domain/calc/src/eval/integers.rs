//! Operations on whole numbers; each is paid before it is done.

use std::ops::Range;

use dashu::base::{BitTest, Gcd, Sign, Signed};
use dashu::integer::{IBig, UBig};

use crate::budget::price;
use crate::engine::Engine;
use crate::program::Binary;
use crate::real::Real;
use crate::refused::{Kind, Needs, Resource};

/// The whole number, or a refusal in the name of `function`.
pub(super) fn whole(x: &Real, function: &str) -> Result<IBig, Kind> {
    match x.as_rational() {
        Some(value) if value.is_int() => Ok(value.numerator().clone()),
        _ => Err(Kind::NotAnInteger { function: function.to_owned() }),
    }
}

fn not_negative(x: &Real, function: &str) -> Result<UBig, Kind> {
    match whole(x, function)?.into_parts() {
        (Sign::Positive, value) => Ok(value),
        _ => Err(Kind::Domain { function: function.to_owned(), needs: Needs::NotNegative }),
    }
}

/// A count that an operation is repeated for; larger ones are beyond every budget.
fn count(x: &UBig) -> Result<u64, Kind> {
    u64::try_from(x).map_err(|_| Kind::Limit { what: Resource::Size })
}

/// n!
pub(super) fn factorial(engine: &mut Engine, x: &Real, name: &str) -> Result<Real, Kind> {
    let n = count(&not_negative(x, name)?)?;
    product(engine, 1..n.saturating_add(1)).map(Real::whole)
}

/// n! / (n − k)!
pub(super) fn permutations(engine: &mut Engine, n: &Real, k: &Real) -> Result<Real, Kind> {
    let (n, k) = (count(&not_negative(n, "npr")?)?, not_negative(k, "npr")?);
    match u64::try_from(k) {
        Ok(k) if k <= n => product(engine, n - k + 1..n.saturating_add(1)).map(Real::whole),
        _ => Ok(Real::zero()),
    }
}

/// n! / (k! (n − k)!)
pub(super) fn binomial(engine: &mut Engine, n: &Real, k: &Real) -> Result<Real, Kind> {
    let (n, k) = (not_negative(n, "binomial")?, not_negative(k, "binomial")?);
    if k > n {
        return Ok(Real::zero());
    }
    let k = count(&k.clone().min(&n - k))?;
    let n = count(&n)?;
    let above = product(engine, n - k + 1..n.saturating_add(1))?;
    let below = product(engine, 1..k + 1)?;
    engine.meter.charge(price::divide(above.bit_len() as u64))?;
    Ok(Real::whole(above / below))
}

/// The product of consecutive numbers.
fn product(engine: &mut Engine, range: Range<u64>) -> Result<UBig, Kind> {
    let length = range.end.saturating_sub(range.start);
    let each = u64::from(u64::BITS - range.end.leading_zeros());
    let bits = length.saturating_mul(each);
    engine.meter.reserve(bits.saturating_sub(length))?;
    let levels = u64::from(u64::BITS - length.leading_zeros());
    engine.meter.charge(length.saturating_mul(20))?;
    engine.meter.charge(price::multiply(bits).saturating_mul(levels.min(4)))?;
    Ok(halves(range))
}

/// Multiplies the two halves of a range, so that factors are of like size.
fn halves(range: Range<u64>) -> UBig {
    let length = range.end.saturating_sub(range.start);
    if length <= 16 {
        return range.fold(UBig::ONE, |product, n| product * n);
    }
    let middle = range.start + length / 2;
    halves(range.start..middle) * halves(middle..range.end)
}

/// ~n = −n − 1
pub(super) fn not(engine: &mut Engine, x: &Real) -> Result<Real, Kind> {
    let n = whole(x, "~")?;
    engine.meter.reserve(n.bit_len() as u64 + 1)?;
    Ok(Real::whole(!n))
}

/// And, or, exclusive or, of two's complement numbers without end.
pub(super) fn bitwise(
    engine: &mut Engine,
    binary: Binary,
    a: &Real,
    b: &Real,
) -> Result<Real, Kind> {
    let (a, b) = (whole(a, binary.text())?, whole(b, binary.text())?);
    engine.meter.reserve(a.bit_len().max(b.bit_len()) as u64 + 1)?;
    Ok(Real::whole(match binary {
        Binary::And => a & b,
        Binary::Or => a | b,
        _ => a ^ b,
    }))
}

/// Shifts by b bits; to the right it rounds down.
pub(super) fn shift(engine: &mut Engine, a: &Real, b: &Real, left: bool) -> Result<Real, Kind> {
    let name = if left { "<<" } else { ">>" };
    let (a, b) = (whole(a, name)?, whole(b, name)?);
    let left = left != b.is_negative();
    let by = u64::try_from(b.into_parts().1).unwrap_or(u64::MAX);
    let length = a.bit_len() as u64;
    if left {
        engine.meter.reserve(length.saturating_add(by))?;
        return Ok(Real::whole(if a.is_zero() { a } else { a << by as usize }));
    }
    engine.meter.reserve(length)?;
    Ok(Real::whole(a >> by.min(length + 1) as usize))
}

/// The greatest common divisor.
pub(super) fn gcd(engine: &mut Engine, a: IBig, b: IBig) -> Result<IBig, Kind> {
    if a.is_zero() && b.is_zero() {
        return Ok(a);
    }
    engine.meter.charge(price::gcd(a.bit_len().max(b.bit_len()) as u64))?;
    Ok(IBig::from(a.gcd(b)))
}

/// The least common multiple.
pub(super) fn lcm(engine: &mut Engine, a: IBig, b: IBig) -> Result<IBig, Kind> {
    if a.is_zero() || b.is_zero() {
        return Ok(IBig::ZERO);
    }
    let bits = (a.bit_len() + b.bit_len()) as u64;
    engine.meter.reserve(bits)?;
    engine.meter.charge(price::divide(bits))?;
    let divisor = gcd(engine, a.clone(), b.clone())?;
    let (_, size) = (a / divisor * b).into_parts();
    Ok(size.into())
}
