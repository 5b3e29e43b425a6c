//! A WebSocket client.

use std::net::TcpStream;

use serde_json::Value;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message, WebSocket, client};

use crate::house::{HANG, House};

/// An open socket that has been greeted.
pub struct Socket(WebSocket<TcpStream>);

impl Socket {
    /// Opens one as the holder of a token, or as nobody.
    pub fn open(house: &House, token: Option<&str>) -> Self {
        Self::over(TcpStream::connect(house.web).unwrap(), house, token)
    }

    /// Opens one that takes little at a time.
    pub fn narrow(house: &House) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
        let stream = runtime.block_on(async {
            let socket = tokio::net::TcpSocket::new_v4().unwrap();
            socket.set_recv_buffer_size(4096).unwrap();
            socket.connect(house.web).await.unwrap().into_std().unwrap()
        });
        stream.set_nonblocking(false).unwrap();
        Self::over(stream, house, None)
    }

    fn over(stream: TcpStream, house: &House, token: Option<&str>) -> Self {
        stream.set_read_timeout(Some(HANG)).unwrap();
        let mut request = format!("ws://{}/ws", house.web).into_client_request().unwrap();
        if let Some(token) = token {
            let bearer = format!("Bearer {token}").parse().unwrap();
            request.headers_mut().insert("authorization", bearer);
        }
        let (socket, _) = client(request, stream).unwrap();
        let mut socket = Self(socket);
        assert_eq!(socket.told()["op"], "hello");
        socket
    }

    /// Sends a frame.
    pub fn ask(&mut self, frame: &Value) {
        self.0.send(Message::text(frame.to_string())).unwrap();
    }

    /// Sends a text that may be no frame.
    pub fn send(&mut self, text: &str) {
        self.0.send(Message::text(text)).unwrap();
    }

    /// The next frame.
    pub fn told(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.0.read().unwrap() {
                return serde_json::from_str(&text).unwrap();
            }
        }
    }

    /// The next frame of this kind; others are skipped.
    pub fn until(&mut self, op: &str) -> Value {
        loop {
            let told = self.told();
            if told["op"] == op {
                return told;
            }
        }
    }

    /// Sends a frame and returns the next of this kind.
    pub fn ask_until(&mut self, frame: &Value, op: &str) -> Value {
        self.ask(frame);
        self.until(op)
    }

    /// Reads to the end and returns the code of the farewell, if there was one.
    pub fn end(&mut self) -> Option<u16> {
        loop {
            match self.0.read() {
                Ok(Message::Close(Some(CloseFrame { code, .. }))) => return Some(code.into()),
                Ok(_) => {}
                Err(Error::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    panic!("the house does not close the socket")
                }
                Err(_) => return None,
            }
        }
    }
}
