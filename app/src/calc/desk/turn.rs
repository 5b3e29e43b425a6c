//! Where the visitor is between one answer and the next.

use crate::calc::ask::Ask;
use crate::calc::tape::Line;

/// What the page remembers while an expression is being typed.
#[derive(Default)]
pub(super) struct Turn {
    /// The number of the last question to the worker, and the question.
    id: u32,
    ask: Option<Ask>,
    /// Whether the field still holds, all selected, what has just been answered.
    settled: bool,
    /// Which line of the tape the field shows, and what it held before.
    line: Option<usize>,
    draft: String,
}

impl Turn {
    /// The visitor does something else than going through the tape.
    pub(super) fn begin(&mut self) {
        (self.settled, self.line) = (false, None);
    }

    /// Whether a text that was typed over an answer is an operator, so that it goes on with `ans`.
    pub(super) fn goes_on(&mut self, text: &str) -> bool {
        let goes_on = self.settled && (text == "^2" || is_operator(text));
        self.begin();
        goes_on
    }

    /// The number under which the worker is asked.
    pub(super) fn ask(&mut self, ask: Ask) -> u32 {
        self.id = self.id.wrapping_add(1);
        self.ask = Some(ask);
        self.id
    }

    /// What was asked under a number, if nothing was asked or answered since.
    pub(super) fn asked(&self, id: u32) -> Option<Ask> {
        self.ask.clone().filter(|_| id == self.id)
    }

    /// The server answered: what the worker may still say is of no use.
    pub(super) fn settle(&mut self, is_answer: bool) {
        (self.ask, self.settled) = (None, is_answer);
    }

    /// The text of the line before or after the present one; after the newest comes what was there
    /// before. `None` at either end.
    pub(super) fn recall(&mut self, older: bool, lines: &[Line], text: String) -> Option<String> {
        let next = match (self.line, older) {
            (None, true) => Some(0),
            (Some(at), true) => Some(at + 1),
            (Some(at), false) => at.checked_sub(1),
            (None, false) => return None,
        };
        let recalled = match next {
            Some(at) => lines.get(at)?.expr.clone(),
            None => std::mem::take(&mut self.draft),
        };
        if self.line.is_none() {
            self.draft = text;
        }
        (self.line, self.settled) = (next, false);
        Some(recalled)
    }
}

fn is_operator(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    first.is_some_and(|c| "+-−*×·/÷^!%".contains(c)) && characters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::spelling::Habit;

    fn lines() -> Vec<Line> {
        let line = |expr: &str| {
            let json =
                format!(r#"{{"expr":"{expr}","result":"1","approximate":false,"recall":"1"}}"#);
            serde_json::from_str(&json).unwrap()
        };
        vec![line("newest"), line("oldest")]
    }

    #[test]
    fn the_tape_is_gone_through_in_both_directions() {
        let (mut turn, lines) = (Turn::default(), lines());
        let mut go = |older| turn.recall(older, &lines, "draft".into());
        let steps = [go(false), go(true), go(true), go(true), go(false), go(false), go(false)];
        let expected =
            [None, Some("newest"), Some("oldest"), None, Some("newest"), Some("draft"), None];
        assert_eq!(steps.each_ref().map(Option::as_deref), expected);
    }

    #[test]
    fn an_operator_after_an_answer_goes_on_with_it() {
        let mut turn = Turn::default();
        assert!(!turn.goes_on("+"), "nothing was answered");
        for (text, expected) in
            [("+", true), ("^2", true), ("2", false), ("2+", false), ("", false)]
        {
            turn.settle(true);
            assert_eq!(turn.goes_on(text), expected, "{text}");
            assert!(!turn.goes_on(text), "only the first time");
        }
    }

    #[test]
    fn an_answer_that_was_overtaken_is_dropped() {
        let mut turn = Turn::default();
        let ask = Ask { expr: "1".into(), habit: Habit::Point, digits: 15, before: String::new() };
        let (first, second) = (turn.ask(ask.clone()), turn.ask(ask.clone()));
        assert_eq!((turn.asked(first), turn.asked(second)), (None, Some(ask)));
        turn.settle(false);
        assert_eq!(turn.asked(second), None);
    }
}
