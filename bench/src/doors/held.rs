//! Silent connections.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use futures::future::try_join_all;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::house::House;

/// How many.
const MANY: usize = 1000;

/// What each door is told, so that it waits for more and does not close: the beginning of a request.
const DOORS: [(&str, &[u8]); 5] = [
    ("web", b"GET / HTTP/1.1\r\nHost: loc"),
    ("hftp", b"get_metadata "),
    ("http09", b"GET /"),
    ("labs", b"GET /?exp="),
    ("grpc", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"),
];

/// Prints what each connection takes, door by door.
///
/// # Errors
/// When the house fails.
pub async fn measure(program: &Path) -> Result<()> {
    println!("\ndoors: {MANY} silent connections at each");
    println!("  {:<34} {:>9} {:>12}", "", "held", "KB each");
    for (name, beginning) in DOORS {
        // A house for each, because memory that was freed is not given back at once.
        let house = House::with_doors(program).await?;
        let door = house.door(name)?;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let before = house.memory()?;
        let held = try_join_all((0..MANY).map(|_| hold(door, beginning))).await?;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let each = house.memory()?.saturating_sub(before) as f64 / MANY as f64 / 1e3;
        println!("  {name:<34} {:>9} {each:>12.2}", held.len());
    }
    Ok(())
}

async fn hold(door: SocketAddr, beginning: &[u8]) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(door).await?;
    stream.write_all(beginning).await?;
    Ok(stream)
}
