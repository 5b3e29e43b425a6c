//! What an operand starts with: a sign, a number, a name, a bracket.

use dashu::rational::RBig;

use super::{Binary, Dialect, Kind, Named, Operation, Parser, Refused, SIGN, Span, Symbol};
use super::{Token, Unary, names};
use crate::names::{Function, Word};

impl Parser {
    /// Reads an operand without the operators behind it.
    pub(super) fn operand(&mut self) -> Result<(), Refused> {
        match self.peek().clone() {
            Token::Number(value, spelling) => {
                let at = self.advance();
                self.emit(Operation::Number(value, spelling), at);
                Ok(())
            }
            Token::Name(name) => self.name(name),
            Token::Symbol(Symbol::Open) => self.group(),
            Token::Symbol(symbol) => self.signed(symbol),
            _ => Err(self.unexpected()),
        }
    }

    /// Reads a sign and what it stands before.
    fn signed(&mut self, symbol: Symbol) -> Result<(), Refused> {
        let house = self.dialect == Dialect::House;
        let operation = match symbol {
            Symbol::Plus => Operation::Unary(Unary::Plus),
            Symbol::Minus => Operation::Unary(Unary::Negate),
            Symbol::Not => Operation::Unary(Unary::Not),
            Symbol::Root if house => return self.juxtaposed_call(Function::Sqrt),
            Symbol::CubeRoot if house => return self.juxtaposed_call(Function::Cbrt),
            _ => return Err(self.unexpected()),
        };
        let at = self.advance();
        self.expression(SIGN)?;
        self.emit(operation, at.to(self.before()));
        Ok(())
    }

    /// Reads what stands in brackets.
    fn group(&mut self) -> Result<(), Refused> {
        let open = self.advance();
        self.expression(0)?;
        self.close(open)?;
        self.grouped = self.program.steps.len();
        Ok(())
    }

    fn close(&mut self, open: Span) -> Result<(), Refused> {
        match self.peek() {
            Token::Symbol(Symbol::Close) => {
                self.advance();
                Ok(())
            }
            Token::End => Err(open.refuse(Kind::Unclosed)),
            _ => Err(self.unexpected()),
        }
    }

    fn name(&mut self, name: String) -> Result<(), Refused> {
        if self.dialect == Dialect::Python {
            return Err(self.here().refuse(Kind::UnknownName { name, suggestion: None }));
        }
        match names::find(&name) {
            Some(Named::Function(function)) => self.function(function),
            Some(Named::Constant(constant)) => {
                let at = self.advance();
                self.emit(Operation::Constant(constant), at);
                Ok(())
            }
            Some(Named::Operator(Word::Mod)) => self.function(Function::Mod),
            Some(Named::Operator(Word::Div)) => self.function(Function::Div),
            Some(Named::Operator(_)) => Err(self.unexpected()),
            None => {
                let at = self.advance();
                self.emit(Operation::Variable(name), at);
                Ok(())
            }
        }
    }

    fn function(&mut self, function: Function) -> Result<(), Refused> {
        match self.peek_after() {
            Token::Symbol(Symbol::Open) => self.call(function),
            Token::Symbol(Symbol::Caret | Symbol::Power) | Token::Raised(_) => {
                self.power_of_function(function)
            }
            _ => self.juxtaposed_call(function),
        }
    }

    /// Reads `name(a, b)`.
    fn call(&mut self, function: Function) -> Result<(), Refused> {
        let start = self.advance();
        let open = self.advance();
        let mut given = 0;
        if *self.peek() != Token::Symbol(Symbol::Close) {
            loop {
                self.expression(0)?;
                given += 1;
                if *self.peek() != Token::Symbol(Symbol::Comma) {
                    break;
                }
                self.advance();
            }
        }
        self.close(open)?;
        let at = start.to(self.before());
        function.check(given).map_err(|kind| at.refuse(kind))?;
        self.emit(Operation::Call(function, given), at);
        self.grouped = self.program.steps.len();
        Ok(())
    }

    /// Reads `sqrt 16`, `sin -x`, `√2`: the argument is one operand with its power; a number directly
    /// followed by a name, as in `sin 2pi`, is one operand too.
    fn juxtaposed_call(&mut self, function: Function) -> Result<(), Refused> {
        let start = self.advance();
        function.check(1).map_err(|kind| start.refuse(kind))?;
        self.expression(SIGN)?;
        while self.glued() {
            let at = self.here();
            self.expression(SIGN)?;
            self.emit(Operation::Binary(Binary::Juxtapose), at);
        }
        self.emit(Operation::Call(function, 1), start.to(self.before()));
        Ok(())
    }

    /// Whether a number and a name touch, with nothing between them.
    fn glued(&self) -> bool {
        let number = self.next.checked_sub(1).and_then(|last| self.tokens.get(last));
        let Some((Token::Number(..), at)) = number else { return false };
        let Token::Name(name) = self.peek() else { return false };
        let value = !matches!(names::find(name), Some(Named::Function(_) | Named::Operator(_)));
        value && at.end() == self.here().start
    }

    /// Reads `sin^2(x)` and `sin² x`, the power of a function's value.
    fn power_of_function(&mut self, function: Function) -> Result<(), Refused> {
        let name = self.next;
        self.next += 1;
        let at = self.here();
        let exponent = self.whole_exponent()?;
        // The call is read as if the power were not there: its last token stands before it.
        let argument = self.next;
        self.next = argument - 1;
        self.tokens.swap(name, argument - 1);
        self.function(function)?;
        self.emit(Operation::Number(RBig::from(exponent), exponent.to_string()), at);
        self.emit(Operation::Binary(Binary::Power), at);
        self.grouped = self.program.steps.len();
        Ok(())
    }

    /// Reads a positive whole exponent behind a function's name; −1 is refused, since it is read as
    /// the inverse by some and as the reciprocal by others.
    fn whole_exponent(&mut self) -> Result<i32, Refused> {
        if let Token::Raised(power @ 1..) = *self.peek() {
            self.advance();
            return Ok(power);
        }
        if matches!(self.peek(), Token::Raised(_)) {
            return Err(self.unexpected());
        }
        self.advance();
        let Token::Number(value, spelling) = self.peek() else { return Err(self.unexpected()) };
        match spelling.parse::<i32>() {
            Ok(power @ 1..) if value.is_int() => {
                self.advance();
                Ok(power)
            }
            _ => Err(self.unexpected()),
        }
    }
}
