//! An open door onto a scratch folder, and plain clients of it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use maloca_files::Path;
use maloca_gateway::{Life, Tally, accept};
use maloca_hftp::Hftp;
use maloca_people::{Caller, Rights};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

#[path = "../../../gateway/testing/shelf.rs"]
mod shelf;

/// Longer than anything here takes; only a hang reaches it.
pub(crate) const HANG: Duration = Duration::from_secs(120);

pub(crate) struct House {
    pub(crate) address: SocketAddr,
    pub(crate) tally: Tally,
    pub(crate) life: Life,
    dir: tempfile::TempDir,
}

impl House {
    /// A door onto the folder `shared` of a scratch directory, with three files.
    pub(crate) async fn open() -> Self {
        Self::with(Rights::ALL).await
    }

    pub(crate) async fn with(rights: Rights) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let files = Arc::new(shelf::Folder(dir.path().to_owned()));
        let (tally, life) = (Tally::new("hftp"), Life::new());
        let folder: Path = "shared".parse().unwrap();
        let door = Hftp::new(files, Caller::anonymous(rights), folder, tally.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = maloca_hftp::door::LIMITS;
        life.spawn(accept(Arc::new(door), listener, limits, tally.clone(), life.clone()));
        let house = Self { address, tally, life, dir };
        house.write("archivo.txt", b"!Que calor que hace hoy, pinta una birra!");
        house.write("empty", b"");
        house.write(".hidden", b"not shared");
        house
    }

    pub(crate) fn folder(&self) -> PathBuf {
        self.dir.path().join("shared")
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::create_dir_all(self.folder()).unwrap();
        std::fs::write(self.folder().join(name), bytes).unwrap();
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// All that comes back until the server closes.
    pub(crate) async fn say(&self, request: impl AsRef<[u8]>) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request.as_ref()).await.unwrap();
        rest(&mut stream).await
    }

    /// What a request and then `quit` bring, without the answer to `quit`: shows that the
    /// connection stayed open.
    pub(crate) async fn ask(&self, request: &str) -> String {
        let answer = self.say(format!("{request}\r\nquit\r\n")).await;
        answer.strip_suffix("0 OK\r\n").expect("the connection did not stay open").to_owned()
    }
}

pub(crate) async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    timeout(HANG, stream.read_to_end(&mut bytes)).await.expect("hung").unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Reads exactly this answer.
pub(crate) async fn expect(stream: &mut TcpStream, answer: &str) {
    let mut bytes = vec![0; answer.len()];
    timeout(HANG, stream.read_exact(&mut bytes)).await.expect("hung").unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), answer);
}
