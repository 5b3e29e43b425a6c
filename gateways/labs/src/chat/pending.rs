//! What a name has not read yet.

use maloca_chat::{Cursor, Message, Refused, Span};
use maloca_fault::Fault;
use maloca_people::Nick;

use super::{Group, line};

/// How many messages are read at once.
const PAGE: usize = 100;
/// An answer ends after the entry that makes it this long; the next fetch brings the rest.
const ENOUGH: usize = 256 * 1024;

impl Group {
    /// The entries after a cursor, and the cursor after them. A log that does not continue the
    /// cursor's is read from its end on.
    pub(super) async fn read(
        &self,
        nick: &Nick,
        from: Cursor,
    ) -> Result<(String, Cursor), Fault<Refused>> {
        let who = self.reader(nick);
        let (mut text, mut at) = (String::new(), from);
        loop {
            let page = self.chat.history(&who, &self.room, Span::After(at.after), PAGE).await?;
            if page.epoch != from.epoch || page.head < at.after {
                return Ok((text, Cursor { epoch: page.epoch, after: page.head }));
            }
            let is_last = page.messages.len() < PAGE;
            if !push(&mut text, &mut at, &page.messages, nick) {
                return Ok((text, at));
            }
            if is_last {
                return Ok((text, Cursor { after: at.after.max(page.head), ..at }));
            }
        }
    }
}

/// Adds entries while there is room. Returns whether all fit.
fn push(text: &mut String, at: &mut Cursor, messages: &[Message], nick: &Nick) -> bool {
    for message in messages {
        if text.len() >= ENOUGH {
            return false;
        }
        text.extend(line::entry(message, nick));
        at.after = message.seq;
    }
    true
}
