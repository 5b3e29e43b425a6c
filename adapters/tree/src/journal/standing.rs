//! Whether the root is the one that was compared before.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::look::is_bare;
use crate::root::Anchor;

/// How long a root must be there before it is believed after another one.
const SETTLE: Duration = Duration::from_secs(1);

/// How long a new root in which nothing is at all is taken for one that is away: so looks the
/// folder on which a disk is mounted, while it is not.
const GRACE: Duration = Duration::from_secs(60);

/// The root that is compared.
#[derive(Default)]
pub(super) struct Standing {
    anchor: Option<Arc<Anchor>>,
    /// Since when it is there, as long as nothing was seen in it.
    new: Option<Instant>,
}

impl Standing {
    /// Whether what is seen of a root counts; if not, how long to wait.
    pub(super) fn check(&mut self, anchor: &Arc<Anchor>) -> Result<(), Duration> {
        let another = self.anchor.as_ref().is_none_or(|known| !known.is(anchor));
        if another {
            let first = self.anchor.replace(Arc::clone(anchor)).is_none();
            self.new = Some(Instant::now());
            if !first {
                return Err(SETTLE);
            }
        }
        if self.new.is_some_and(|since| since.elapsed() < GRACE) && is_bare(anchor) {
            return Err(SETTLE);
        }
        self.new = None;
        Ok(())
    }
}
