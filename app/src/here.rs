//! Who is looking at the page.

use leptos::prelude::*;
use maloca_people::{Caller, Nick, Rights};

use crate::port;

/// The person in front of the page, as a signal: entering and leaving change it without a new page.
#[derive(Clone, Copy)]
pub struct Here(RwSignal<Caller>);

impl Here {
    /// Who it is now, tracked.
    pub fn get(self) -> Caller {
        self.0.get()
    }

    /// Somebody entered or left.
    pub fn set(self, caller: Caller) {
        self.0.set(caller);
    }

    /// The session is over: somebody without a name, with the rights that they had.
    pub fn forget(self) {
        self.0.update(|caller| *caller = Caller::anonymous(caller.rights));
    }

    /// The name under which they speak now.
    pub fn nick_untracked(self) -> Option<Nick> {
        self.0.with_untracked(|caller| caller.nick().cloned())
    }

    /// The name under which they speak, tracked.
    pub fn nick(self) -> Option<String> {
        self.0.with(|caller| caller.nick().map(ToString::to_string))
    }

    /// Whether a session vouches for them, tracked.
    pub fn is_in(self) -> bool {
        self.0.with(|caller| caller.person().is_some())
    }
}

/// Puts the visitor in reach of all components. The server tells the browser who it saw, so that
/// both render the same.
pub fn provide_here() {
    let caller = SharedValue::new(|| {
        port::visitor().map_or(Caller::anonymous(Rights::NONE), |visitor| visitor.caller())
    });
    provide_context(Here(RwSignal::new(caller.into_inner())));
}

/// The person in front of the page.
pub fn here() -> Here {
    use_context().unwrap_or_else(|| Here(RwSignal::new(Caller::anonymous(Rights::NONE))))
}

/// Somebody who entered or left is known to the whole page at once.
pub fn follow<E: Clone + Send + Sync + 'static>(
    value: impl Fn() -> Option<Result<Caller, E>> + 'static,
    here: Here,
) {
    Effect::new(move |_| {
        if let Some(Ok(caller)) = value() {
            here.set(caller);
        }
    });
}
