//! A folder of the shared tree, or a file in it, whatever the address leads to.

use leptos::prelude::*;
use leptos_meta::Title;
use maloca_fault::Fault;
use maloca_files::Refused;

use super::file::FileView;
use super::folder::FolderView;
use super::live;
use super::make::MakeDialog;
use super::manage::ManageDialog;
use super::room::Room;
use super::seen::Seen;
use super::transfer::drop::DropZone;
use super::transfer::list::TransferList;
use super::transfer::transfers;
use super::words::FilesWords;
use crate::failure::Failure;
use crate::i18n::words;
use crate::nodes::copies::CopiesOf;
use crate::ui::notice::failed_page;
use crate::ui::progress::Skeleton;

/// A folder of the shared tree, or a file in it.
#[component]
pub fn FilesPage() -> impl IntoView {
    let room = Room::open();
    live::follow(room);
    refresh_after_uploads(room);
    view! {
        <div class="page">
            <Transition fallback=|| {
                view! { <Skeleton lines=6 /> }
            }>
                {move || Suspend::new(async move {
                    match room.seen.await {
                        Ok(Seen::Folder(folder)) => view! { <FolderView room folder /> }.into_any(),
                        Ok(Seen::File(file)) => view! { <FileView room file /> }.into_any(),
                        Err(failure) => view! { <Nowhere room failure /> }.into_any(),
                    }
                })}
            </Transition>
            <TransferList />
            <ManageDialog room />
            <MakeDialog room />
            <DropZone room />
        </div>
    }
}

/// What arrived is seen at once, also where nobody tells of changes.
fn refresh_after_uploads(room: Room) {
    let transfers = transfers();
    Effect::new(move |before: Option<usize>| {
        let arrived = transfers.arrived();
        if before.is_some_and(|before| before < arrived) {
            room.seen.refetch();
        }
        arrived
    });
}

/// The address leads nowhere that can be shown.
#[component]
fn Nowhere(room: Room, failure: Failure<Refused>) -> impl IntoView {
    let words = words::<FilesWords>();
    Effect::new(move |_| room.watched.set(None));
    // What is not here may be elsewhere.
    let is_missing = matches!(failure, Failure::Fault(Fault::Missing));
    let lost = is_missing.then(|| room.path()).flatten();
    view! {
        <Title text=words.title />
        <header class="page__head">
            <h1>{words.title}</h1>
        </header>
        {failed_page(&failure)}
        {lost.map(|path| view! { <CopiesOf path /> })}
        <p>
            <a class="button" href="/files">
                {words.to_the_top}
            </a>
        </p>
    }
}
