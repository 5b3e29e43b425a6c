//! Memory of the house alone and with many silent sockets.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use futures::future::try_join_all;
use tokio_tungstenite::connect_async;

use crate::house::House;
use crate::load;

/// How many silent sockets.
const SOCKETS: usize = 1000;

/// Prints the memory before and after.
///
/// # Errors
/// When the house fails.
pub async fn measure(program: &Path) -> Result<()> {
    let house = House::open(program).await?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let alone = house.memory()?;
    println!("\nmemory\n  idle, just started            {:>8.1} MB", alone as f64 / 1e6);
    load::run(&house, "/", 16, Duration::from_secs(2)).await?;
    let warm = house.memory()?;
    println!("  idle, after some thousand pages {:>6.1} MB", warm as f64 / 1e6);
    let url = format!("ws://{}/ws", house.web);
    let sockets = try_join_all((0..SOCKETS).map(|_| connect_async(url.as_str()))).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let each = house.memory()?.saturating_sub(warm) / SOCKETS as u64;
    println!("  each of {SOCKETS} silent WebSockets   {:>6.2} KB", each as f64 / 1e3);
    drop(sockets);
    Ok(())
}
