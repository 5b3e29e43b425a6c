//! The application: languages, who is here, and all routes.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{Route, Router, Routes};
use leptos_router::{Lazy, SsrMode, path};

use crate::files::transfer::provide_transfers;
use crate::frame::Frame;
use crate::here::provide_here;
use crate::home::page::HomePage;
use crate::i18n::provide_language;
use crate::missing::Missing;
use crate::rooms::{Calc, Chat, Docs, Doors, Files, Invitation, Nodes, People, Problem, Talk};
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
                    <Route path=path!("/calc") view={Lazy::<Calc>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/chat") view={Lazy::<Chat>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/chat/:room") view={Lazy::<Talk>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/files/*path") view={Lazy::<Files>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/people") view={Lazy::<People>::new()} ssr=SsrMode::Async />
                    <Route
                        path=path!("/people/invitations/:token")
                        view={Lazy::<Invitation>::new()}
                        ssr=SsrMode::Async
                    />
                    <Route path=path!("/doors") view={Lazy::<Doors>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/nodes") view={Lazy::<Nodes>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/api/docs") view={Lazy::<Docs>::new()} ssr=SsrMode::Async />
                    <Route path=path!("/problems/:slug") view={Lazy::<Problem>::new()} ssr=SsrMode::Async />
                </Routes>
            </Frame>
        </Router>
    }
}
