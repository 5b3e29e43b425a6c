//! Evaluations per second of one thread: `cargo run --release -p maloca-calc --example evaluations`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use maloca_calc::{Budget, Question, evaluate};

fn main() {
    let expressions =
        ["1+2*3", "sqrt(2)^2", "100!", "sin(pi/3)", "sin(1)", "1/3", "ln(3)", "atan(0.3)"];
    for expression in expressions {
        match Question::new(expression) {
            Ok(question) => println!("{expression:12} {:>10.0}/s", rate(&question)),
            Err(refused) => println!("{expression:12} {refused}"),
        }
    }
}

/// Evaluations per second within the quick budget, for about half a second.
fn rate(question: &Question) -> f64 {
    let (start, budget, mut count) = (Instant::now(), Budget::quick(), 0_u32);
    while start.elapsed() < Duration::from_millis(500) {
        for _ in 0..100 {
            let _ = black_box(evaluate(black_box(question), &budget));
        }
        count += 100;
    }
    f64::from(count) / start.elapsed().as_secs_f64()
}
