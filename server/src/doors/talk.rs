//! A real connection to one of the house's own doors, and what goes through it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::{Duration, Instant};

use maloca_app::doors::wire::{End, Talk};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::show::{MOST, show};

/// How long the door has to answer and to close.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// What a client sends, and whether it then says that nothing more comes.
pub struct Request {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Whether the sending side is closed behind them: the end of a session that would stay open.
    pub closes: bool,
}

/// Sends and reads until the door closes, more came than is shown, or time is up.
///
/// # Errors
/// When the connection cannot be made.
pub async fn talk(door: SocketAddr, request: &Request) -> io::Result<Talk> {
    let began = Instant::now();
    let mut stream = connect(door).await?;
    let mut received = Vec::new();
    let end = match timeout(PATIENCE, converse(&mut stream, request, &mut received)).await {
        Ok(Ok(end)) => end,
        // A reset is the door's way to close too.
        Ok(Err(_)) => End::Closed,
        Err(_) => End::Silent,
    };
    Ok(Talk {
        sent: show(&request.bytes),
        received: show(&received),
        end,
        micros: u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
    })
}

/// Connects to a door of this house from inside.
///
/// # Errors
/// When it takes no connection.
pub async fn connect(door: SocketAddr) -> io::Result<TcpStream> {
    let stream = timeout(PATIENCE, TcpStream::connect(inside(door))).await??;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn converse(
    stream: &mut TcpStream,
    request: &Request,
    received: &mut Vec<u8>,
) -> io::Result<End> {
    stream.write_all(&request.bytes).await?;
    if request.closes {
        stream.shutdown().await?;
    }
    let mut limited = stream.take(MOST as u64 + 1);
    while limited.read_buf(received).await? > 0 {}
    Ok(if received.len() > MOST { End::Cut } else { End::Closed })
}

/// A door on all addresses is reached over the loopback.
const fn inside(door: SocketAddr) -> SocketAddr {
    let ip = match door.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, door.port())
}
