//! What is asked and what came out.

use maloca_calc::{Answer, Notation, Refused};
use maloca_fault::Fault;
use serde::{Deserialize, Serialize};

use super::link::{DIGITS, Link};
use super::server_fns::evaluate;
use super::spelling::{Habit, Spelled, spell};
use crate::failure::Failure;

/// A question of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Ask {
    /// The expression as it was typed.
    pub(super) expr: String,
    /// How its decimals are written.
    pub(super) habit: Habit,
    /// How many digits an approximate result shows.
    pub(super) digits: u16,
    /// The lines that it builds on, with decimal points.
    pub(super) before: String,
}

/// What came out of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Outcome {
    /// What was asked.
    pub(super) ask: Ask,
    /// The answer, or why there is none.
    pub(super) answer: Result<Answer, Failure<Refused>>,
}

/// How many digits can be asked for, one after the other.
const STEPS: [u16; 4] = [DIGITS, 50, 200, 1000];

impl Ask {
    /// What an address asks, if anything.
    pub(super) fn of(link: Link) -> Option<Self> {
        let Link { expr, habit, digits } = link;
        expr.map(|expr| Self { expr, habit, digits, before: String::new() })
    }

    /// The expression as the engine takes it.
    pub(super) fn spelled(&self) -> Spelled {
        spell(&self.expr, self.habit)
    }

    /// Asks the server.
    pub(super) async fn answer(self) -> Outcome {
        let Spelled { text, notation } = self.spelled();
        let comma = notation == Notation::Comma;
        let answered = evaluate(text, comma, self.digits, self.before.clone()).await;
        let answer = answered.and_then(|it| it.map_err(|refused| Fault::Refused(refused).into()));
        Outcome { ask: self, answer }
    }

    /// The same with more digits, as long as there can be more.
    pub(super) fn with_more_digits(&self) -> Option<Self> {
        let digits = STEPS.into_iter().find(|step| *step > self.digits)?;
        Some(Self { digits, ..self.clone() })
    }

    /// The same with the characters of a place replaced.
    pub(super) fn with_replaced(&self, position: usize, length: usize, by: &str) -> Self {
        let head = self.expr.chars().take(position);
        let tail = self.expr.chars().skip(position + length);
        let expr = head.chain(by.chars()).chain(tail).collect();
        Self { expr, ..self.clone() }
    }

    /// Its address. Without the lines that it builds on, which only this browser has, there is none.
    pub(super) fn link(&self) -> Link {
        let expr = self.before.is_empty().then(|| self.expr.clone());
        Link { expr, habit: self.habit, digits: self.digits }
    }
}

impl Outcome {
    /// Why there is no answer, if the expression is to blame.
    pub(super) fn refused(&self) -> Option<&Refused> {
        match &self.answer {
            Err(Failure::Fault(Fault::Refused(refused))) => Some(refused),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(expr: &str, digits: u16) -> Ask {
        Ask { expr: expr.into(), habit: Habit::Point, digits, before: String::new() }
    }

    #[test]
    fn digits_grow_up_to_a_thousand() {
        let steps = std::iter::successors(Some(ask("pi", 15)), Ask::with_more_digits);
        assert_eq!(steps.map(|ask| ask.digits).collect::<Vec<_>>(), [15, 50, 200, 1000]);
    }

    #[test]
    fn a_name_is_replaced_by_characters_not_bytes() {
        assert_eq!(ask("π+sqrr(2)", 15).with_replaced(2, 4, "sqrt").expr, "π+sqrt(2)");
        assert_eq!(ask("2+", 15).with_replaced(2, 0, "1").expr, "2+1");
    }

    #[test]
    fn what_builds_on_other_lines_has_no_address() {
        let alone = ask("ans+1", 15);
        assert_eq!(alone.link().href(), "/calc?expr=ans%2B1");
        assert_eq!(Ask { before: "2".into(), ..alone }.link().href(), "/calc");
    }
}
