//! The page behind an invitation link.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::page::{follow, told};
use super::server_fns::Accept;
use super::words::PeopleWords;
use crate::here::here;
use crate::i18n::{language, words};
use crate::ui::field::Field;
use crate::ui::page::Page;

/// Choose a name and come in with the role that the invitation gives.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let words = words::<PeopleWords>();
    let language = language();
    let action = ServerAction::<Accept>::new();
    let value = action.value();
    follow(move || value.get(), here());
    let params = use_params_map();
    let token = move || params.read().get("token");
    let error = Signal::derive(move || told(&value.get(), language));
    view! {
        <Page title=words.invited lede=words.invited_lede class="page--narrow">
            <div class="card">
                <ActionForm action attr:class="stack">
                    <input type="hidden" name="invitation" value=token />
                    <Field
                        name="nick"
                        label=words.name
                        hint=words.name_hint
                        error
                        maxlength=32
                        autocomplete="nickname"
                    />
                    <div class="actions">
                        <button class="button button--primary" disabled=action.pending()>
                            {words.accept}
                        </button>
                    </div>
                </ActionForm>
            </div>
        </Page>
    }
}
