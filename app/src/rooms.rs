//! The pages that browsers fetch when somebody enters them: all but the home page.
//!
//! With the feature `split` each room is a chunk of WASM of its own, which `cargo xtask build` cuts
//! out of the module; what rooms share stays in it. Without that feature everything is one module,
//! as the development loops of cargo-leptos and Trunk, and the server, have it.

// The import and the export of a chunk are functions without Rust's names.
#![cfg_attr(feature = "split", allow(unsafe_code))]

use leptos::prelude::*;
use leptos_router::LazyRoute;

use crate::calc::page::CalcPage;
use crate::chat::page::{ChatPage, RoomPage};
use crate::docs::page::DocsPage;
use crate::doors::page::DoorsPage;
use crate::files::page::FilesPage;
use crate::nodes::page::NodesPage;
use crate::people::invitation::InvitationPage;
use crate::people::page::PeoplePage;
use crate::problems::page::ProblemPage;
use crate::ui::absent::Absent;

/// The code of a room did not arrive.
struct Lost;

#[cfg(feature = "split")]
impl From<leptos::wasm_split::SplitLoaderError> for Lost {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

/// The chunk in which the page of a path is, as it is named in `rooms!`; `None` for what comes
/// with the module.
pub fn chunk(path: &str) -> Option<&'static str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.trim_matches('/').split('/');
    match (parts.next()?, parts.next()) {
        ("calc", None) => Some("calc"),
        ("chat", _) => Some("chat"),
        ("files", _) => Some("files"),
        ("people", _) => Some("people"),
        ("doors", None) => Some("doors"),
        ("nodes", None) => Some("nodes"),
        ("api", Some("docs")) => Some("docs"),
        ("problems", Some(_)) => Some("problems"),
        _ => None,
    }
}

/// One route per line: its name, the functions that fetch its code and enter it, and the page in its
/// chunk.
macro_rules! rooms {
    ($($(#[$about:meta])* $route:ident: $fetch:ident, $enter:ident => $chunk:ident::$page:ident;)*) => {$(
        $(#[$about])*
        #[derive(Debug)]
        pub struct $route;

        impl LazyRoute for $route {
            fn data() -> Self {
                Self
            }

            async fn view(_: Self) -> AnyView {
                match $enter().await {
                    Ok(page) => page,
                    Err(Lost) => view! { <Absent /> }.into_any(),
                }
            }

            // What the server rendered is hydrated at one go, so the code must be here before.
            async fn preload() {
                // Whether it came is asked again by the view, which can say that it did not.
                let _ = $fetch().await;
            }
        }

        #[cfg(feature = "split")]
        #[leptos::wasm_split::wasm_split(
            $chunk, wasm_split_path = leptos::wasm_split, preload($fetch), fallible
        )]
        fn $enter() -> Result<AnyView, Lost> {
            Ok(view! { <$page /> }.into_any())
        }

        #[cfg(not(feature = "split"))]
        async fn $fetch() -> Result<(), Lost> {
            Ok(())
        }

        #[cfg(not(feature = "split"))]
        async fn $enter() -> Result<AnyView, Lost> {
            Ok(view! { <$page /> }.into_any())
        }
    )*};
}

rooms! {
    /// The calculator.
    Calc: fetch_calc, enter_calc => calc::CalcPage;
    /// All rooms of the chat.
    Chat: fetch_chat, enter_chat => chat::ChatPage;
    /// One room of the chat.
    Talk: fetch_talk, enter_talk => chat::RoomPage;
    /// The shared files.
    Files: fetch_files, enter_files => files::FilesPage;
    /// Who somebody is here.
    People: fetch_people, enter_people => people::PeoplePage;
    /// The page behind an invitation.
    Invitation: fetch_invitation, enter_invitation => people::InvitationPage;
    /// Every door, and the bytes that go through.
    Doors: fetch_doors, enter_doors => doors::DoorsPage;
    /// The other houses.
    Nodes: fetch_nodes, enter_nodes => nodes::NodesPage;
    /// What programs can do here.
    Docs: fetch_docs, enter_docs => docs::DocsPage;
    /// What a kind of problem means.
    Problem: fetch_problem, enter_problem => problems::ProblemPage;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_chunk_of_its_room() {
        for (path, room) in [
            ("/", None),
            ("/calc?expr=1%2F2", Some("calc")),
            ("/chat/general", Some("chat")),
            ("/files", Some("files")),
            ("/people/invitations/x", Some("people")),
            ("/doors?door=hftp", Some("doors")),
            ("/nodes?q=film", Some("nodes")),
            ("/api/docs", Some("docs")),
            ("/api/v1/rooms", None),
            ("/problems/missing", Some("problems")),
            ("/chatter", None),
        ] {
            assert_eq!(chunk(path), room, "{path}");
        }
    }
}
