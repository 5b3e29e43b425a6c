//! Tokens to a [`Program`]: a Pratt parser whose recursion is bounded by the budget's depth.

use crate::budget::Meter;
use crate::lexer::{self, Span, Symbol, Token};
use crate::names::{self, Named};
use crate::program::{Binary, Operation, Program, Step, Unary};
use crate::question::{Dialect, Question};
use crate::refused::{Kind, Refused};

mod infix;
mod prefix;

/// How strongly a sign before a value binds: more than a product, less than a power.
const SIGN: u8 = 50;

/// Reads a question.
pub(crate) fn parse(question: &Question, meter: &mut Meter) -> Result<Program, Refused> {
    let tokens = lexer::tokens(question.expr(), question.notation(), question.dialect(), meter)?;
    let whole = Span { start: 0, length: 0 };
    meter.charge(tokens.len() as u64 * 60).map_err(|kind| whole.refuse(kind))?;
    let limit = meter.budget().depth;
    let program = Program { steps: Vec::with_capacity(tokens.len()) };
    let dialect = question.dialect();
    let mut parser = Parser { tokens, next: 0, program, depth: 0, limit, dialect, grouped: 0 };
    parser.statements()?;
    Ok(parser.program)
}

struct Parser {
    tokens: Vec<(Token, Span)>,
    next: usize,
    program: Program,
    depth: usize,
    limit: usize,
    dialect: Dialect,
    /// The length of the program when a bracket was last closed: what ends there is one unit.
    grouped: usize,
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(token, _)| token)
    }

    fn peek_after(&self) -> &Token {
        self.tokens.get(self.next + 1).map_or(&Token::End, |(token, _)| token)
    }

    /// Where the next token stands.
    fn here(&self) -> Span {
        let last = self.tokens.len().saturating_sub(1);
        self.tokens.get(self.next.min(last)).map_or(Span { start: 0, length: 0 }, |(_, at)| *at)
    }

    /// Where the token before the next one stands.
    fn before(&self) -> Span {
        self.tokens.get(self.next.saturating_sub(1)).map_or(self.here(), |(_, at)| *at)
    }

    /// Takes the next token and tells its place.
    fn advance(&mut self) -> Span {
        let at = self.here();
        self.next += 1;
        at
    }

    fn emit(&mut self, operation: Operation, at: Span) {
        self.program.steps.push(Step { operation, at });
    }

    /// Statements, of which the last one's value is the result.
    fn statements(&mut self) -> Result<(), Refused> {
        loop {
            while *self.peek() == Token::Break {
                self.advance();
            }
            if *self.peek() == Token::End {
                break;
            }
            if !self.program.steps.is_empty() {
                self.emit(Operation::Discard, self.here());
            }
            self.statement()?;
        }
        match self.program.steps.is_empty() {
            true => Err(Span { start: 0, length: 0 }.refuse(Kind::Empty)),
            false => Ok(()),
        }
    }

    fn statement(&mut self) -> Result<(), Refused> {
        let assigned = self.assignment()?;
        self.expression(0)?;
        if let Some((name, at)) = assigned {
            self.emit(Operation::Assign(name), at);
        }
        match self.peek() {
            Token::Break | Token::End => Ok(()),
            _ => Err(self.unexpected()),
        }
    }

    /// Reads `name =`.
    fn assignment(&mut self) -> Result<Option<(String, Span)>, Refused> {
        let Token::Name(name) = self.peek() else { return Ok(None) };
        if *self.peek_after() != Token::Symbol(Symbol::Equals) || self.dialect == Dialect::Python {
            return Ok(None);
        }
        let (name, at) = (name.clone(), self.here());
        if names::find(&name).is_some() {
            return Err(at.refuse(Kind::ReservedName { name }));
        }
        self.next += 2;
        Ok(Some((name, at)))
    }

    /// Reads operands and operators that bind at least as strongly as `least`.
    fn expression(&mut self, least: u8) -> Result<(), Refused> {
        self.depth += 1;
        if self.depth > self.limit {
            return Err(self.here().refuse(Kind::TooDeep { limit: self.limit }));
        }
        let start = self.here();
        self.operand()?;
        while self.operator(least, start)? {}
        self.depth -= 1;
        Ok(())
    }

    /// Why the next token cannot stand where it is.
    fn unexpected(&self) -> Refused {
        let at = self.here();
        let found = match self.peek() {
            Token::End => return at.refuse(Kind::UnexpectedEnd),
            Token::Number(_, spelling) => spelling.clone(),
            Token::Name(name) => name.clone(),
            Token::Symbol(symbol) => symbol.text().to_owned(),
            Token::Raised(power) => format!("^{power}"),
            Token::Break => ";".to_owned(),
        };
        at.refuse(Kind::Unexpected { found })
    }
}
