//! Characters to tokens. Positions are counted in characters.

use dashu::rational::RBig;

use crate::budget::Meter;
use crate::question::{Dialect, Notation};
use crate::refused::{Kind, Refused};

mod number;
mod symbol;

pub(crate) use symbol::Symbol;

/// A stretch of the expression, in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) length: usize,
}

impl Span {
    /// The stretch from the start of `self` to the end of `last`.
    pub(crate) fn to(self, last: Span) -> Span {
        Span { start: self.start, length: (last.start + last.length).saturating_sub(self.start) }
    }

    pub(crate) fn end(self) -> usize {
        self.start + self.length
    }

    /// Puts a reason at this place.
    pub(crate) fn refuse(self, kind: Kind) -> Refused {
        Refused { kind, position: self.start, length: self.length }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// A number and its spelling without digit grouping.
    Number(RBig, String),
    Name(String),
    Symbol(Symbol),
    /// A raised number such as `²`.
    Raised(i32),
    /// The end of a statement: `;` or a line break.
    Break,
    End,
}

/// Which brackets a character opens and closes and what separates things.
pub(crate) struct Lexer<'a> {
    characters: Vec<char>,
    at: usize,
    nesting: usize,
    notation: Notation,
    dialect: Dialect,
    meter: &'a mut Meter,
}

/// Splits an expression into tokens; the last is [`Token::End`].
pub(crate) fn tokens(
    source: &str,
    notation: Notation,
    dialect: Dialect,
    meter: &mut Meter,
) -> Result<Vec<(Token, Span)>, Refused> {
    let characters: Vec<char> = source.chars().collect();
    let whole = Span { start: 0, length: characters.len() };
    meter.charge(characters.len() as u64 * 25).map_err(|kind| whole.refuse(kind))?;
    let mut lexer = Lexer { characters, at: 0, nesting: 0, notation, dialect, meter };
    let mut tokens = Vec::new();
    loop {
        let (token, span) = lexer.next()?;
        let end = token == Token::End;
        tokens.push((token, span));
        if end {
            return Ok(tokens);
        }
    }
}

impl Lexer<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.characters.get(self.at + ahead).copied()
    }

    /// The span from `start` to where the lexer stands.
    fn since(&self, start: usize) -> Span {
        Span { start, length: self.at - start }
    }

    fn next(&mut self) -> Result<(Token, Span), Refused> {
        self.skip_blanks();
        let start = self.at;
        let token = match self.peek(0) {
            None => Token::End,
            Some(c) if self.starts_number(c) => self.number()?,
            Some(c) if starts_name(c) => self.name(),
            Some(c) if symbol::raised(c).is_some() => self.raised(),
            Some(c) => self.symbol(c)?,
        };
        Ok((token, self.since(start)))
    }

    /// Blanks mean nothing, nor do line breaks inside brackets.
    fn skip_blanks(&mut self) {
        while self.peek(0).is_some_and(|c| {
            c.is_whitespace() && (c != '\n' || self.nesting > 0) || c == '\u{feff}'
        }) {
            self.at += 1;
        }
    }

    fn starts_number(&self, c: char) -> bool {
        c.is_ascii_digit()
            || c == self.notation.sign() && self.peek(1).is_some_and(|next| next.is_ascii_digit())
    }

    fn name(&mut self) -> Token {
        let start = self.at;
        while self.peek(0).is_some_and(continues_name) {
            self.at += 1;
        }
        Token::Name(self.characters[start..self.at].iter().collect())
    }

    fn raised(&mut self) -> Token {
        let negative = self.peek(0) == Some('⁻');
        self.at += usize::from(negative);
        let mut value = 0_i32;
        while let Some(Some(digit)) = self.peek(0).map(symbol::raised).filter(|d| *d != Some(-1)) {
            value = value.saturating_mul(10).saturating_add(digit);
            self.at += 1;
        }
        Token::Raised(if negative { -value } else { value })
    }

    fn symbol(&mut self, c: char) -> Result<Token, Refused> {
        let Some((symbol, length)) = symbol::read(c, self.peek(1)) else {
            let place = Span { start: self.at, length: 1 };
            return Err(place.refuse(Kind::UnexpectedCharacter { found: c }));
        };
        self.at += length;
        Ok(self.interpret(symbol))
    }

    /// Tells separators of statements from separators of arguments, and counts brackets.
    fn interpret(&mut self, symbol: Symbol) -> Token {
        match symbol {
            Symbol::Open => self.nesting += 1,
            Symbol::Close => self.nesting = self.nesting.saturating_sub(1),
            Symbol::LineBreak => return Token::Break,
            Symbol::Semicolon if self.notation == Notation::Point => return Token::Break,
            Symbol::Semicolon => return Token::Symbol(Symbol::Comma),
            _ => {}
        }
        Token::Symbol(symbol)
    }
}

impl Notation {
    /// The decimal sign.
    pub(crate) fn sign(self) -> char {
        match self {
            Notation::Point => '.',
            Notation::Comma => ',',
        }
    }
}

fn starts_name(c: char) -> bool {
    (c.is_alphabetic() || c == '_') && c != 'º' && symbol::raised(c).is_none()
}

fn continues_name(c: char) -> bool {
    starts_name(c) || c.is_ascii_digit()
}
