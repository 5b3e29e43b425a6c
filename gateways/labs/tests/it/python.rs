//! The labs' clients, written from the description of what theirs do with `http.client`.

use tokio::process::Command;

use crate::house::House;

/// Runs one of `tests/clients/` and returns what it printed.
async fn run(script: &str, house: &House, arguments: &[&str]) -> String {
    let path = format!("{}/tests/clients/{script}", env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("python3")
        .arg(path)
        .arg(house.address.to_string())
        .args(arguments)
        .env("PYTHONIOENCODING", "utf-8")
        .output()
        .await
        .unwrap_or_else(|error| panic!("python3 is needed for this test: {error}"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn the_chat_client_talks_with_a_browser() {
    let house = House::open().await;
    let browser = house.enter("Web").await;
    assert_eq!(run("chat.py", &house, &["Ana", "hola\u{f1}", ""]).await, "201\n200\n\n\n");
    house.browser_says(&browser, "¿qué tal?").await;
    assert_eq!(run("chat.py", &house, &["Luis", "soy Luis"]).await, "201\n200\n\n");
    // A name that is taken: the client goes on asking, so it is run without registering.
    let pending = run("chat.py", &house, &["--as", "Ana", "", "¡bien!"]).await;
    assert_eq!(pending, "Web>¿qué tal?\nLuis>soy Luis\n200\n\n");
    assert_eq!(
        house.room().await,
        ["Ana>hola\u{f1}", "Web>¿qué tal?", "Luis>soy Luis", "Ana>¡bien!"]
    );
}

#[tokio::test]
async fn the_calculator_client_abandons_every_other_connection() {
    let house = House::open().await;
    let results = run("calc.py", &house, &["2**10", "7//2", "10%3", "2 + 3*4", "import os"]).await;
    assert_eq!(results, "200 1024\n200 3\n200 1\n200 14\n400 Invalid expression\n");
}
