//! Runs a [`Program`] on a stack, under the budget.

use dashu::rational::RBig;

use crate::engine::Engine;
use crate::lexer::Span;
use crate::names::{self, Constant};
use crate::program::{Binary, Operation, Program, Step, Unary};
use crate::real::Real;
use crate::refused::{Kind, Refused};
use crate::scope::Scope;

mod functions;
mod hyperbolic;
mod integers;
mod lists;

/// The value of the last statement; variables are read from and stored into `scope`.
pub(crate) fn run(
    program: &Program,
    engine: &mut Engine,
    scope: &mut Scope,
) -> Result<Real, Refused> {
    let mut machine = Machine { stack: Vec::new(), engine, scope };
    for Step { operation, at } in &program.steps {
        machine.step(operation).map_err(|kind| at.refuse(kind))?;
    }
    machine.pop().map_err(|kind| Span { start: 0, length: 0 }.refuse(kind))
}

struct Machine<'a> {
    stack: Vec<Real>,
    engine: &'a mut Engine,
    scope: &'a mut Scope,
}

impl Machine<'_> {
    /// The parser leaves an operand for every operation; an empty stack would be its mistake.
    fn pop(&mut self) -> Result<Real, Kind> {
        self.stack.pop().ok_or(Kind::UnexpectedEnd)
    }

    fn step(&mut self, operation: &Operation) -> Result<(), Kind> {
        self.engine.meter.charge(60)?;
        let value = match operation {
            Operation::Number(value, _) => self.number(value)?,
            Operation::Constant(constant) => self.constant(*constant)?,
            Operation::Variable(name) => self.variable(name)?,
            Operation::Unary(unary) => {
                let x = self.pop()?;
                self.unary(*unary, x)?
            }
            Operation::Binary(binary) => {
                let (b, a) = (self.pop()?, self.pop()?);
                self.binary(*binary, &a, &b)?
            }
            Operation::Call(function, given) => {
                let first = self.stack.len().saturating_sub(*given);
                let arguments = self.stack.split_off(first);
                functions::call(self.engine, *function, &arguments)?
            }
            Operation::Assign(name) => {
                let value = self.pop()?;
                self.scope.set(name, value.clone(), self.engine)?;
                value
            }
            Operation::Discard => return self.pop().map(drop),
        };
        self.stack.push(value);
        Ok(())
    }

    fn number(&mut self, value: &RBig) -> Result<Real, Kind> {
        self.engine.meter.reserve(crate::real::bits(value))?;
        Ok(Real::Rational(value.clone()))
    }

    fn constant(&mut self, constant: Constant) -> Result<Real, Kind> {
        let engine = &mut *self.engine;
        match constant {
            Constant::Pi => engine.pi(),
            Constant::E => engine.exp(&Real::one()),
            Constant::Tau => engine.turn(RBig::from(2)),
            Constant::Degree => engine.turn(RBig::from_parts(1.into(), 180_u8.into())),
            Constant::Radian => Ok(Real::one()),
            Constant::Phi => {
                let root = engine.root(&Real::whole(5), &RBig::from(2), "sqrt")?;
                let sum = engine.add(&Real::one(), &root)?;
                engine.scale(&sum, &RBig::from_parts(1.into(), 2_u8.into()))
            }
        }
    }

    fn variable(&mut self, name: &str) -> Result<Real, Kind> {
        if let Some(value) = self.scope.get(name) {
            self.engine.meter.reserve(value.bits())?;
            return Ok(value.clone());
        }
        self.engine.meter.charge(8_000)?;
        let suggestion = names::suggestion(name, self.scope.names());
        Err(Kind::UnknownName { name: name.to_owned(), suggestion })
    }

    fn unary(&mut self, unary: Unary, x: Real) -> Result<Real, Kind> {
        match unary {
            Unary::Plus => Ok(x),
            Unary::Negate => self.engine.negate(&x),
            Unary::Percent => self.engine.scale(&x, &RBig::from_parts(1.into(), 100_u8.into())),
            Unary::Degree => {
                let degree = self.constant(Constant::Degree)?;
                self.engine.multiply(&x, &degree)
            }
            Unary::Factorial => integers::factorial(self.engine, &x, "!"),
            Unary::Not => integers::not(self.engine, &x),
        }
    }

    fn binary(&mut self, binary: Binary, a: &Real, b: &Real) -> Result<Real, Kind> {
        let engine = &mut *self.engine;
        match binary {
            Binary::Add => engine.add(a, b),
            Binary::Subtract => engine.subtract(a, b),
            Binary::Multiply | Binary::Juxtapose | Binary::Of => engine.multiply(a, b),
            Binary::Divide => engine.divide(a, b),
            Binary::FloorDivide => functions::floor_divide(engine, a, b),
            Binary::Modulo => functions::modulo(engine, a, b),
            Binary::Power => engine.power(a, b),
            Binary::And | Binary::Or | Binary::Xor => integers::bitwise(engine, binary, a, b),
            Binary::ShiftLeft => integers::shift(engine, a, b, true),
            Binary::ShiftRight => integers::shift(engine, a, b, false),
            Binary::AddPercent => percent_of(engine, a, b, 1),
            Binary::SubtractPercent => percent_of(engine, a, b, -1),
        }
    }
}

/// a ± b % of a.
fn percent_of(engine: &mut Engine, a: &Real, b: &Real, sign: i8) -> Result<Real, Kind> {
    let share = engine.scale(b, &RBig::from_parts(sign.into(), 100_u8.into()))?;
    let factor = engine.add(&Real::one(), &share)?;
    engine.multiply(a, &factor)
}
