//! Hyperbolic functions and their inverses, written with exp, ln and roots.

use std::cmp::Ordering;

use dashu::rational::RBig;

use crate::engine::Engine;
use crate::names::Function;
use crate::real::Real;
use crate::refused::{Kind, Needs};

pub(super) fn call(engine: &mut Engine, function: Function, x: &Real) -> Result<Real, Kind> {
    match function {
        Function::Sinh => half_of_exponentials(engine, x, -1),
        Function::Cosh => half_of_exponentials(engine, x, 1),
        Function::Tanh => tanh(engine, x),
        Function::Asinh => asinh(engine, x),
        Function::Acosh => acosh(engine, x),
        _ => atanh(engine, x),
    }
}

fn half() -> RBig {
    RBig::from_parts(1.into(), 2_u8.into())
}

/// (eˣ ± e⁻ˣ) / 2
fn half_of_exponentials(engine: &mut Engine, x: &Real, sign: i8) -> Result<Real, Kind> {
    let up = engine.exp(x)?;
    let down = engine.invert(&up)?;
    let down = engine.scale(&down, &RBig::from(sign))?;
    let sum = engine.add(&up, &down)?;
    engine.scale(&sum, &half())
}

/// (e²ˣ − 1) / (e²ˣ + 1)
fn tanh(engine: &mut Engine, x: &Real) -> Result<Real, Kind> {
    let twice = engine.scale(x, &RBig::from(2))?;
    let square = engine.exp(&twice)?;
    let above = engine.subtract(&square, &Real::one())?;
    let below = engine.add(&square, &Real::one())?;
    engine.divide(&above, &below)
}

/// ln(x + √(x² + 1)), odd
fn asinh(engine: &mut Engine, x: &Real) -> Result<Real, Kind> {
    if engine.sign(x)? == Ordering::Less {
        let positive = engine.negate(x)?;
        let value = asinh(engine, &positive)?;
        return engine.negate(&value);
    }
    with_root(engine, x, 1)
}

/// ln(x + √(x² − 1))
fn acosh(engine: &mut Engine, x: &Real) -> Result<Real, Kind> {
    if engine.compare(x, &Real::one())? == Ordering::Less {
        return Err(Kind::Domain { function: "acosh".to_owned(), needs: Needs::AtLeastOne });
    }
    with_root(engine, x, -1)
}

/// ln(x + √(x² ± 1))
fn with_root(engine: &mut Engine, x: &Real, one: i8) -> Result<Real, Kind> {
    let square = engine.multiply(x, x)?;
    let inside = engine.add(&square, &Real::whole(one))?;
    let root = engine.root(&inside, &RBig::from(2), "sqrt")?;
    let sum = engine.add(x, &root)?;
    engine.ln(&sum, "ln")
}

/// ln((1 + x) / (1 − x)) / 2
fn atanh(engine: &mut Engine, x: &Real) -> Result<Real, Kind> {
    engine.require_within_one(x, Needs::InsideOne, "atanh")?;
    let above = engine.add(&Real::one(), x)?;
    let below = engine.subtract(&Real::one(), x)?;
    let quotient = engine.divide(&above, &below)?;
    let ln = engine.ln(&quotient, "atanh")?;
    engine.scale(&ln, &half())
}
