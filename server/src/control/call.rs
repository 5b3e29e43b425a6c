//! Asking the house that runs on some data.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::net::UnixStream;
use tokio::time::timeout;

use crate::cli::Asking;
use crate::config::file::File;
use crate::start::StartError;

/// How long the house may take to answer: joining waits for another house.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why a command came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// There is nobody to ask.
    #[error(
        "no maloca runs on the data in {0}\nStart it with `maloca serve`, or name its directory with \
         --data."
    )]
    NobodyThere(PathBuf),
    /// The configuration cannot be read.
    #[error(transparent)]
    Config(Box<StartError>),
    /// The owner's door is not open to this user.
    #[error(
        "cannot ask the maloca on the data in {path}: {source}\nRun this as the user it runs as."
    )]
    Unreachable {
        /// The data directory.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It did not answer as it should.
    #[error("the house does not answer: {0}")]
    Silent(String),
    /// It said no.
    #[error("{0}")]
    Refused(String),
}

impl AskError {
    fn silent(cause: impl ToString) -> Self {
        Self::Silent(cause.to_string())
    }
}

/// Asks the REST API, and reads the answer.
///
/// # Errors
/// [`AskError`], which says what to do.
pub async fn asked<T: DeserializeOwned>(
    at: &Asking,
    method: &str,
    path: &str,
    body: Option<Value>,
) -> Result<T, AskError> {
    ask(&data(at)?, method, &format!("/api/v1{path}"), body).await
}

/// The data directory, as `serve` finds it.
fn data(at: &Asking) -> Result<PathBuf, AskError> {
    if let Some(data) = &at.data {
        return Ok(data.clone());
    }
    let (file, _) = File::load(at.config.as_deref()).map_err(|bad| AskError::Config(bad.into()))?;
    Ok(file.data.unwrap_or_else(|| crate::config::DATA.into()))
}

async fn ask<T: DeserializeOwned>(
    data: &Path,
    method: &str,
    path: &str,
    body: Option<Value>,
) -> Result<T, AskError> {
    let stream = UnixStream::connect(super::socket(data)).await;
    let stream = stream.map_err(|error| unreached(data, error))?;
    let body = body.map(|value| value.to_string()).unwrap_or_default();
    let request = Request::builder().method(method).uri(path).header(header::HOST, "localhost");
    let request = request.body(Full::new(Bytes::from(body))).map_err(AskError::silent)?;
    let answer = timeout(PATIENCE, send(stream, request)).await.map_err(AskError::silent)?;
    let (is_well, bytes) = answer.map_err(AskError::silent)?;
    if is_well {
        return serde_json::from_slice(&bytes).map_err(AskError::silent);
    }
    Err(AskError::Refused(detail(&bytes)))
}

async fn send(
    stream: UnixStream,
    request: Request<Full<Bytes>>,
) -> Result<(bool, Bytes), hyper::Error> {
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
    let _running = tokio::spawn(connection);
    let answer = sender.send_request(request).await?;
    let is_well = answer.status().is_success();
    Ok((is_well, answer.into_body().collect().await?.to_bytes()))
}

/// What a problem says.
fn detail(bytes: &[u8]) -> String {
    let problem: Value = serde_json::from_slice(bytes).unwrap_or_default();
    problem["detail"].as_str().unwrap_or("the house answered something unknown").to_owned()
}

fn unreached(data: &Path, source: io::Error) -> AskError {
    let path = data.to_owned();
    match source.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => AskError::NobodyThere(path),
        _ => AskError::Unreachable { path, source },
    }
}
