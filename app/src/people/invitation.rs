//! The page behind an invitation link.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::server_fns::Accept;
use super::words::PeopleWords;
use crate::failure::{Explain, refused};
use crate::i18n::{language, words};
use crate::ui::field::Field;
use crate::ui::page::Page;

/// Choose a name and come in with the role that the invitation gives.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let words = words::<PeopleWords>();
    let error = refused::<Accept>().map(|failure| failure.explain(language()));
    let params = use_params_map();
    let token = move || params.read().get("token");
    view! {
        <Page title=words.invited lede=words.invited_lede class="page--narrow">
            <div class="card">
                <form class="stack" method="post" action=Accept::url()>
                    <input type="hidden" name="invitation" value=token />
                    <Field
                        name="nick"
                        label=words.name
                        hint=words.name_hint
                        error=Signal::stored(error)
                        maxlength=32
                        autocomplete="nickname"
                    />
                    <div class="actions">
                        <button class="button button--primary">
                            {words.accept}
                        </button>
                    </div>
                </form>
            </div>
        </Page>
    }
}
