//! The door of two labs on one port: the chat lab's wire format for POST, the calculator lab's for
//! GET, one answer and then the end of the connection, because their clients cannot bear another.
//!
//! # Layout
//! - [`door`]: the server, as the accept loop knows it.
//! - `line`: the request line as the labs' clients write it.
//! - `serve`: one HTTP/1.x request and its answer, by hyper.
//! - `body`: the body of a request, bounded in size and time.
//! - `answer`: a status and a line of text.
//! - `chat`: registering, posting and fetching in the room `general`.
//! - `calc`: the calculator.
//! - [`names`]: who has registered here and how far they have read.

mod answer;
mod body;
mod calc;
mod chat;
pub mod door;
mod line;
pub mod names;
mod serve;

pub use door::{House, LIMITS, Labs};
pub use names::NamesError;
