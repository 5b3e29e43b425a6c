//! The secret of a node, and signatures.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

use crate::NodeId;

/// The secret key of a node: whoever has it is that node. It is never shown.
#[derive(Clone)]
pub struct NodeKey(SigningKey);

/// An ed25519 signature (RFC 8032), written in base64 for URLs, without padding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Signature(pub [u8; 64]);

impl NodeKey {
    /// The key of these secret bytes, which must come from a good source of random numbers.
    pub fn from_bytes(secret: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(secret))
    }

    /// The node that this key makes one.
    pub fn id(&self) -> NodeId {
        NodeId(self.0.verifying_key().to_bytes())
    }

    /// Signs a message, which must begin with what it is for.
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.0.sign(message).to_bytes())
    }
}

impl NodeId {
    /// Whether this node signed the message. Keys and signatures with more than one form are refused.
    pub fn signed(&self, message: &[u8], signature: &Signature) -> bool {
        let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
        let key = VerifyingKey::from_bytes(&self.0);
        key.is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
    }
}

/// A text that is no signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a signature is 64 bytes in base64")]
pub struct BadSignature;

impl TryFrom<String> for Signature {
    type Error = BadSignature;

    fn try_from(text: String) -> Result<Self, BadSignature> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| BadSignature)?;
        bytes.try_into().map(Self).map_err(|_| BadSignature)
    }
}

impl From<Signature> for String {
    fn from(signature: Signature) -> Self {
        BASE64URL_NOPAD.encode(&signature.0)
    }
}

impl fmt::Debug for NodeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NodeKey of {}", self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_holds_for_one_message_of_one_node() {
        let (ana, ben) = (NodeKey::from_bytes(&[1; 32]), NodeKey::from_bytes(&[2; 32]));
        let signature = ana.sign(b"hello");
        assert!(ana.id().signed(b"hello", &signature));
        assert!(!ana.id().signed(b"hallo", &signature));
        assert!(!ben.id().signed(b"hello", &signature));
    }

    #[test]
    fn a_key_that_is_no_point_or_a_weak_one_signs_nothing() {
        for key in [[0; 32], [0xff; 32], [1; 32]] {
            assert!(!NodeId(key).signed(b"", &Signature([0; 64])));
        }
    }
}
