//! An expression in postfix order: no tree, so that neither evaluating nor dropping it recurses.

use dashu::rational::RBig;

use crate::lexer::Span;
use crate::names::{Constant, Function};

/// The steps of an expression; each takes its operands from a stack.
#[derive(Debug, Clone, Default)]
pub(crate) struct Program {
    pub(crate) steps: Vec<Step>,
}

/// One step and the place that an error in it is reported at.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) operation: Operation,
    pub(crate) at: Span,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Operation {
    /// A number and its spelling.
    Number(RBig, String),
    Constant(Constant),
    Variable(String),
    Unary(Unary),
    Binary(Binary),
    /// A function of so many arguments.
    Call(Function, usize),
    /// Stores the value on top and leaves it there.
    Assign(String),
    /// Drops the value of a statement that is not the last.
    Discard,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unary {
    Plus,
    Negate,
    Not,
    Percent,
    Factorial,
    Degree,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binary {
    Add,
    Subtract,
    Multiply,
    /// Multiplication that no sign shows.
    Juxtapose,
    Of,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    And,
    Or,
    Xor,
    ShiftLeft,
    ShiftRight,
    /// `100 + 10%`: the second operand is a share of the first.
    AddPercent,
    SubtractPercent,
}

impl Binary {
    /// The sign that is shown.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Binary::Add | Binary::AddPercent => "+",
            Binary::Subtract | Binary::SubtractPercent => "-",
            Binary::Multiply | Binary::Juxtapose => "×",
            Binary::Of => "of",
            Binary::Divide => "/",
            Binary::FloorDivide => "div",
            Binary::Modulo => "mod",
            Binary::Power => "^",
            Binary::And => "and",
            Binary::Or => "or",
            Binary::Xor => "xor",
            Binary::ShiftLeft => "<<",
            Binary::ShiftRight => ">>",
        }
    }

    /// How strongly it binds; a larger number binds more strongly.
    pub(crate) fn strength(self) -> u8 {
        match self {
            Binary::Or => 10,
            Binary::Xor => 12,
            Binary::And => 14,
            Binary::ShiftLeft | Binary::ShiftRight => 20,
            Binary::Add | Binary::Subtract | Binary::AddPercent | Binary::SubtractPercent => 30,
            Binary::Multiply | Binary::Juxtapose | Binary::Of => 40,
            Binary::Divide | Binary::FloorDivide | Binary::Modulo => 40,
            Binary::Power => 60,
        }
    }
}
