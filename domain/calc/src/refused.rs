//! Why an expression got no answer, and where.

use serde::{Deserialize, Serialize};

/// An expression that got no answer: the reason and the place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{kind} (at character {})", position + 1)]
pub struct Refused {
    /// The reason.
    pub kind: Kind,
    /// Where it starts, in characters from the beginning of the expression (not bytes).
    pub position: usize,
    /// How many characters it covers; 0 at the end of the expression.
    pub length: usize,
}

impl Refused {
    /// Whether the budget was used up, so that a larger one may answer.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(self.kind, Kind::Limit { .. })
    }
}

/// Reasons a person can act on. Pages translate them; the English text is for programs and terminals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// Nothing but blanks.
    #[error("there is nothing to calculate: write an expression such as 2+2")]
    Empty,
    /// More bytes than [`crate::MAX_EXPR`].
    #[error("the expression is longer than {limit} bytes: split it into parts")]
    TooLong {
        /// Bytes that are allowed.
        limit: usize,
    },
    /// A character that means nothing here.
    #[error("the character `{found}` means nothing here: remove it")]
    UnexpectedCharacter {
        /// The character.
        found: char,
    },
    /// Something known in a place where it cannot stand.
    #[error("`{found}` cannot stand here: remove it, or complete what stands before it")]
    Unexpected {
        /// The text found.
        found: String,
    },
    /// The expression stops where a value is needed.
    #[error("the expression stops where a number is expected: complete it")]
    UnexpectedEnd,
    /// A bracket that nothing closes.
    #[error("this bracket is never closed: add `)`")]
    Unclosed,
    /// Neither a function, a constant nor a variable.
    #[error("unknown name `{name}`{}", did_you_mean(suggestion))]
    UnknownName {
        /// The name as written.
        name: String,
        /// A known name that is spelled alike.
        suggestion: Option<String>,
    },
    /// A value was to be stored under the name of a function or a constant.
    #[error("`{name}` has a fixed meaning: choose another name for the variable")]
    ReservedName {
        /// The name as written.
        name: String,
    },
    /// A division, or a power of zero with a negative exponent.
    #[error("division by zero: change the divisor")]
    DivisionByZero,
    /// An argument for which a function has no real value.
    #[error("{function} has no real value here: it needs {needs}")]
    Domain {
        /// The function or operator.
        function: String,
        /// What its argument has to be.
        needs: Needs,
    },
    /// An operation on whole numbers met something else.
    #[error("{function} needs whole numbers: round the argument first")]
    NotAnInteger {
        /// The function or operator.
        function: String,
    },
    /// A function got too many or too few arguments.
    #[error("{function} takes {}, not {given}", arguments(*least, *most))]
    WrongArguments {
        /// The function.
        function: String,
        /// How many it takes at least.
        least: usize,
        /// How many it takes at most; `None` without bound.
        most: Option<usize>,
        /// How many were given.
        given: usize,
    },
    /// Brackets, signs or powers nested beyond [`crate::Budget::depth`].
    #[error("nested deeper than {limit} levels: use variables for the inner parts")]
    TooDeep {
        /// Levels that are allowed.
        limit: usize,
    },
    /// The number of digits asked for is outside 1..=1000.
    #[error("the number of digits must be between 1 and 1000")]
    DigitsOutOfRange,
    /// The budget is used up.
    #[error("{what}")]
    Limit {
        /// What was used up.
        what: Resource,
    },
}

/// What an argument has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Needs {
    /// x > 0
    #[error("a number above 0")]
    Positive,
    /// x ≥ 0
    #[error("a number that is not negative")]
    NotNegative,
    /// x ≠ 0
    #[error("a number other than 0")]
    NotZero,
    /// −1 ≤ x ≤ 1
    #[error("a number from -1 to 1")]
    WithinOne,
    /// −1 < x < 1
    #[error("a number between -1 and 1")]
    InsideOne,
    /// x ≥ 1
    #[error("a number from 1 up")]
    AtLeastOne,
    /// x > 0 and x ≠ 1, as the base of a logarithm.
    #[error("a base above 0 other than 1")]
    LogarithmBase,
    /// Not a multiple of the angle at which the function grows beyond all bounds.
    #[error("an angle where it is finite")]
    NotAPole,
    /// A whole exponent, or a base that is not negative.
    #[error("a whole exponent, because its base is negative")]
    WholeExponent,
}

/// What can be used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Resource {
    /// Steps of work.
    #[error("this takes more work than is allowed here: make the numbers smaller")]
    Work,
    /// Bits of one number.
    #[error("the result is larger than is allowed here: make the numbers smaller")]
    Size,
    /// Digits examined without a decision: two values may be equal, or differ very far behind the
    /// point.
    #[error("the value is too close to a boundary to be decided: write it in another form")]
    Precision,
    /// Variables kept.
    #[error("too many or too large variables: reuse a name")]
    Variables,
}

fn did_you_mean(suggestion: &Option<String>) -> String {
    match suggestion {
        Some(name) => format!(": did you mean `{name}`?"),
        None => ": define it first, as in x = 3; x^2".to_owned(),
    }
}

fn arguments(least: usize, most: Option<usize>) -> String {
    match most {
        Some(most) if most == least => format!("{least} argument(s)"),
        Some(most) => format!("{least} to {most} arguments"),
        None => format!("at least {least} argument(s)"),
    }
}
