//! How the lab writes messages.

use maloca_chat::Message;
use maloca_people::Nick;

/// A message as an entry of the lab's answer; `None` for what a name does not get: its own words,
/// and what was taken back. What a person with a session says is never a mere name's own.
pub(super) fn entry(message: &Message, reader: &Nick) -> Option<String> {
    let own = !message.verified && message.author.key() == reader.key();
    // A line is a message here.
    let text = || message.text.replace(['\n', '\r'], " ");
    (!own && !message.deleted).then(|| format!("\n{}>{}", message.author, text()))
}

#[cfg(test)]
mod tests {
    use maloca_chat::MessageId;

    use super::*;

    fn message(author: &str, verified: bool, text: &str) -> Message {
        Message {
            seq: 1,
            id: "01ARZ3NDEKTSV4RRFFQ69G5FAV".parse::<MessageId>().unwrap(),
            author: author.parse().unwrap(),
            verified,
            person: None,
            text: text.to_owned(),
            at: std::time::UNIX_EPOCH.into(),
            edited_at: None,
            deleted: false,
            reply_to: None,
        }
    }

    #[test]
    fn a_message_is_one_line_and_ones_own_is_none() {
        let ana: Nick = "Ana".parse().unwrap();
        let said = |author, verified| entry(&message(author, verified, "a\nb>c"), &ana);
        assert_eq!(said("Luis", false).as_deref(), Some("\nLuis>a b>c"));
        assert_eq!(said("ana", false), None);
        assert_eq!(said("ana", true).as_deref(), Some("\nana>a b>c"));
    }

    #[test]
    fn what_was_taken_back_is_not_sent() {
        let deleted = Message { deleted: true, ..message("Luis", false, "") };
        assert_eq!(entry(&deleted, &"Ana".parse().unwrap()), None);
    }
}
