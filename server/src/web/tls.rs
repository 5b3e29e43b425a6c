//! Encryption of the web door: TLS 1.2 and 1.3 by rustls, HTTP/2 where the client offers it (ALPN).
//!
//! # Layout
//! - [`own`]: the certificate that the house makes for itself.

mod own;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};
use tokio_rustls::server::TlsStream;

use crate::config::Tls;
use crate::start::StartError;

/// How long a client may take to agree on a key.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// The first byte of a TLS connection: a record of the handshake (RFC 8446 §5.1). No method of HTTP
/// begins with it.
const RECORD: u8 = 0x16;

/// Marks a request that came encrypted.
#[derive(Clone, Copy, Debug)]
pub struct Encrypted;

/// What the web door encrypts with. Cheap to clone.
#[derive(Clone)]
pub struct Encryption(TlsAcceptor);

/// How a connection begins.
pub enum Opening {
    /// Encrypted.
    Tls(Box<TlsStream<TcpStream>>),
    /// As a browser does that was told `http://`.
    Plain(TcpStream),
    /// Not at all.
    Failed,
}

impl Encryption {
    /// What the flag asks for; `None` for nothing. `data` keeps the house's own certificate, which is
    /// for these hosts.
    ///
    /// # Errors
    /// [`StartError::Tls`] when there is no usable certificate.
    pub fn open(tls: &Tls, data: &Path, hosts: Vec<String>) -> Result<Option<Self>, StartError> {
        match tls {
            Tls::Off => Ok(None),
            Tls::Files { cert, key } => Self::of(cert, key).map(Some),
            Tls::SelfSigned => {
                let files = own::certificate(&data.join("tls"), hosts)?;
                Self::of(&files.cert, &files.key).map(Some)
            }
            Tls::Acme(_) => Err(no_acme()),
        }
    }

    /// Checks what can be checked without making a certificate.
    ///
    /// # Errors
    /// Those of [`Encryption::open`].
    pub fn check(tls: &Tls) -> Result<(), StartError> {
        match tls {
            Tls::Off | Tls::SelfSigned => Ok(()),
            Tls::Files { cert, key } => Self::of(cert, key).map(drop),
            Tls::Acme(_) => Err(no_acme()),
        }
    }

    /// With a certificate, its chain and its key, PEM.
    ///
    /// # Errors
    /// [`StartError::Tls`] when they cannot be read or do not belong together.
    pub fn of(cert: &Path, key: &Path) -> Result<Self, StartError> {
        let chain = CertificateDer::pem_file_iter(cert)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|error| unusable(cert, error))?;
        let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| unusable(key, error))?;
        let config = configure(chain, secret).map_err(|error| unusable(cert, error))?;
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }

    /// Agrees on a key with a client, unless it does not speak TLS or takes too long.
    pub async fn begin(&self, stream: TcpStream) -> Opening {
        let handshake = async {
            let mut first = [0];
            match stream.peek(&mut first).await {
                Ok(1) if first[0] != RECORD => Opening::Plain(stream),
                Ok(1) => match self.0.accept(stream).await {
                    Ok(stream) => Opening::Tls(Box::new(stream)),
                    Err(error) => {
                        tracing::debug!(%error, "a TLS handshake failed");
                        Opening::Failed
                    }
                },
                _ => Opening::Failed,
            }
        };
        timeout(HANDSHAKE, handshake).await.unwrap_or(Opening::Failed)
    }
}

fn no_acme() -> StartError {
    StartError::Tls {
        reason: "acme is not built yet".to_owned(),
        remedy: "Get a certificate with another program, such as certbot, and name its files with \
                 --tls files:CERT,KEY; or put a proxy before the house.",
    }
}

fn configure(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<ServerConfig, rustls::Error> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn unusable(path: &Path, error: impl std::fmt::Display) -> StartError {
    StartError::Tls {
        reason: format!("{}: {error}", path.display()),
        remedy: "Name a certificate with its chain, and its key, both PEM: --tls files:CERT,KEY.",
    }
}

/// Where a certificate and its key are.
#[derive(Debug)]
struct Files {
    cert: PathBuf,
    key: PathBuf,
}
