//! Pages, an empty handler and the calculator, in turns.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use maloca_calc::{Budget, Question, evaluate};

use crate::house::House;
use crate::load;

/// What is asked for, and over how many connections.
const ROUTES: [(&str, &str, usize); 4] = [
    ("empty handler", "/healthz", 16),
    ("calculator, 1+2*3", "/api/v1/calc?expr=1%2B2*3", 16),
    ("page, calculator", "/calc", 16),
    ("page, home", "/", 16),
];

/// Prints rate, cost and latency of each route, round by round.
///
/// # Errors
/// When the house fails.
pub async fn measure(program: &Path, rounds: usize, seconds: u64) -> Result<()> {
    println!("\nweb: 16 connections, {seconds} s each, server on one processor");
    println!("  {:<22} {:>9} {:>12} {:>9}", "", "req/s", "µs CPU/req", "p99 ms");
    let house = House::open(program).await?;
    for _ in 0..rounds {
        println!("  {:<22} {:>9.0} {:>12.2}", "engine alone, 1+2*3", bare(), 1e6 / bare());
        for (name, path, connections) in ROUTES {
            let round = load::run(&house, path, connections, Duration::from_secs(seconds)).await?;
            let p99 = round.p99.as_secs_f64() * 1e3;
            println!("  {name:<22} {:>9.0} {:>12.1} {p99:>9.2}", round.rate, round.cost);
        }
    }
    Ok(())
}

/// Evaluations a second of the engine alone, in this process.
fn bare() -> f64 {
    let (began, mut count) = (Instant::now(), 0_u32);
    while began.elapsed() < Duration::from_millis(500) {
        for _ in 0..100 {
            let answer = Question::new("1+2*3").and_then(|q| evaluate(&q, &Budget::quick()));
            std::hint::black_box(&answer);
        }
        count += 100;
    }
    f64::from(count) / began.elapsed().as_secs_f64()
}
