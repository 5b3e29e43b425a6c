//! An open door onto a scratch tree, and plain clients of it.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use maloca_gateway::{Life, Site, Tally, accept};
use maloca_http09::Http09;
use maloca_http09::door::LIMITS;
use maloca_people::{Caller, Rights};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

#[path = "../../../gateway/testing/shelf.rs"]
mod shelf;

/// Longer than anything here takes; only a hang reaches it.
pub(crate) const HANG: Duration = Duration::from_secs(120);

/// The first bytes of a JPEG, with a line feed and a NUL among them.
pub(crate) const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0\r\n\r\n\n\x01";

pub(crate) struct House {
    pub(crate) address: SocketAddr,
    pub(crate) tally: Tally,
    life: Life,
    dir: tempfile::TempDir,
}

impl House {
    /// A door onto the lab's tree.
    pub(crate) async fn open() -> Self {
        Self::with(Rights::ALL).await
    }

    pub(crate) async fn with(rights: Rights) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let files = Arc::new(shelf::Folder(dir.path().join("tree")));
        let (tally, life) = (Tally::new("http09"), Life::new());
        let door =
            Arc::new(Http09::new(files, Caller::anonymous(rights), Site::new([]), tally.clone()));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        life.spawn(accept(door, listener, LIMITS, tally.clone(), life.clone()));
        let house = Self { address, tally, life, dir };
        house.write("img/car.jpeg", JPEG);
        house.write("video/Planeta.mp4", &(0..=255).cycle().take(100_000).collect::<Vec<u8>>());
        house.write("text/index.html", b"<h1>hola</h1><script>1</script>");
        house.write("Programa/putty.msi", b"msi");
        house.write("pdf/OWASP.pdf", b"%PDF");
        house.write("a b/\u{f1}#1.txt", "ñ".as_bytes());
        house.write(".secret", b"not shared");
        std::fs::write(house.dir.path().join("outside"), "not shared").unwrap();
        house
    }

    pub(crate) fn tree(&self) -> PathBuf {
        self.dir.path().join("tree")
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.tree().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// All that comes back for these bytes until the server closes.
    pub(crate) async fn say(&self, request: impl AsRef<[u8]>) -> Vec<u8> {
        let mut stream = self.connect().await;
        stream.write_all(request.as_ref()).await.unwrap();
        rest(&mut stream).await
    }

    /// As [`House::say`], as text.
    pub(crate) async fn text(&self, request: impl AsRef<[u8]>) -> String {
        String::from_utf8(self.say(request).await).unwrap()
    }

    /// The answer of HTTP/1.1 to a GET with these further header lines.
    pub(crate) async fn get(&self, path: &str, headers: &str) -> Answer {
        let host = self.address;
        let answer =
            self.say(format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n")).await;
        Answer::parse(&answer)
    }

    pub(crate) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    pub(crate) async fn end(&self) -> bool {
        self.life.end(Duration::from_secs(10)).await
    }
}

pub(crate) async fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    timeout(HANG, stream.read_to_end(&mut bytes)).await.expect("hung").unwrap();
    bytes
}

/// An answer of HTTP/1.x.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("no head");
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        assert!(head.starts_with("HTTP/1."), "{head}");
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}
