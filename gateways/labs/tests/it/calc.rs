//! The calculator lab.

use maloca_people::{Right, Rights};

use crate::house::House;

#[tokio::test]
async fn what_the_labs_users_type_is_calculated() {
    let house = House::open().await;
    for (expr, result) in [
        ("2**10", "1024"),
        ("7//2", "3"),
        ("10%253", "1"),
        ("(1%2B2)/4", "0.75"),
        ("--5", "5"),
        ("2%2B3*4", "14"),
        ("0.1%2B0.2", "0.3"),
        ("%202%20*%203%20", "6"),
        ("2+*+3", "6"),
    ] {
        assert_eq!(house.get(&format!("/?exp={expr}")).await, (200, result.to_owned()), "{expr}");
    }
    assert_eq!(house.get("/?a=1&exp=1&exp=2").await, (200, "1".to_owned()));
}

#[tokio::test]
async fn nothing_but_arithmetic_is_evaluated() {
    let house = House::open().await;
    let invalid = (400, "Invalid expression\n".to_owned());
    for expr in [
        "__import__('os').system('id')",
        "print(1)",
        "().__class__",
        "'a'*3",
        "exec('x=1')",
        "lambda:1",
        "[1,2]",
        "x:=1",
        "2+2",
        "9**9**9**9",
        "1/0",
        "",
        "%ff",
        "%00",
    ] {
        assert_eq!(house.get(&format!("/?exp={expr}")).await, invalid, "{expr}");
    }
    let long = format!("/?exp={}1", "1-".repeat(2_500));
    for path in ["/", "/?", "/?exp", "/?expr=1", long.as_str()] {
        assert_eq!(house.get(path).await, invalid, "{path}");
    }
}

#[tokio::test]
async fn other_resources_are_answered_in_the_labs_own_words() {
    let house = House::open().await;
    assert_eq!(house.get("/ping").await, (200, "Connection established".to_owned()));
    let missing = |path| (404, format!("404 Error: Resource {path} not found"));
    assert_eq!(house.get("/foo?exp=1").await, missing("/foo"));
    assert_eq!(house.get("/%3Cscript%3E").await, missing("/%3Cscript%3E"));
}

#[tokio::test]
async fn guests_without_the_right_do_not_calculate() {
    let house = House::with(Rights::of(&[Right::Chat])).await;
    assert_eq!(house.get("/?exp=1").await.0, 403);
    assert_eq!(house.get("/ping").await.0, 200);
}
