//! What is asked, parsed at the door.

use crate::refused::{Kind, Refused};

/// The longest expression, in bytes.
pub const MAX_EXPR: usize = 4096;

/// How many significant digits an approximate result shows: 1 to 1000, by default 15.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits(u16);

impl Digits {
    /// Accepts 1 to 1000.
    ///
    /// # Errors
    /// [`Kind::DigitsOutOfRange`] otherwise.
    pub fn new(digits: u16) -> Result<Self, Refused> {
        match digits {
            1..=1000 => Ok(Digits(digits)),
            _ => Err(Refused { kind: Kind::DigitsOutOfRange, position: 0, length: 0 }),
        }
    }

    /// The number of digits.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }
}

impl Default for Digits {
    fn default() -> Self {
        Digits(15)
    }
}

/// Which sign stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notation {
    /// `1.5`; `,` separates arguments and `;` statements.
    #[default]
    Point,
    /// `1,5`; `;` separates arguments and a line break statements.
    Comma,
}

/// Whose spelling is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// The house's own: functions, constants, variables, implicit multiplication; `%` is percent,
    /// between two operands modulo; `^` is power.
    #[default]
    House,
    /// Python's arithmetic and nothing else: `**`, `//`, `%` modulo, `^` exclusive or, `&`, `|`, `~`,
    /// `<<`, `>>`.
    Python,
}

/// An expression of acceptable length and how to read and answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    expr: String,
    digits: Digits,
    notation: Notation,
    dialect: Dialect,
    before: String,
}

impl Question {
    /// Accepts an expression of at most [`MAX_EXPR`] bytes.
    ///
    /// # Errors
    /// [`Kind::TooLong`], without looking at the text.
    pub fn new(expr: impl Into<String>) -> Result<Self, Refused> {
        let expr = bounded(expr.into())?;
        let (digits, notation, dialect, before) = Default::default();
        Ok(Question { expr, digits, notation, dialect, before })
    }

    /// Asks as if these lines, of at most [`MAX_EXPR`] bytes together and with decimal points, had been
    /// asked before in the same scope: their variables and `ans` are known. They share the question's
    /// budget.
    ///
    /// # Errors
    /// [`Kind::TooLong`], without looking at the text.
    pub fn after(self, lines: impl Into<String>) -> Result<Self, Refused> {
        Ok(Question { before: bounded(lines.into())?, ..self })
    }

    /// Asks for this many significant digits of an approximate result.
    #[must_use]
    pub fn with_digits(self, digits: Digits) -> Self {
        Question { digits, ..self }
    }

    /// Reads and answers with this decimal sign.
    #[must_use]
    pub fn with_notation(self, notation: Notation) -> Self {
        Question { notation, ..self }
    }

    /// Reads in this spelling.
    #[must_use]
    pub fn with_dialect(self, dialect: Dialect) -> Self {
        Question { dialect, ..self }
    }

    /// The expression as it was given.
    #[must_use]
    pub fn expr(&self) -> &str {
        &self.expr
    }

    /// The questions that are taken as asked before, one a line.
    pub(crate) fn earlier(&self) -> impl Iterator<Item = Question> {
        let lines = self.before.lines().filter(|line| !line.trim().is_empty());
        lines.map(|line| {
            let (digits, notation, before) = Default::default();
            Question { expr: line.to_owned(), digits, notation, dialect: self.dialect, before }
        })
    }

    /// Significant digits of an approximate result.
    #[must_use]
    pub fn digits(&self) -> Digits {
        self.digits
    }

    /// The decimal sign.
    #[must_use]
    pub fn notation(&self) -> Notation {
        self.notation
    }

    /// The spelling.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }
}

fn bounded(text: String) -> Result<String, Refused> {
    if text.len() > MAX_EXPR {
        let kind = Kind::TooLong { limit: MAX_EXPR };
        return Err(Refused { kind, position: 0, length: 0 });
    }
    Ok(text)
}
