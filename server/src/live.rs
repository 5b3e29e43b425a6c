//! Answers that are passed on as they come.

use axum::http::Extensions;

/// Marks an answer that is still being written while it is read: it is passed on as it comes, that
/// is, not compressed.
#[derive(Clone, Copy, Debug)]
pub struct Live;

impl Live {
    /// Whether an answer may be held back for compression.
    pub fn is_not(extensions: &Extensions) -> bool {
        extensions.get::<Self>().is_none()
    }
}
