//! Functions of any number of arguments.

use std::cmp::Ordering;

use dashu::integer::IBig;
use dashu::rational::RBig;

use super::{functions, integers};
use crate::engine::Engine;
use crate::names::Function;
use crate::real::Real;
use crate::refused::Kind;

pub(super) fn call(
    engine: &mut Engine,
    function: Function,
    arguments: &[Real],
) -> Result<Real, Kind> {
    match function {
        Function::Min => extreme(engine, arguments, Ordering::Less),
        Function::Max => extreme(engine, arguments, Ordering::Greater),
        Function::Sum => sum(engine, arguments),
        Function::Mean => {
            let sum = sum(engine, arguments)?;
            engine.divide(&sum, &Real::whole(arguments.len()))
        }
        Function::Median => median(engine, arguments),
        Function::Hypot => hypot(engine, arguments),
        Function::Gcd => folded(engine, arguments, function, integers::gcd),
        Function::Lcm => folded(engine, arguments, function, integers::lcm),
        _ => bitwise(engine, function, arguments),
    }
}

fn wrong_arguments(function: Function, given: usize) -> Kind {
    let (least, most) = function.arity();
    Kind::WrongArguments { function: function.text().to_owned(), least, most, given }
}

fn extreme(engine: &mut Engine, arguments: &[Real], wanted: Ordering) -> Result<Real, Kind> {
    let mut best = arguments.first().cloned().unwrap_or(Real::zero());
    for x in arguments.iter().skip(1) {
        if engine.compare(x, &best)? == wanted {
            best = x.clone();
        }
    }
    Ok(best)
}

fn sum(engine: &mut Engine, arguments: &[Real]) -> Result<Real, Kind> {
    let mut total = Real::zero();
    for x in arguments {
        total = engine.add(&total, x)?;
    }
    Ok(total)
}

fn median(engine: &mut Engine, arguments: &[Real]) -> Result<Real, Kind> {
    let sorted = sorted(engine, arguments)?;
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle).cloned().unwrap_or(Real::zero());
    if sorted.len() % 2 == 1 || middle == 0 {
        return Ok(upper);
    }
    let sum = engine.add(&sorted[middle - 1], &upper)?;
    engine.scale(&sum, &RBig::from_parts(1.into(), 2_u8.into()))
}

/// By binary insertion: a comparison may be refused, which the library's sort cannot express.
fn sorted(engine: &mut Engine, values: &[Real]) -> Result<Vec<Real>, Kind> {
    let mut sorted: Vec<Real> = Vec::with_capacity(values.len());
    for x in values {
        let (mut low, mut high) = (0, sorted.len());
        engine.meter.charge(sorted.len() as u64)?;
        while low < high {
            let middle = (low + high) / 2;
            match engine.compare(x, &sorted[middle])? {
                Ordering::Less => high = middle,
                _ => low = middle + 1,
            }
        }
        sorted.insert(low, x.clone());
    }
    Ok(sorted)
}

fn hypot(engine: &mut Engine, arguments: &[Real]) -> Result<Real, Kind> {
    let mut total = Real::zero();
    for x in arguments {
        let square = engine.multiply(x, x)?;
        total = engine.add(&total, &square)?;
    }
    engine.root(&total, &RBig::from(2), "hypot")
}

fn folded(
    engine: &mut Engine,
    arguments: &[Real],
    function: Function,
    operation: fn(&mut Engine, IBig, IBig) -> Result<IBig, Kind>,
) -> Result<Real, Kind> {
    let mut numbers = arguments.iter().map(|x| integers::whole(x, function.text()));
    let mut result = numbers.next().unwrap_or(Ok(IBig::ZERO))?;
    result = operation(engine, result.clone(), result)?;
    for number in numbers {
        result = operation(engine, result, number?)?;
    }
    Ok(Real::whole(result))
}

fn bitwise(engine: &mut Engine, function: Function, arguments: &[Real]) -> Result<Real, Kind> {
    let Some(binary) = functions::bitwise_of(function) else {
        return Err(wrong_arguments(function, arguments.len()));
    };
    let mut result = arguments.first().cloned().unwrap_or(Real::zero());
    for x in arguments.iter().skip(1) {
        result = integers::bitwise(engine, binary, &result, x)?;
    }
    Ok(result)
}
