//! Numbers: decimal, with exponent, recurring `0.(3)`, hexadecimal, octal and binary, with digit
//! grouping by `_` or by blanks before groups of three.

use dashu::integer::{IBig, UBig};
use dashu::rational::RBig;

use super::{Lexer, Token};
use crate::budget::{Meter, price};
use crate::question::Dialect;
use crate::refused::{Kind, Refused, Resource};

/// The digits of a number as written.
struct Literal {
    radix: u32,
    digits: String,
    /// How many of the digits stand after the decimal sign, without the recurring ones.
    decimals: usize,
    recurring: usize,
    exponent: i64,
}

impl Lexer<'_> {
    /// Reads a number; the lexer stands on its first character.
    pub(super) fn number(&mut self) -> Result<Token, Refused> {
        let start = self.at;
        let literal = self.literal();
        let spelling: String = self.characters[start..self.at]
            .iter()
            .filter(|c| **c != '_' && !c.is_whitespace())
            .collect();
        match literal.value(self.meter) {
            Ok(value) => Ok(Token::Number(value, spelling)),
            Err(kind) => Err(self.since(start).refuse(kind)),
        }
    }

    fn literal(&mut self) -> Literal {
        let radix = self.radix();
        let mut literal =
            Literal { radix, digits: String::new(), decimals: 0, recurring: 0, exponent: 0 };
        self.digits(radix, &mut literal.digits);
        self.grouped_by_blanks(&mut literal);
        self.fraction(&mut literal);
        self.exponent(&mut literal);
        literal
    }

    /// Reads `0x`, `0o` or `0b` when a digit of that radix follows.
    fn radix(&mut self) -> u32 {
        let radix = match (self.peek(0), self.peek(1)) {
            (Some('0'), Some('x' | 'X')) => 16,
            (Some('0'), Some('o' | 'O')) => 8,
            (Some('0'), Some('b' | 'B')) => 2,
            _ => return 10,
        };
        if !self.peek(2).is_some_and(|c| c.is_digit(radix)) {
            return 10;
        }
        self.at += 2;
        radix
    }

    /// Reads digits and underscores between digits; tells how many digits there were.
    fn digits(&mut self, radix: u32, into: &mut String) -> usize {
        let before = into.len();
        while let Some(c) = self.peek(0) {
            let grouping = c == '_' && self.peek(1).is_some_and(|next| next.is_digit(radix));
            if !grouping && !c.is_digit(radix) {
                break;
            }
            if !grouping {
                into.push(c);
            }
            self.at += 1;
        }
        into.len() - before
    }

    /// Reads `1 000 000`: one to three digits, then blanks before groups of exactly three.
    fn grouped_by_blanks(&mut self, literal: &mut Literal) {
        let lead = literal.digits.len();
        if literal.radix != 10 || self.dialect == Dialect::Python || !(1..=3).contains(&lead) {
            return;
        }
        while self.peek(0).is_some_and(is_thin_blank) && self.group_of_three(1) {
            literal.digits.extend(&self.characters[self.at + 1..self.at + 4]);
            self.at += 4;
        }
    }

    fn group_of_three(&self, from: usize) -> bool {
        let digit = |i: usize| self.peek(from + i).is_some_and(|c| c.is_ascii_digit());
        digit(0) && digit(1) && digit(2) && !digit(3) && self.peek(from + 3) != Some('_')
    }

    fn fraction(&mut self, literal: &mut Literal) {
        if self.peek(0) != Some(self.notation.sign()) || self.is_separator() {
            return;
        }
        self.at += 1;
        literal.decimals = self.digits(literal.radix, &mut literal.digits);
        self.recurring(literal);
    }

    /// In comma notation `max(1; 2)` separates by `;`, so a comma is always a decimal sign; in point
    /// notation two points in a row are none.
    fn is_separator(&self) -> bool {
        self.peek(1) == Some(self.notation.sign())
    }

    /// Reads `(3)` directly behind the decimal sign or decimals: digits that repeat for ever.
    fn recurring(&mut self, literal: &mut Literal) {
        if literal.radix != 10 || self.dialect == Dialect::Python || self.peek(0) != Some('(') {
            return;
        }
        let mut length = 0;
        while self.peek(1 + length).is_some_and(|c| c.is_ascii_digit()) {
            length += 1;
        }
        if length == 0 || self.peek(1 + length) != Some(')') {
            return;
        }
        literal.digits.extend(&self.characters[self.at + 1..self.at + 1 + length]);
        literal.recurring = length;
        self.at += length + 2;
    }

    /// Reads `e10`, `E-3`, `e+2`; an `e` without digits behind it is a name.
    fn exponent(&mut self, literal: &mut Literal) {
        if literal.radix != 10 || !matches!(self.peek(0), Some('e' | 'E')) {
            return;
        }
        let sign = match self.peek(1) {
            Some('+') => 1,
            Some('-' | '−') => -1,
            _ => 0,
        };
        let skip = if sign == 0 { 1 } else { 2 };
        if !self.peek(skip).is_some_and(|c| c.is_ascii_digit()) {
            return;
        }
        self.at += skip;
        let mut digits = String::new();
        self.digits(10, &mut digits);
        let size: i64 = digits.parse().unwrap_or(i64::MAX);
        literal.exponent = if sign < 0 { -size } else { size };
    }
}

fn is_thin_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

impl Literal {
    fn value(&self, meter: &mut Meter) -> Result<RBig, Kind> {
        meter.charge(price::decimal(self.digits.len() as u64 * 4))?;
        let (kept, repeated) = self.digits.split_at(self.digits.len() - self.recurring);
        let mut value = RBig::from(self.integer(kept)?);
        if self.recurring > 0 {
            let nines = UBig::from(10_u8).pow(self.recurring) - UBig::ONE;
            value += RBig::from_parts(self.integer(repeated)?, nines);
        }
        if value.is_zero() {
            return Ok(value);
        }
        self.scale(value, meter)
    }

    fn integer(&self, digits: &str) -> Result<IBig, Kind> {
        if digits.is_empty() {
            return Ok(IBig::ZERO);
        }
        IBig::from_str_radix(digits, self.radix).map_err(|_| Kind::Limit { what: Resource::Size })
    }

    /// Multiplies by the power of the radix that the decimals and the exponent make.
    fn scale(&self, value: RBig, meter: &mut Meter) -> Result<RBig, Kind> {
        let shift = self.exponent.saturating_sub(self.decimals as i64);
        let bits = shift.unsigned_abs().saturating_mul(4);
        meter.reserve(bits.saturating_sub(bits / 8))?;
        meter.charge(price::rational(bits))?;
        let factor = UBig::from(self.radix).pow(shift.unsigned_abs() as usize);
        Ok(if shift < 0 { value / factor } else { value * factor })
    }
}
