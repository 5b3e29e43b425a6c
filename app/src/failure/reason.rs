//! The reasons of all rooms as one type, for those who treat them alike.

use maloca_fault::Never;

/// Why any of the rooms refused.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error(transparent)]
pub enum Reason {
    /// The calculator.
    Calc(maloca_calc::Refused),
    /// The group chat.
    Chat(maloca_chat::Refused),
    /// The shared files.
    Files(maloca_files::Refused),
    /// The people.
    People(maloca_people::Refused),
}

macro_rules! reasons {
    ($($variant:ident $room:ident;)*) => {$(
        impl From<$room::Refused> for Reason {
            fn from(refused: $room::Refused) -> Self {
                Self::$variant(refused)
            }
        }
    )*};
}
reasons! {
    Calc maloca_calc;
    Chat maloca_chat;
    Files maloca_files;
    People maloca_people;
}

impl From<Never> for Reason {
    fn from(never: Never) -> Self {
        match never {}
    }
}
