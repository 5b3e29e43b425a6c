//! A new folder.

use leptos::prelude::*;

use super::manage::told;
use super::room::Room;
use super::server_fns::MakeFolder;
use super::words::FilesWords;
use crate::i18n::words;
use crate::ui::dialog::Dialog;
use crate::ui::field::Field;

/// The dialog that asks for the name of a new folder and then goes there.
#[component]
pub(super) fn MakeDialog(room: Room) -> impl IntoView {
    let words = words::<FilesWords>();
    let action = ServerAction::<MakeFolder>::new();
    let value = action.value();
    Effect::new(move |_| {
        if value.with(|value| matches!(value, Some(Ok(())))) {
            room.making.set(false);
        }
    });
    let folder = move || room.watched.get().unwrap_or_default().to_string();
    // Made anew each time, so that it opens empty.
    view! {
        <Dialog open=room.making title=words.new_folder>
            {move || {
                room.making
                    .get()
                    .then(|| {
                        view! {
                            <ActionForm action attr:class="stack">
                                <input type="hidden" name="folder" value=folder />
                                <Field
                                    name="name"
                                    label=words.folder_name
                                    error=told(value)
                                    maxlength=255
                                />
                                <div class="actions">
                                    <button class="button button--primary" disabled=action.pending()>
                                        {words.make}
                                    </button>
                                </div>
                            </ActionForm>
                        }
                    })
            }}
        </Dialog>
    }
    .into_any()
}
