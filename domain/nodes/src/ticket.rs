//! An invitation as text: who invites, where they are, and a secret that opens once.
//!
//! `maloca1` and then base32 (RFC 4648 §6, lower case, no padding) of: group, inviter, secret, expiry,
//! rights, addresses, those of the inviter's relay, CRC-32 of all that. The checksum is against slips, not
//! against forgers: what a forger changes makes a ticket that its inviter never gave out.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use data_encoding::{BASE32_NOPAD, Encoding};
use serde::{Deserialize, Serialize};

use crate::bytes::Reader;
use crate::{GroupId, NodeId, Rights};

/// What every ticket begins with: the program and the version of the form.
const PREFIX: &str = "maloca1";
/// The longest ticket, in characters.
pub const MAX_LEN: usize = 512;
/// The most addresses in a ticket.
pub const MAX_ADDRESSES: usize = 8;
/// The most addresses of a relay in a ticket.
pub const MAX_RELAY: usize = 2;
/// What is added to the kind of an address when it is that of a relay.
const RELAY: u8 = 0x10;

/// What opens a group to one node, once. It is never logged.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret(pub [u8; 16]);

/// An invitation.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Ticket {
    /// Into which group.
    pub group: GroupId,
    /// Who invites.
    pub inviter: NodeId,
    /// Where the inviter is, best first; at most [`MAX_ADDRESSES`].
    pub addresses: Vec<SocketAddr>,
    /// Where its relay is, best first; at most [`MAX_RELAY`], and nothing when it runs none.
    pub relay: Vec<SocketAddr>,
    /// What opens.
    pub secret: Secret,
    /// Until when, in seconds since 1970.
    pub expires: u64,
    /// What the newcomer may do.
    pub rights: Rights,
}

/// Why a text is no ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum BadTicket {
    /// It does not begin as tickets do.
    #[error("this is no ticket: a ticket begins with {PREFIX}")]
    NoTicket,
    /// It was made by a version with another form.
    #[error("this ticket was made by another version of maloca; update the older house")]
    OtherVersion,
    /// Characters are missing or wrong.
    #[error("this ticket is damaged; copy it again, whole")]
    Damaged,
}

impl Ticket {
    fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend(self.group.to_bytes());
        bytes.extend(self.inviter.0);
        bytes.extend(self.secret.0);
        bytes.extend(self.expires.to_be_bytes());
        bytes.push(self.rights.0);
        let direct = self.addresses.iter().take(MAX_ADDRESSES).map(|at| (0, at));
        let relayed = self.relay.iter().take(MAX_RELAY).map(|at| (RELAY, at));
        for (kind, address) in direct.chain(relayed) {
            match address.ip() {
                IpAddr::V4(ip) => bytes.extend([&[kind | 4][..], &ip.octets()].concat()),
                IpAddr::V6(ip) => bytes.extend([&[kind | 6][..], &ip.octets()].concat()),
            }
            bytes.extend(address.port().to_be_bytes());
        }
        bytes.push(0);
        bytes.extend(crc32(&bytes).to_be_bytes());
        bytes
    }
}

fn read(bytes: &[u8]) -> Option<Ticket> {
    let (content, sum) = bytes.split_last_chunk()?;
    if u32::from_be_bytes(*sum) != crc32(content) {
        return None;
    }
    let mut reader = Reader::new(content);
    let mut ticket = Ticket {
        group: GroupId::from_bytes(&reader.array()?),
        inviter: NodeId(reader.array()?),
        secret: Secret(reader.array()?),
        expires: u64::from_be_bytes(reader.array()?),
        rights: Rights(reader.byte()?),
        addresses: Vec::new(),
        relay: Vec::new(),
    };
    while let Some((is_relay, address)) = address(&mut reader)? {
        match is_relay {
            true => ticket.relay.push(address),
            false if ticket.relay.is_empty() => ticket.addresses.push(address),
            false => return None,
        }
    }
    let fits = ticket.addresses.len() <= MAX_ADDRESSES && ticket.relay.len() <= MAX_RELAY;
    reader.end().filter(|()| fits).map(|()| ticket)
}

/// The next address and whether it is that of a relay, or `Some(None)` at the end of them.
fn address(reader: &mut Reader<'_>) -> Option<Option<(bool, SocketAddr)>> {
    let kind = reader.byte()?;
    let ip = match kind & !RELAY {
        0 if kind == 0 => return Some(None),
        4 => IpAddr::from(reader.array::<4>()?),
        6 => IpAddr::from(reader.array::<16>()?),
        _ => return None,
    };
    let at = SocketAddr::new(ip, u16::from_be_bytes(reader.array()?));
    Some(Some((kind & RELAY != 0, at)))
}

/// CRC-32 as in Ethernet and zip (ISO 3309): finds every slip of a few characters.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

/// The alphabet. Tickets are written in lower case and read in any: people type them, too.
const FORM: Encoding = BASE32_NOPAD;

impl FromStr for Ticket {
    type Err = BadTicket;

    fn from_str(text: &str) -> Result<Self, BadTicket> {
        let text = text.trim();
        if text.len() > MAX_LEN {
            return Err(BadTicket::Damaged);
        }
        let text = text.to_ascii_lowercase();
        let Some(rest) = text.strip_prefix(PREFIX) else {
            let is_other = text.starts_with(PREFIX.trim_end_matches('1'));
            return Err(if is_other { BadTicket::OtherVersion } else { BadTicket::NoTicket });
        };
        let bytes = FORM.decode(rest.to_ascii_uppercase().as_bytes());
        bytes.ok().and_then(|bytes| read(&bytes)).ok_or(BadTicket::Damaged)
    }
}

impl fmt::Display for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", FORM.encode(&self.to_bytes()).to_ascii_lowercase())
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket of {} into {}", self.inviter, self.group)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl TryFrom<String> for Ticket {
    type Error = BadTicket;

    fn try_from(text: String) -> Result<Self, BadTicket> {
        text.parse()
    }
}

impl From<Ticket> for String {
    fn from(ticket: Ticket) -> Self {
        ticket.to_string()
    }
}

#[cfg(test)]
mod tests;
