//! The fingerprint by which a retry is known after its text was edited or deleted.

use sha2::{Digest as _, Sha256};

use crate::wire::Text;

/// SHA-256 of a text as it was posted. It outlives the text, so that a deleted message leaves
/// nothing to read and a retry of its post is still told from another message under the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The fingerprint of a text.
    pub fn of(text: &Text) -> Self {
        Self(Sha256::digest(text.as_str()).into())
    }
}
