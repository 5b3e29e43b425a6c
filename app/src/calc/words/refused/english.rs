//! Why an expression has no answer, in English.

use maloca_calc::{Kind, Needs, Resource};

use super::counted;

pub(super) fn reason(kind: &Kind) -> String {
    match kind {
        Kind::Empty => "There is nothing to calculate yet. Write an expression such as 2+2.".into(),
        Kind::TooLong { limit } => {
            format!("The expression is longer than {limit} bytes. Split it into parts.")
        }
        Kind::UnexpectedCharacter { found } => {
            format!("“{found}” means nothing here. Remove it.")
        }
        Kind::Unexpected { found } => {
            format!("“{found}” cannot stand here. Remove it, or complete what stands before it.")
        }
        Kind::UnexpectedEnd => {
            "The expression stops where a number is expected. Complete it.".into()
        }
        Kind::Unclosed => "This bracket is never closed. Add “)”.".into(),
        Kind::UnknownName { name, .. } => {
            format!("“{name}” is not known. Give it a value first, as in x = 3; x^2.")
        }
        Kind::ReservedName { name } => {
            format!("“{name}” has a fixed meaning. Choose another name.")
        }
        Kind::DivisionByZero => "Nothing can be divided by zero. Change the divisor.".into(),
        Kind::Domain { function, needs } => {
            format!("“{function}” has no real value here. It needs {}.", need(*needs))
        }
        Kind::NotAnInteger { function } => {
            format!("“{function}” needs whole numbers. Round them first.")
        }
        Kind::WrongArguments { function, least, most, given } => {
            format!("“{function}” takes {}, not {given}.", arguments(*least, *most))
        }
        Kind::TooDeep { limit } => {
            format!(
                "Brackets, signs or powers are nested deeper than {limit} levels. Use names for the inner parts."
            )
        }
        Kind::DigitsOutOfRange => "There can be 1 to 1000 digits.".into(),
        Kind::Limit { what } => limit(*what).into(),
        _ => "This cannot be calculated. Write it in another way.".into(),
    }
}

fn arguments(least: usize, most: Option<usize>) -> String {
    match most {
        Some(most) if most == least => counted(least, "argument", "arguments"),
        Some(most) => format!("{least} to {most} arguments"),
        None => format!("at least {}", counted(least, "argument", "arguments")),
    }
}

const fn need(needs: Needs) -> &'static str {
    match needs {
        Needs::Positive => "a number above 0",
        Needs::NotNegative => "a number that is not negative",
        Needs::NotZero => "a number other than 0",
        Needs::WithinOne => "a number from −1 to 1",
        Needs::InsideOne => "a number between −1 and 1",
        Needs::AtLeastOne => "a number from 1 up",
        Needs::LogarithmBase => "a base above 0 other than 1",
        Needs::NotAPole => "an angle at which it is finite",
        Needs::WholeExponent => "a whole exponent, because the base is negative",
        _ => "another number",
    }
}

const fn limit(what: Resource) -> &'static str {
    match what {
        Resource::Work => {
            "This takes more work than anybody is allowed here. Make the numbers smaller."
        }
        Resource::Size => {
            "The result has more digits than can be kept here. Make the numbers smaller."
        }
        Resource::Precision => {
            "The value is too close to a boundary to be decided. Write it in another form."
        }
        Resource::Variables => "There are too many or too large variables. Use a name again.",
        _ => "This needs more than anybody is allowed here. Make it smaller.",
    }
}
