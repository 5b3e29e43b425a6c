//! The reasons of all rooms as one type, for those who treat them alike.

use maloca_fault::Never;

use crate::doors::port::NotTried;
use crate::nodes::port::Refused as Nodes;

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
    /// The doors, tried from the page that shows them.
    Doors(NotTried),
    /// The other houses and their files.
    Nodes(Nodes),
}

macro_rules! reasons {
    ($($variant:ident $refused:path;)*) => {$(
        impl From<$refused> for Reason {
            fn from(refused: $refused) -> Self {
                Self::$variant(refused)
            }
        }
    )*};
}
reasons! {
    Calc maloca_calc::Refused;
    Chat maloca_chat::Refused;
    Files maloca_files::Refused;
    People maloca_people::Refused;
    Doors NotTried;
    Nodes Nodes;
}

impl From<Never> for Reason {
    fn from(never: Never) -> Self {
        match never {}
    }
}
