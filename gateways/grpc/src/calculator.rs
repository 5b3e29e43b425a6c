//! The calculator.

use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use futures::{Stream, StreamExt};
use maloca_calc::{self as calc, Digits, Refused};
use maloca_fault::Fault;
use maloca_people::{Caller, People};
use tonic::{Request, Response, Status, Streaming};

use crate::caller;
use crate::contract::v1::calculator_server::Calculator;
use crate::contract::v1::outcome::Outcome as Became;
use crate::contract::v1::{Answer, Dialect, Outcome, Question, WrongExpression};
use crate::status::status;

/// The service `maloca.v1.Calculator`. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Abacus {
    calc: Arc<dyn calc::Calculator>,
    people: Arc<dyn People>,
}

impl Abacus {
    pub(crate) fn new(calc: Arc<dyn calc::Calculator>, people: Arc<dyn People>) -> Self {
        Self { calc, people }
    }

    async fn answer(&self, who: &Caller, asked: Question) -> Result<Answer, Fault<Refused>> {
        let answer = self.calc.evaluate(who, parse(asked)?).await?;
        let calc::Answer { expr, result, approximate, reading } = answer;
        Ok(Answer { expr, result, approximate, reading })
    }

    async fn outcome(&self, who: &Caller, asked: Question) -> Result<Outcome, Status> {
        let expr = asked.expr.clone();
        let became = match self.answer(who, asked).await {
            Ok(answer) => Became::Answer(answer),
            Err(Fault::Refused(refused)) => Became::Wrong(wrong(expr, &refused)),
            Err(fault) => return Err(status(fault)),
        };
        Ok(Outcome { outcome: Some(became) })
    }
}

fn parse(asked: Question) -> Result<calc::Question, Refused> {
    let dialect = match asked.dialect() {
        Dialect::Unspecified => calc::Dialect::House,
        Dialect::Python => calc::Dialect::Python,
    };
    let digits = match asked.digits {
        // What does not fit is as much out of range as 0.
        Some(digits) => Digits::new(u16::try_from(digits).unwrap_or(0))?,
        None => Digits::default(),
    };
    Ok(calc::Question::new(asked.expr)?.with_dialect(dialect).with_digits(digits))
}

fn wrong(expr: String, refused: &Refused) -> WrongExpression {
    WrongExpression {
        expr,
        reason: refused.to_string(),
        position: u32::try_from(refused.position).unwrap_or(u32::MAX),
        limit: refused.is_limit(),
    }
}

#[async_trait]
impl Calculator for Abacus {
    async fn evaluate(&self, request: Request<Question>) -> Result<Response<Answer>, Status> {
        let who = caller::of(&*self.people, request.metadata()).await?;
        let answer = self.answer(&who, request.into_inner()).await;
        answer.map(Response::new).map_err(status)
    }

    type EvaluateManyStream = Pin<Box<dyn Stream<Item = Result<Outcome, Status>> + Send>>;

    /// The next question is taken when the answer to the one before has been: a caller that does
    /// not read its answers waits with its questions.
    async fn evaluate_many(
        &self,
        request: Request<Streaming<Question>>,
    ) -> Result<Response<Self::EvaluateManyStream>, Status> {
        let who = Arc::new(caller::of(&*self.people, request.metadata()).await?);
        let abacus = self.clone();
        let outcomes = request.into_inner().then(move |asked| {
            let (abacus, who) = (abacus.clone(), Arc::clone(&who));
            async move { abacus.outcome(&who, asked?).await }
        });
        Ok(Response::new(Box::pin(outcomes)))
    }
}
