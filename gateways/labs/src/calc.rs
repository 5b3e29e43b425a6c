//! The calculator.

use http::{StatusCode, Uri};
use maloca_calc::{Dialect, Question};
use maloca_fault::Fault;
use maloca_people::Caller;

use crate::answer::{Answer, Answered};
use crate::door::Labs;

/// Answers a GET as the lab's server did.
pub(crate) async fn answer(uri: &Uri, labs: &Labs) -> Answered {
    match uri.path() {
        "/" => evaluate(uri.query().unwrap_or_default(), labs).await,
        "/ping" => Ok(Answer::text("Connection established".to_owned())),
        path => {
            let text = format!("404 Error: Resource {path} not found");
            Err(Answer { status: StatusCode::NOT_FOUND, text })
        }
    }
}

async fn evaluate(query: &str, labs: &Labs) -> Answered {
    let expr = expression(query).ok_or_else(invalid)?;
    let question = Question::new(expr).map_err(|_| invalid())?.with_dialect(Dialect::Python);
    let who = Caller::anonymous(labs.people.guests());
    match labs.calc.evaluate(&who, question).await {
        Ok(answer) => Ok(Answer::text(answer.result)),
        Err(Fault::Refused(_)) => Err(invalid()),
        Err(fault) => Err(Answer::fault(fault)),
    }
}

/// The first `exp` of a query, with `+` for a space (as HTML forms and Python write it).
fn expression(query: &str) -> Option<String> {
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find_map(|(name, value)| (name == "exp").then(|| value.into_owned()))
}

/// The lab's own words.
fn invalid() -> Answer {
    Answer::line(StatusCode::BAD_REQUEST, "Invalid expression")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_expression_counts_and_plus_is_a_space() {
        assert_eq!(expression("a=1&exp=2%2B3&exp=9").as_deref(), Some("2+3"));
        assert_eq!(expression("exp=2+3").as_deref(), Some("2 3"));
        assert_eq!(expression("exp=").as_deref(), Some(""));
        assert_eq!(expression("exp"), Some(String::new()));
        assert_eq!(expression("ex=1"), None);
        assert_eq!(expression(""), None);
    }
}
