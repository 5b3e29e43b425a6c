//! In English.

use maloca_chat::Refused;

use super::ChatWords;

pub(super) static WORDS: ChatWords = ChatWords {
    title: "Chat",
    lede: "Conversations for the whole house. They are live, and nothing gets lost.",
    rooms: "Rooms",
    all_rooms: "All rooms",
    count_unread: |count| format!("{count} unread"),
    quiet: "Nobody has written here yet.",
    new_room: "Open a room",
    new_room_hint: "A subject, a group, a class. Everybody in the house can come in.",
    open_room: "Open",
    messages: "Messages",
    empty: "It is quiet in here",
    empty_text: "Say the first word: it stays here for those who come later.",
    older: "Older messages",
    newer: "Newer messages",
    today: "Today",
    yesterday: "Yesterday",
    unread: "New",
    new_messages: |count| match count {
        1 => "1 new message".to_owned(),
        count => format!("{count} new messages"),
    },
    live: "Live",
    connecting: "Connecting…",
    offline: "Offline",
    unverified: "unverified",
    unverified_why: "Written from a terminal under this name, without a session that vouches for it",
    edited: "(edited)",
    deleted: "This message was deleted.",
    sending: "Sending…",
    not_sent: "Not sent.",
    retry: "Try again",
    discard: "Discard",
    reply: "Reply",
    edit: "Edit",
    delete: "Delete",
    delete_question: "Delete this message?",
    delete_text: "Its text is removed for everybody and cannot be brought back.",
    cancel: "Cancel",
    replying: |author| format!("Replying to {author}"),
    editing: "Editing your message",
    gone_quote: "an earlier message",
    write: |room| format!("Write to {room}"),
    send: "Send",
    hint: "Enter sends, Shift+Enter begins a new line. Markdown works.",
    left: |bytes| format!("{bytes} characters left"),
    too_long: |bytes| format!("{bytes} characters too many. Share longer texts as a file."),
    name: "Your name",
    join: "Join in",
    join_hint: "Choose a name to write. No account and no password.",
    no_connection: "There is no connection right now. Try again when it is back.",
};

pub(super) const fn refused(reason: Refused) -> &'static str {
    match reason {
        Refused::BadRoomName => {
            "A room's name needs letters or digits: at most 64 of a to z, 0 to 9 and hyphens."
        }
        Refused::BadTitle => "A title has at most 80 characters on one line.",
        Refused::RoomExists => "There is a room of that name already. Go in, or choose another.",
        Refused::TooManyRooms => "This house has as many rooms as it can hold.",
        Refused::BadId | Refused::BadCursor => "The page is out of date. Load it again.",
        Refused::EmptyText => "Write something first.",
        Refused::TextTooLong => "That is too long for a message. Share it as a file.",
        Refused::ControlCharacter => "There is an invisible control character in the text.",
        Refused::NoNick => "Choose a name first; then you can write here.",
        Refused::IdTaken => "This was sent before with another text. Send it anew.",
        Refused::NoSuchReply => "The message that this answers is no longer here.",
        Refused::NotYours => "Only the one who wrote a message can change it.",
        Refused::Gone => "This message was deleted.",
    }
}
