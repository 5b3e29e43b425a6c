//! One connection: a request, its answer.

use std::io;
use std::ops::Range;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maloca_gateway::{Pace, Paced, Tally};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Error, Server};
use crate::{Code, Name};

/// How long a server may take to accept, and to send anything of an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The longest line of an answer that is no slice: a status, a name, a number.
const MAX_LINE: u64 = 1024;

/// The longest listing, in names.
const MAX_NAMES: usize = 1_000_000;

/// A connection to a server, between an answer and the next request.
pub(super) struct Connection {
    stream: BufReader<Paced<TcpStream>>,
    /// Whether slices are asked for raw; servers from before 2026 do not know how.
    raw: bool,
}

impl Connection {
    /// Connects.
    pub(super) async fn open(server: &Server) -> Result<Self, Error> {
        let connected = TcpStream::connect((server.host.as_str(), server.port));
        let stream = timeout(PATIENCE, connected).await.unwrap_or_else(|late| Err(late.into()));
        let stream =
            stream.map_err(|cause| Error::Unreachable { server: server.to_string(), cause })?;
        let pace = Pace { window: PATIENCE, bytes: 1 };
        let paced = Paced::new(stream, pace, pace, Tally::new("hftp-client"));
        Ok(Self { stream: BufReader::new(paced), raw: true })
    }

    /// `get_file_listing`
    pub(super) async fn list(&mut self) -> Result<Vec<Name>, Error> {
        self.ask("get_file_listing\r\n").await?;
        let mut names = Vec::new();
        loop {
            let line = self.line(MAX_LINE).await?;
            if line.is_empty() {
                return Ok(names);
            }
            names.push(line.parse().map_err(|_| Error::Foreign("it lists what is no name"))?);
            if names.len() > MAX_NAMES {
                return Err(Error::Foreign("its listing does not end"));
            }
        }
    }

    /// `get_metadata`
    pub(super) async fn size(&mut self, name: &Name) -> Result<u64, Error> {
        self.ask(&format!("get_metadata {name}\r\n")).await?;
        let line = self.line(MAX_LINE).await?;
        line.parse().map_err(|_| Error::Foreign("the size of the file is no number"))
    }

    /// `get_slice`, in the form that the server knows.
    pub(super) async fn slice(&mut self, name: &Name, range: Range<u64>) -> Result<Vec<u8>, Error> {
        let size = range.end - range.start;
        let request = format!("get_slice {name} {} {size}", range.start);
        if self.raw {
            match self.ask(&format!("{request} raw\r\n")).await {
                Ok(()) => return self.raw(size).await,
                Err(Error::Refused { number, .. }) if number == INVALID => self.raw = false,
                Err(error) => return Err(error),
            }
        }
        self.ask(&format!("{request}\r\n")).await?;
        let text = self.line(size.div_ceil(3) * 4).await?;
        let bytes = STANDARD.decode(text).map_err(|_| Error::Foreign("a slice is no base64"))?;
        if bytes.len() as u64 == size { Ok(bytes) } else { Err(WRONG_SIZE) }
    }

    async fn raw(&mut self, size: u64) -> Result<Vec<u8>, Error> {
        let header = self.line(MAX_LINE).await?;
        let said = header.strip_prefix("Content-Length: ").and_then(|text| text.parse().ok());
        if said != Some(size) || !self.line(MAX_LINE).await?.is_empty() {
            return Err(WRONG_SIZE);
        }
        let mut bytes = Vec::new();
        (&mut self.stream).take(size).read_to_end(&mut bytes).await?;
        if bytes.len() as u64 == size { Ok(bytes) } else { Err(ended()) }
    }

    /// Sends a request and reads the status of its answer.
    async fn ask(&mut self, request: &str) -> Result<(), Error> {
        self.stream.write_all(request.as_bytes()).await?;
        let status = self.line(MAX_LINE).await?;
        let (number, text) = status.split_once(' ').unwrap_or((&status, ""));
        match number.parse() {
            Ok(0) => Ok(()),
            Ok(number) => {
                // Nothing that could steer a terminal.
                let text = text.chars().filter(|c| matches!(c, ' '..='~')).collect();
                Err(Error::Refused { number, text })
            }
            Err(_) => Err(Error::Foreign("its answer begins with no code")),
        }
    }

    /// Reads a line of at most that many bytes and gives it without its end.
    async fn line(&mut self, most: u64) -> Result<String, Error> {
        let mut bytes = Vec::new();
        (&mut self.stream).take(most + 2).read_until(b'\n', &mut bytes).await?;
        match bytes.strip_suffix(b"\r\n") {
            Some(line) => String::from_utf8(line.to_vec())
                .map_err(|_| Error::Foreign("its answer is no text")),
            None if bytes.len() as u64 == most + 2 || bytes.ends_with(b"\n") => {
                Err(Error::Foreign("its answer is no line"))
            }
            None => Err(ended()),
        }
    }
}

const INVALID: u16 = Code::InvalidArguments.number();

const WRONG_SIZE: Error = Error::Foreign("a slice has not the size that was asked for");

fn ended() -> Error {
    Error::Broken(io::ErrorKind::UnexpectedEof.into())
}
