//! What the parts of the page share.

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use maloca_files::{Kind, Path, Refused};

use super::address::View;
use super::seen::Seen;
use super::server_fns::look;
use crate::failure::Failure;

/// How many entries a folder shows at first, and then, each time more are asked for.
const STEPS: [usize; 5] = [200, 1000, 3000, 6000, 10_000];

/// What a dialog is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// Where it is.
    pub(super) path: Path,
    /// File or folder.
    pub(super) kind: Kind,
}

/// The state of the page. It outlives the folders that are walked through.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// How the folder is shown, as the address says.
    pub(super) view: Memo<View>,
    /// What the address leads to.
    pub(super) seen: Resource<Result<Seen, Failure<Refused>>>,
    /// What is typed to narrow the folder.
    pub(super) filter: RwSignal<String>,
    /// What the dialog of actions is about.
    pub(super) subject: RwSignal<Option<Subject>>,
    /// Whether the dialog for a new folder is open.
    pub(super) making: RwSignal<bool>,
    /// The folder that is looked at; its changes are listened to, and uploads go there.
    pub(super) watched: RwSignal<Option<Path>>,
    /// What stands behind `/files` in the address, as it stands there.
    path: Memo<String>,
    step: RwSignal<(String, View, usize)>,
}

impl Room {
    /// The room at the address of the page.
    pub(super) fn open() -> Self {
        let (location, query) = (use_location().pathname, use_query_map());
        // The router's own parameters are decoded more than once. While another room is on its way,
        // this one stays what it was.
        let path = Memo::new(move |old: Option<&String>| {
            let path = location.read();
            let path = path.strip_prefix("/files").map(str::to_owned);
            path.or_else(|| old.cloned()).unwrap_or_default()
        });
        let view = Memo::new(move |_| View::read(&query.read()));
        let step = RwSignal::new((String::new(), View::default(), 0));
        // Another folder or order begins with the first step again.
        let rows = Memo::new(move |_| {
            let step = step.read();
            let same = path.with(|path| *path == step.0) && view.with(|view| *view == step.1);
            STEPS[if same { step.2 } else { 0 }]
        });
        let seen = Resource::new(
            move || (path.get(), view.get(), rows.get()),
            |(path, view, rows)| look(path, view, rows),
        );
        Self {
            view,
            seen,
            filter: RwSignal::new(view.get_untracked().filter),
            subject: RwSignal::new(None),
            making: RwSignal::new(false),
            watched: RwSignal::new(None),
            path,
            step,
        }
    }

    /// Shows more entries of the folder.
    pub(super) fn show_more(self) {
        let (path, view) = (self.path.get_untracked(), self.view.get_untracked());
        self.step.update(|step| {
            let same = step.0 == path && step.1 == view;
            let next = if same { step.2 + 1 } else { 1 };
            *step = (path, view, next.min(STEPS.len() - 1));
        });
    }

    /// Whether the page lists the folder that is looked at, as opposed to a file in it.
    pub(super) fn is_listing(self) -> bool {
        let path = self.path();
        self.watched.with_untracked(|folder| *folder == path)
    }

    /// Where the address leads, if it can lead anywhere.
    pub(super) fn path(self) -> Option<Path> {
        self.path.with_untracked(|path| Path::decode(path).ok())
    }

    /// Whether a page of this many entries can get longer.
    pub(super) const fn can_grow(shown: usize) -> bool {
        shown < STEPS[STEPS.len() - 1]
    }

    /// Says which folder is looked at, once the page is alive.
    pub(super) fn look_at(self, folder: Path) {
        Effect::new(move |_| {
            if self.watched.with_untracked(|old| old.as_ref() != Some(&folder)) {
                self.watched.set(Some(folder.clone()));
            }
        });
    }
}
