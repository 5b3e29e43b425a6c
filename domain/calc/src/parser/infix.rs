//! What may stand behind an operand: an operator, or another operand that multiplies it.

use dashu::rational::RBig;

use super::{
    Binary, Dialect, Named, Operation, Parser, Refused, Span, Symbol, Token, Unary, names,
};
use crate::names::Word;

/// How strongly `!`, `%`, `°` and raised numbers bind.
const POSTFIX: u8 = 70;

/// An operator found behind an operand.
enum Found {
    Binary(Binary),
    Postfix(Unary),
    Raised(i32),
}

impl Parser {
    /// Reads one operator that binds at least as strongly as `least`, with its right operand. Tells
    /// whether there was one. `start` is where the left operand begins.
    pub(super) fn operator(&mut self, least: u8, start: Span) -> Result<bool, Refused> {
        match self.found() {
            Some(Found::Postfix(unary)) if POSTFIX >= least => {
                let last = self.advance();
                self.emit(Operation::Unary(unary), start.to(last));
                Ok(true)
            }
            Some(Found::Raised(power)) if POSTFIX >= least => {
                let at = self.advance();
                self.emit(Operation::Number(RBig::from(power), power.to_string()), at);
                self.emit(Operation::Binary(Binary::Power), start.to(at));
                Ok(true)
            }
            Some(Found::Binary(binary)) if binary.strength() >= least => {
                self.binary(binary, start)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn binary(&mut self, binary: Binary, start: Span) -> Result<(), Refused> {
        let share_of_left = !self.ends_in_percent();
        if binary != Binary::Juxtapose {
            self.advance();
        }
        let right = match binary {
            Binary::Power => binary.strength(),
            _ => binary.strength() + 1,
        };
        self.expression(right)?;
        let binary = if share_of_left { self.percent_of_left(binary) } else { binary };
        self.emit(Operation::Binary(binary), start.to(self.before()));
        Ok(())
    }

    /// Whether the operand just read is a percentage outside brackets.
    fn ends_in_percent(&self) -> bool {
        let steps = &self.program.steps;
        let percent = Operation::Unary(Unary::Percent);
        steps.last().is_some_and(|step| step.operation == percent) && self.grouped != steps.len()
    }

    /// `a + b%` adds a share of `a`; `a% + b%` adds percentages.
    fn percent_of_left(&mut self, binary: Binary) -> Binary {
        let share = match binary {
            Binary::Add => Binary::AddPercent,
            Binary::Subtract => Binary::SubtractPercent,
            _ => return binary,
        };
        if !self.ends_in_percent() {
            return binary;
        }
        self.program.steps.pop();
        share
    }

    fn found(&self) -> Option<Found> {
        match self.peek() {
            Token::Symbol(symbol) => self.sign(*symbol),
            Token::Raised(power) if self.dialect == Dialect::House => Some(Found::Raised(*power)),
            Token::Name(name) => self.word(name),
            Token::Number(..) if !self.number_before() => self.juxtaposed(),
            _ => None,
        }
    }

    fn sign(&self, symbol: Symbol) -> Option<Found> {
        let house = self.dialect == Dialect::House;
        let binary = match symbol {
            Symbol::Plus => Binary::Add,
            Symbol::Minus => Binary::Subtract,
            Symbol::Times => Binary::Multiply,
            Symbol::Over => Binary::Divide,
            Symbol::FloorOver => Binary::FloorDivide,
            Symbol::Power => Binary::Power,
            Symbol::Caret if house => Binary::Power,
            Symbol::Caret => Binary::Xor,
            Symbol::And => Binary::And,
            Symbol::Or => Binary::Or,
            Symbol::ShiftLeft => Binary::ShiftLeft,
            Symbol::ShiftRight => Binary::ShiftRight,
            Symbol::Percent if !house || self.operand_after() => Binary::Modulo,
            Symbol::Percent => return Some(Found::Postfix(Unary::Percent)),
            Symbol::Bang if house && !self.bang_before() => {
                return Some(Found::Postfix(Unary::Factorial));
            }
            Symbol::Degree if house => return Some(Found::Postfix(Unary::Degree)),
            Symbol::Open | Symbol::Root | Symbol::CubeRoot => return self.juxtaposed(),
            _ => return None,
        };
        Some(Found::Binary(binary))
    }

    /// Whether the token after the next one starts an operand and is no sign: then `%` stands
    /// between two operands.
    fn operand_after(&self) -> bool {
        match self.peek_after() {
            Token::Number(..) | Token::Symbol(Symbol::Open | Symbol::Root | Symbol::CubeRoot) => {
                true
            }
            Token::Name(name) => !matches!(names::find(name), Some(Named::Operator(_))),
            _ => false,
        }
    }

    fn word(&self, name: &str) -> Option<Found> {
        if self.dialect == Dialect::Python {
            return None;
        }
        let binary = match names::operator(name) {
            Some(Word::Mod) => Binary::Modulo,
            Some(Word::Div) => Binary::FloorDivide,
            Some(Word::Of) => Binary::Of,
            Some(Word::And) => Binary::And,
            Some(Word::Or) => Binary::Or,
            Some(Word::Xor) => Binary::Xor,
            Some(Word::ShiftLeft) => Binary::ShiftLeft,
            Some(Word::ShiftRight) => Binary::ShiftRight,
            None => return self.juxtaposed(),
        };
        Some(Found::Binary(binary))
    }

    fn juxtaposed(&self) -> Option<Found> {
        let house = self.dialect == Dialect::House;
        house.then_some(Found::Binary(Binary::Juxtapose))
    }

    /// `n!!` is the double factorial to some and `(n!)!` to others: it has to be written out.
    fn bang_before(&self) -> bool {
        let last = self.next.checked_sub(1).and_then(|last| self.tokens.get(last));
        matches!(last, Some((Token::Symbol(Symbol::Bang), _)))
    }

    /// Two numbers side by side are a slip, not a product.
    fn number_before(&self) -> bool {
        let last = self.next.checked_sub(1).and_then(|last| self.tokens.get(last));
        matches!(last, Some((Token::Number(..), _)))
    }
}
