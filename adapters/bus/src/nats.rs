//! The courier to a server of NATS.
//!
//! Where a stream of JetStream holds the subject, each message is acknowledged by it, and it refuses those that it has
//! by their `Nats-Msg-Id`. Without one the server has passed messages on to who listens now when a last message, to
//! this courier itself, has come back: it takes what one connection sends in order.
//!
//! # Layout
//! - [`url`]: where the server is, and who this house is there.
//! - `answer`: what JetStream says.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_nats::connection::State;
use async_nats::{Client, ConnectOptions, Event, HeaderMap, RequestErrorKind};
use async_trait::async_trait;
use bytes::Bytes;
use futures::StreamExt;
use tokio::sync::Notify;
use tokio::time::timeout;

use crate::message::Message;
use crate::publisher::{Courier, Trouble};
pub use url::{BadUrl, NatsUrl};
use url::{Login, Server};

mod answer;
pub mod url;

/// How long a connection that is being made is waited for.
const MOMENT: Duration = Duration::from_secs(1);
/// How long the server may take to acknowledge a batch.
const PATIENCE: Duration = Duration::from_secs(10);
/// After how much silence the server is asked whether it is there; after two more it is given up.
const PING: Duration = Duration::from_secs(10);
/// How many messages may wait for the connection: a batch and what goes with it.
const WAITING: usize = 256;

/// A connection to a server of NATS. It comes back by itself, trying at least every four seconds.
pub struct Nats {
    client: Client,
    server: String,
    line: Arc<Line>,
}

/// What is known of the connection beside its state.
struct Line {
    made: Notify,
    /// Why there is none.
    why: Mutex<String>,
}

impl Nats {
    /// A connection that is being made.
    ///
    /// # Errors
    /// When the URL is none of NATS.
    pub async fn connect(url: &NatsUrl) -> Result<Self, BadUrl> {
        let Server { address, login } = url.server()?;
        let why = Mutex::new("not reached yet".to_owned());
        let line = Arc::new(Line { made: Notify::new(), why });
        let options = match login.clone() {
            None => ConnectOptions::new(),
            Some(Login::Token(token)) => ConnectOptions::with_token(token),
            Some(Login::Password { user, password }) => {
                ConnectOptions::with_user_and_password(user, password)
            }
        };
        let heard = Arc::clone(&line);
        let options = options.name("maloca").retry_on_initial_connect().ping_interval(PING);
        let options = options.client_capacity(WAITING).event_callback(move |event| {
            heard.hear(&event);
            std::future::ready(())
        });
        let client = options.connect(address).await.map_err(|_| BadUrl)?;
        Ok(Self { client, server: url.to_string(), line })
    }

    async fn send(&self, messages: &[Message]) -> Result<(), Trouble> {
        let Some(first) = messages.first() else { return Ok(()) };
        let has_stream = self.has_stream(&first.subject).await?;
        let inbox = self.client.new_inbox();
        let subscribed = self.client.subscribe(inbox.clone()).await;
        let mut answers = subscribed.map_err(|error| self.away(&error.to_string()))?;
        for message in messages {
            self.publish(message, has_stream.then(|| inbox.clone())).await?;
        }
        if !has_stream {
            let last = self.client.publish(inbox, Bytes::new()).await;
            last.map_err(|error| self.away(&error.to_string()))?;
        }
        for _ in 0..if has_stream { messages.len() } else { 1 } {
            let answer = answers.next().await.ok_or_else(|| self.away("it went away"))?;
            if has_stream {
                answer::acknowledged(&answer).map_err(Trouble::Refused)?;
            }
        }
        Ok(())
    }

    async fn publish(&self, message: &Message, inbox: Option<String>) -> Result<(), Trouble> {
        let Message { subject, id, body } = message.clone();
        let mut headers = HeaderMap::new();
        headers.insert(async_nats::header::NATS_MESSAGE_ID, id);
        let sent = match inbox {
            Some(inbox) => {
                self.client.publish_with_reply_and_headers(subject, inbox, headers, body).await
            }
            None => self.client.publish_with_headers(subject, headers, body).await,
        };
        sent.map_err(|error| Trouble::Refused(error.to_string()))
    }

    /// Whether a stream of JetStream holds what is published under this subject.
    async fn has_stream(&self, subject: &str) -> Result<bool, Trouble> {
        let question = answer::streams_of(subject);
        match self.client.request("$JS.API.STREAM.NAMES", question).await {
            Ok(answer) => answer::has_stream(&answer).map_err(|why| self.away(&why)),
            Err(error) if error.kind() == RequestErrorKind::NoResponders => Ok(false),
            Err(error) => Err(self.away(&format!("no answer about its streams: {error}"))),
        }
    }

    /// Waits a moment for the connection. Without one the client would keep what is published, and send it later once
    /// more.
    async fn connected(&self) -> Result<(), Trouble> {
        let made = async {
            while self.client.connection_state() != State::Connected {
                self.line.made.notified().await;
            }
        };
        timeout(MOMENT, made).await.map_err(|_| self.away(&self.line.why()))
    }

    fn away(&self, why: &str) -> Trouble {
        Trouble::Away(format!("{}: {why}", self.server))
    }
}

#[async_trait]
impl Courier for Nats {
    async fn carry(&self, messages: &[Message]) -> Result<(), Trouble> {
        self.connected().await?;
        let sent = timeout(PATIENCE, self.send(messages)).await;
        sent.unwrap_or_else(|_| Err(self.away("messages were not acknowledged in time")))
    }
}

impl Line {
    fn hear(&self, event: &Event) {
        let why = match event {
            Event::Connected => return self.made.notify_one(),
            Event::ClientError(error) => error.to_string(),
            Event::ServerError(error) => error.to_string(),
            Event::Disconnected => "the connection is lost".to_owned(),
            _ => return,
        };
        *self.why.lock().unwrap_or_else(PoisonError::into_inner) = why;
    }

    fn why(&self) -> String {
        self.why.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
