//! One large file by each way, in turns.

use std::fs;
use std::io::Read;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::StreamExt;
use maloca_grpc::contract::v1::DownloadRequest;
use maloca_grpc::contract::v1::download_response::Part;
use maloca_grpc::contract::v1::files_client::FilesClient;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tonic::transport::Endpoint;

use super::python::Python;
use crate::house::House;

/// The size of the file, in bytes.
const SIZE: usize = 128 << 20;
/// How much is read at once.
const PIECE: usize = 256 << 10;
/// Its name.
const NAME: &str = "large.bin";

/// Prints bytes a second and processor time of the server for each way, round by round.
///
/// # Errors
/// When the house fails.
pub async fn measure(program: &Path, rounds: usize) -> Result<()> {
    let house = House::with_doors(program).await?;
    let file = house.files().join(NAME);
    let noise = |at: u64| (at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8;
    fs::write(&file, (0..SIZE as u64).map(noise).collect::<Vec<u8>>())?;
    let python = Python::open(&house.files())?;
    let (hftp, http09) = (house.door("hftp")?, house.door("http09")?);
    let (base64, raw) =
        (format!("get_slice {NAME} 0 {SIZE}\r\n"), format!("get_slice {NAME} 0 {SIZE} raw\r\n"));
    let get = format!("GET /raw/{NAME} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let bare = format!("GET /{NAME}\r\n");
    println!("\ndoors: a file of {} MiB, server on one processor", SIZE >> 20);
    println!("  {:<34} {:>9} {:>12}", "", "MB/s", "ms CPU/GB");
    for _ in 0..rounds {
        direct("file read directly", &file, false)?;
        direct("file read directly, base64", &file, true)?;
        for (name, door, request) in [
            ("HFTP, base64", hftp, &base64),
            ("HFTP, raw", hftp, &raw),
            ("HTTP/0.9", http09, &bare),
            ("HTTP/1.1, /raw", house.web, &get),
        ] {
            report(name, || house.processor(), drain(door, request)).await?;
        }
        for (name, request) in [("HFTP in Python, base64", &base64), ("HFTP in Python, raw", &raw)]
        {
            report(name, || python.processor(), drain(python.address, request)).await?;
        }
        let (grpc, web) = (house.door("grpc")?, house.web);
        report("gRPC, Download", || house.processor(), download(grpc)).await?;
        report("gRPC on the web port", || house.processor(), download(web)).await?;
    }
    Ok(())
}

/// What it takes without any server: the upper bound.
fn direct(name: &str, path: &Path, encodes: bool) -> Result<()> {
    let began = Instant::now();
    let (mut file, mut piece, mut text) =
        (fs::File::open(path)?, vec![0; PIECE / 3 * 3], String::new());
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            break;
        }
        text.clear();
        if encodes {
            STANDARD.encode_string(&piece[..length], &mut text);
        }
        std::hint::black_box(&text);
    }
    line(name, began.elapsed(), None);
    Ok(())
}

async fn report(
    name: &str,
    processor: impl Fn() -> Result<Duration>,
    way: impl Future<Output = Result<usize>>,
) -> Result<()> {
    let (before, began) = (processor()?, Instant::now());
    let came = way.await.with_context(|| name.to_owned())?;
    let took = began.elapsed();
    ensure!(came >= SIZE, "{name}: {came} bytes came");
    line(name, took, Some(processor()?.saturating_sub(before)));
    Ok(())
}

fn line(name: &str, took: Duration, used: Option<Duration>) {
    let rate = SIZE as f64 / 1e6 / took.as_secs_f64();
    match used {
        Some(used) => {
            let cost = used.as_secs_f64() * 1e3 / (SIZE as f64 / 1e9);
            println!("  {name:<34} {rate:>9.0} {cost:>12.0}");
        }
        None => println!("  {name:<34} {rate:>9.0}"),
    }
}

/// Sends a request, ends its side, and counts what comes.
async fn drain(door: SocketAddr, request: &str) -> Result<usize> {
    let mut stream = TcpStream::connect(door).await?;
    stream.write_all(request.as_bytes()).await?;
    if request.starts_with("get_slice") {
        stream.write_all(b"quit\r\n").await?;
    }
    let (mut came, mut piece) = (0, vec![0; PIECE]);
    loop {
        match stream.read(&mut piece).await? {
            0 => return Ok(came),
            length => came += length,
        }
    }
}

async fn download(door: SocketAddr) -> Result<usize> {
    let channel = Endpoint::from_shared(format!("http://{door}"))?.connect().await?;
    let mut client = FilesClient::new(channel);
    let request = DownloadRequest { path: NAME.to_owned(), ..DownloadRequest::default() };
    let mut parts = client.download(request).await?.into_inner();
    let mut came = 0;
    while let Some(part) = parts.next().await {
        if let Some(Part::Data(data)) = part?.part {
            came += data.len();
        }
    }
    Ok(came)
}
