//! Functions by name.

use std::cmp::Ordering;

use dashu::rational::RBig;

use super::{hyperbolic, integers, lists};
use crate::engine::Engine;
use crate::names::Function;
use crate::program::Binary;
use crate::real::Real;
use crate::refused::Kind;

/// Calls a function; the parser has checked how many arguments there are.
pub(super) fn call(
    engine: &mut Engine,
    function: Function,
    arguments: &[Real],
) -> Result<Real, Kind> {
    match arguments {
        [x] => unary(engine, function, x),
        [x, y] => binary(engine, function, x, y),
        _ => lists::call(engine, function, arguments),
    }
}

fn unary(engine: &mut Engine, function: Function, x: &Real) -> Result<Real, Kind> {
    use Function as F;
    let name = function.text();
    match function {
        F::Sqrt => engine.root(x, &RBig::from(2), name),
        F::Cbrt => engine.root(x, &RBig::from(3), name),
        F::Exp => engine.exp(x),
        F::Ln => engine.ln(x, name),
        F::Log | F::Log10 => engine.log(x, &Real::whole(10), name),
        F::Log2 => engine.log(x, &Real::whole(2), name),
        F::Sin => engine.sin(x),
        F::Cos => engine.cos(x),
        F::Tan => engine.tan(x, name),
        F::Sec => inverse_of(engine, Engine::cos, x, name),
        F::Csc => inverse_of(engine, Engine::sin, x, name),
        F::Cot => {
            let (cos, sin) = (engine.cos(x)?, engine.sin(x)?);
            engine.quotient(&cos, &sin, name)
        }
        F::Asin => engine.asin(x, name),
        F::Acos => engine.acos(x),
        F::Atan => engine.atan(x),
        F::Sinh | F::Cosh | F::Tanh | F::Asinh | F::Acosh | F::Atanh => {
            hyperbolic::call(engine, function, x)
        }
        F::Factorial => integers::factorial(engine, x, name),
        _ => rounding(engine, function, x),
    }
}

fn rounding(engine: &mut Engine, function: Function, x: &Real) -> Result<Real, Kind> {
    match function {
        Function::Abs => absolute(engine, x),
        Function::Sign => Ok(Real::whole(engine.sign(x)? as i8)),
        Function::Floor => Ok(Real::whole(engine.floor(x)?)),
        Function::Ceil => {
            let minus = engine.negate(x)?;
            Ok(Real::whole(-engine.floor(&minus)?))
        }
        Function::Round => round(engine, x),
        Function::Trunc => trunc(engine, x),
        Function::Frac => {
            let whole = trunc(engine, x)?;
            engine.subtract(x, &whole)
        }
        _ => lists::call(engine, function, std::slice::from_ref(x)),
    }
}

fn inverse_of(
    engine: &mut Engine,
    of: fn(&mut Engine, &Real) -> Result<Real, Kind>,
    x: &Real,
    name: &str,
) -> Result<Real, Kind> {
    let value = of(engine, x)?;
    engine.quotient(&Real::one(), &value, name)
}

fn absolute(engine: &mut Engine, x: &Real) -> Result<Real, Kind> {
    match engine.sign(x)? {
        Ordering::Less => engine.negate(x),
        _ => Ok(x.clone()),
    }
}

fn trunc(engine: &mut Engine, x: &Real) -> Result<Real, Kind> {
    let size = absolute(engine, x)?;
    let whole = Real::whole(engine.floor(&size)?);
    with_sign_of(engine, x, whole)
}

/// To the nearest whole number, halves away from zero.
fn round(engine: &mut Engine, x: &Real) -> Result<Real, Kind> {
    let size = absolute(engine, x)?;
    let raised = engine.add(&size, &Real::fraction(1, 2))?;
    let whole = Real::whole(engine.floor(&raised)?);
    with_sign_of(engine, x, whole)
}

fn with_sign_of(engine: &mut Engine, x: &Real, size: Real) -> Result<Real, Kind> {
    match engine.sign(x)? {
        Ordering::Less => engine.negate(&size),
        _ => Ok(size),
    }
}

fn binary(engine: &mut Engine, function: Function, x: &Real, y: &Real) -> Result<Real, Kind> {
    use Function as F;
    let name = function.text();
    match function {
        F::Root => match y.as_rational() {
            Some(n) => engine.root(x, &n.clone(), name),
            None => {
                let exponent = engine.invert(y)?;
                engine.power(x, &exponent)
            }
        },
        F::Log => engine.log(x, y, name),
        F::Round => round_to(engine, x, y),
        F::Atan2 => engine.atan2(x, y),
        F::Mod => modulo(engine, x, y),
        F::Div => floor_divide(engine, x, y),
        F::Binomial => integers::binomial(engine, x, y),
        F::Permutations => integers::permutations(engine, x, y),
        _ => lists::call(engine, function, &[x.clone(), y.clone()]),
    }
}

/// To so many decimals; to tens, hundreds, … with a negative number.
fn round_to(engine: &mut Engine, x: &Real, decimals: &Real) -> Result<Real, Kind> {
    let decimals = integers::whole(decimals, "round")?;
    let factor = engine.power_of_rational(&RBig::from(10), &decimals)?;
    let scaled = engine.scale(x, &factor)?;
    let rounded = round(engine, &scaled)?;
    engine.divide(&rounded, &Real::Rational(factor))
}

/// ⌊a / b⌋
pub(super) fn floor_divide(engine: &mut Engine, a: &Real, b: &Real) -> Result<Real, Kind> {
    let quotient = engine.divide(a, b)?;
    Ok(Real::whole(engine.floor(&quotient)?))
}

/// a − b·⌊a / b⌋, which has the sign of b.
pub(super) fn modulo(engine: &mut Engine, a: &Real, b: &Real) -> Result<Real, Kind> {
    let quotient = floor_divide(engine, a, b)?;
    let multiple = engine.multiply(b, &quotient)?;
    engine.subtract(a, &multiple)
}

/// The bitwise operator that a function stands for.
pub(super) fn bitwise_of(function: Function) -> Option<Binary> {
    match function {
        Function::BitAnd => Some(Binary::And),
        Function::BitOr => Some(Binary::Or),
        Function::BitXor => Some(Binary::Xor),
        _ => None,
    }
}
