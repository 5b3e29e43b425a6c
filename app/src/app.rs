//! The application: languages, who is here, and all routes.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{SsrMode, path};

use crate::calc::page::CalcPage;
use crate::chat::page::{ChatPage, RoomPage};
use crate::docs::page::DocsPage;
use crate::doors::page::DoorsPage;
use crate::files::page::FilesPage;
use crate::files::transfer::provide_transfers;
use crate::frame::Frame;
use crate::here::provide_here;
use crate::home::page::HomePage;
use crate::i18n::provide_language;
use crate::missing::Missing;
use crate::people::invitation::InvitationPage;
use crate::people::page::PeoplePage;
use crate::problems::page::ProblemPage;
use crate::ui::toast::provide_toasts;

/// Everything inside `<body>`, the same on the server and in the browser. Pages wait for their data
/// before the server sends them, so that they are whole without scripts.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_language();
    provide_here();
    provide_toasts();
    provide_transfers();
    let (is_routing, set_is_routing) = signal(false);
    view! {
        <Title formatter=|text: String| format!("{text} · Maloca") />
        <Router set_is_routing>
            <Frame is_routing>
                <Routes fallback=Missing transition=false>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                    <Route path=path!("/calc") view=CalcPage ssr=SsrMode::Async />
                    <Route path=path!("/chat") view=ChatPage ssr=SsrMode::Async />
                    <Route path=path!("/chat/:room") view=RoomPage ssr=SsrMode::Async />
                    <Route path=path!("/files/*path") view=FilesPage ssr=SsrMode::Async />
                    <Route path=path!("/people") view=PeoplePage ssr=SsrMode::Async />
                    <Route
                        path=path!("/people/invitations/:token")
                        view=InvitationPage
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/doors") view=DoorsPage ssr=SsrMode::Async />
                    <Route path=path!("/api/docs") view=DocsPage ssr=SsrMode::Async />
                    <Route path=path!("/problems/:slug") view=ProblemPage ssr=SsrMode::Async />
                </Routes>
            </Frame>
        </Router>
    }
}
