//! The calculator.

use futures::{StreamExt, stream};
use maloca_grpc::contract::v1::outcome::Outcome;
use maloca_grpc::contract::v1::{Dialect, Question};
use maloca_people::{Right, Rights};
use tonic::Code;

use crate::house::House;

fn question(expr: &str) -> Question {
    Question { expr: expr.to_owned(), ..Question::default() }
}

#[tokio::test]
async fn one_question_gets_one_answer() {
    let house = House::open().await;
    let mut calculator = house.calculator().await;
    let answer = calculator.evaluate(question("2^10 + 1/4")).await.unwrap().into_inner();
    assert_eq!((answer.result.as_str(), answer.approximate), ("1024.25", false));
    let python = Question { dialect: Dialect::Python.into(), ..question("2**10 // 3") };
    assert_eq!(calculator.evaluate(python).await.unwrap().into_inner().result, "341");
    let digits = Question { digits: Some(30), ..question("pi") };
    let pi = calculator.evaluate(digits).await.unwrap().into_inner();
    assert_eq!(pi.result, "3.14159265358979323846264338328");
    assert!(pi.approximate);
}

#[tokio::test]
async fn a_wrong_question_is_answered_with_a_code_and_a_place() {
    let house = House::open().await;
    let mut calculator = house.calculator().await;
    let wrong = calculator.evaluate(question("1 + )")).await.unwrap_err();
    assert_eq!(wrong.code(), Code::InvalidArgument);
    assert_eq!(wrong.metadata().get("maloca-position").unwrap(), "4");
    let digits = Question { digits: Some(70_000), ..question("pi") };
    assert_eq!(calculator.evaluate(digits).await.unwrap_err().code(), Code::InvalidArgument);
    let long = calculator.evaluate(question(&"1".repeat(5_000))).await.unwrap_err();
    assert_eq!(long.code(), Code::InvalidArgument);
    let much = calculator.evaluate(question("9^9^9^9!")).await.unwrap_err();
    assert_eq!(much.code(), Code::ResourceExhausted);
}

#[tokio::test]
async fn many_questions_are_answered_in_their_order_and_a_wrong_one_ends_nothing() {
    let house = House::open().await;
    let mut calculator = house.calculator().await;
    let asked = stream::iter((0..500).map(|n| question(&format!("{n} {}", ["* 2", "*"][n % 2]))));
    let mut answers = calculator.evaluate_many(asked).await.unwrap().into_inner();
    for n in 0..500 {
        match answers.next().await.unwrap().unwrap().outcome.unwrap() {
            Outcome::Answer(answer) => assert_eq!(answer.result, (n * 2).to_string()),
            Outcome::Wrong(wrong) => assert!(n % 2 == 1 && !wrong.reason.is_empty()),
        }
    }
    assert!(answers.next().await.is_none());
}

#[tokio::test]
async fn guests_without_the_right_do_not_calculate() {
    let house = House::with(Rights::of(&[Right::Chat])).await;
    let mut calculator = house.calculator().await;
    let denied = calculator.evaluate(question("1")).await.unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
    let many = calculator.evaluate_many(stream::iter([question("1")])).await.unwrap();
    let denied = many.into_inner().next().await.unwrap().unwrap_err();
    assert_eq!(denied.code(), Code::PermissionDenied);
}
