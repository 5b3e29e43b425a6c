//! The words of the room `chat`.

use crate::i18n::{Language, Words};

pub(super) struct ChatWords {
    pub(super) title: &'static str,
    pub(super) lede: &'static str,
}

impl Words for ChatWords {
    fn of(language: Language) -> &'static Self {
        match language {
            Language::Spanish => &ES,
            Language::English => &EN,
        }
    }
}

static ES: ChatWords =
    ChatWords { title: "Chat", lede: "Una conversación para toda la casa, que no se pierde." };

static EN: ChatWords = ChatWords {
    title: "Chat",
    lede: "One conversation for the whole house, and nothing gets lost.",
};
