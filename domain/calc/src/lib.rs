//! An exact calculator that prints only proven digits, within a budget.
//!
//! Values are exact as long as they can be; everything else is a real number whose digits are computed
//! with a proven error bound and more precision until those asked for are certain. Work is counted and
//! an operation is paid for before it is done, so no expression can hold a thread up.
//!
//! # Layout
//! - [`Question`], [`Digits`], [`Notation`], [`Dialect`]: what is asked (`question`)
//! - [`Answer`]: what is answered (`answer`); [`Refused`], [`Kind`]: why there is no answer (`refused`)
//! - [`Budget`]: what an evaluation may use (`budget`); [`Scope`]: variables (`scope`)
//! - [`Calculator`]: the port that the doors call (`port`)
//! - `lexer`, `parser`, `program`, `names`: text to steps in postfix order; `reading`: back to text
//! - `eval`: runs the steps; functions by name
//! - `real`: exact forms of real numbers; `engine`: arithmetic and functions on them
//! - `ball`: numbers with proven error bounds; `show`: values to digits

mod answer;
mod ball;
mod budget;
mod engine;
mod eval;
mod lexer;
mod names;
mod parser;
mod port;
mod program;
mod question;
mod reading;
mod real;
mod refused;
mod scope;
mod show;

pub use answer::Answer;
pub use budget::Budget;
pub use port::Calculator;
pub use question::{Dialect, Digits, MAX_EXPR, Notation, Question};
pub use refused::{Kind, Needs, Refused, Resource};
pub use scope::Scope;

use budget::Meter;
use engine::Engine;
use lexer::Span;

/// Answers a question.
///
/// # Errors
/// Why there is no answer, with the place; [`Refused::is_limit`] tells whether a larger budget may help.
pub fn evaluate(question: &Question, budget: &Budget) -> Result<Answer, Refused> {
    evaluate_in(question, budget, &mut Scope::default())
}

/// Answers a question that may use and set variables; the result is `ans` afterwards.
///
/// # Errors
/// As [`evaluate`]. Variables set before the error keep their new values.
pub fn evaluate_in(
    question: &Question,
    budget: &Budget,
    scope: &mut Scope,
) -> Result<Answer, Refused> {
    let mut meter = Meter::new(budget);
    for earlier in question.earlier() {
        meter = recall(&earlier, meter, scope)?;
    }
    let program = parser::parse(question, &mut meter)?;
    let whole = Span { start: 0, length: question.expr().chars().count() };
    let reading = reading::write(&program, question.notation(), &mut meter)
        .map_err(|kind| whole.refuse(kind))?;
    let mut engine = Engine::new(meter, std::mem::take(&mut scope.atoms));
    let answer = eval::run(&program, &mut engine, scope).and_then(|value| {
        let digits = question.digits().get();
        let shown = show::show(&mut engine, &value, digits, question.notation())
            .map_err(|kind| whole.refuse(kind))?;
        scope.remember(value, &mut engine).map_err(|kind| whole.refuse(kind))?;
        let expr = question.expr().to_owned();
        Ok(Answer { expr, result: shown.text, approximate: shown.approximate, reading })
    });
    scope.take_back(engine.atoms);
    answer
}

/// Runs a line that was asked before for its variables and `ans`. One that has no value leaves them as
/// they were; only a budget that is used up ends the whole question.
fn recall(line: &Question, mut meter: Meter, scope: &mut Scope) -> Result<Meter, Refused> {
    let nowhere = Span { start: 0, length: 0 };
    let Ok(program) = parser::parse(line, &mut meter) else { return Ok(meter) };
    let mut engine = Engine::new(meter, std::mem::take(&mut scope.atoms));
    let value = eval::run(&program, &mut engine, scope);
    let kept = match value {
        Ok(value) => scope.remember(value, &mut engine).map_err(|kind| nowhere.refuse(kind)),
        Err(refused) if refused.is_limit() => Err(nowhere.refuse(refused.kind)),
        Err(_) => Ok(()),
    };
    let Engine { meter, atoms, .. } = engine;
    scope.take_back(atoms);
    kept.map(|()| meter)
}
