//! One signed statement, and its bytes.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

use crate::bytes::Reader;
use crate::{GroupId, NodeId, NodeKey, Rights, Signature};

/// What every signed message begins with, so that a signature made here means nothing elsewhere, and
/// one made elsewhere nothing here.
const DOMAIN: &[u8] = b"maloca/statement/1\0";

/// What is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The node belongs to the group.
    Admission,
    /// It does not, whatever is stated elsewhere.
    Revocation,
}

/// Who says what about whom. It may be forged until [`Statement::is_signed`] says otherwise, and means
/// something only among [`crate::Members`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Statement {
    /// In which group.
    pub group: GroupId,
    /// What.
    pub kind: Kind,
    /// About whom.
    pub node: NodeId,
    /// What the node may do.
    pub rights: Rights,
    /// Who says so.
    pub by: NodeId,
    /// When, in microseconds since 1970, by the clock of the one who says so.
    pub at: u64,
    /// Their signature.
    pub signature: Signature,
}

/// Bytes or text that are no statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no statement about a node")]
pub struct BadStatement;

impl Statement {
    /// How many bytes a statement has.
    pub const LEN: usize = BODY + 64;

    /// Signs that a node belongs to the group.
    pub fn admit(key: &NodeKey, group: GroupId, node: NodeId, rights: Rights, at: u64) -> Self {
        Self::sign(key, group, Kind::Admission, (node, rights), at)
    }

    /// Signs that a node does not belong to the group.
    pub fn revoke(key: &NodeKey, group: GroupId, node: NodeId, at: u64) -> Self {
        Self::sign(key, group, Kind::Revocation, (node, Rights::NONE), at)
    }

    fn sign(
        key: &NodeKey,
        group: GroupId,
        kind: Kind,
        (node, rights): (NodeId, Rights),
        at: u64,
    ) -> Self {
        let by = key.id();
        let mut statement =
            Self { group, kind, node, rights, by, at, signature: Signature([0; 64]) };
        statement.signature = key.sign(&statement.message());
        statement
    }

    /// Whether the one who is said to say so does.
    pub fn is_signed(&self) -> bool {
        self.by.signed(&self.message(), &self.signature)
    }

    /// The one form in bytes: kind, group, node, rights, by, at, signature.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.body();
        bytes.extend(self.signature.0);
        bytes
    }

    /// What [`Statement::to_bytes`] made; the signature is not looked at.
    ///
    /// # Errors
    /// [`BadStatement`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BadStatement> {
        read(Reader::new(bytes)).ok_or(BadStatement)
    }

    fn message(&self) -> Vec<u8> {
        [DOMAIN, &self.body()].concat()
    }

    fn body(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(Self::LEN);
        bytes.push(match self.kind {
            Kind::Admission => 1,
            Kind::Revocation => 2,
        });
        bytes.extend(self.group.to_bytes());
        bytes.extend(self.node.0);
        bytes.push(self.rights.0);
        bytes.extend(self.by.0);
        bytes.extend(self.at.to_be_bytes());
        bytes
    }
}

/// How many bytes are signed.
const BODY: usize = 1 + GroupId::LEN + 32 + 1 + 32 + 8;

fn read(mut bytes: Reader<'_>) -> Option<Statement> {
    let kind = match bytes.byte()? {
        1 => Kind::Admission,
        2 => Kind::Revocation,
        _ => return None,
    };
    let statement = Statement {
        group: GroupId::from_bytes(&bytes.array()?),
        kind,
        node: NodeId(bytes.array()?),
        rights: Rights(bytes.byte()?),
        by: NodeId(bytes.array()?),
        at: u64::from_be_bytes(bytes.array()?),
        signature: Signature(bytes.array()?),
    };
    bytes.end().map(|()| statement)
}

impl FromStr for Statement {
    type Err = BadStatement;

    fn from_str(text: &str) -> Result<Self, BadStatement> {
        if text.len() > Self::LEN * 2 {
            return Err(BadStatement);
        }
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| BadStatement)?;
        Self::from_bytes(&bytes)
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE64URL_NOPAD.encode(&self.to_bytes()))
    }
}

impl TryFrom<String> for Statement {
    type Error = BadStatement;

    fn try_from(text: String) -> Result<Self, BadStatement> {
        text.parse()
    }
}

impl From<Statement> for String {
    fn from(statement: Statement) -> Self {
        statement.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn statement() -> Statement {
        let key = NodeKey::from_bytes(&[7; 32]);
        let group = GroupId { founder: key.id(), founded: 5 };
        Statement::admit(&key, group, NodeId([9; 32]), Rights::INVITE, 6)
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_statement_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(statement) = Statement::from_bytes(&bytes) {
                prop_assert_eq!(statement.to_bytes(), bytes);
            }
        }

        #[test]
        fn an_altered_statement_is_signed_by_nobody(at in 0..Statement::LEN, bit in 0..8_u32) {
            let mut bytes = statement().to_bytes();
            bytes[at] ^= 1 << bit;
            let altered = Statement::from_bytes(&bytes);
            prop_assert!(altered.is_ok_and(|it| !it.is_signed()) || at == 0);
        }
    }

    #[test]
    fn a_statement_is_read_as_it_is_written() {
        let statement = statement();
        assert!(statement.is_signed());
        assert_eq!(statement.to_bytes().len(), Statement::LEN);
        assert_eq!(statement.to_string().parse(), Ok(statement));
    }
}
