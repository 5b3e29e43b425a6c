//! `maloca invite`, `maloca join` and `maloca nodes`: asked of the house that runs on the same data, as
//! its owner.

use std::io::{self, IsTerminal, Write};

use fast_qr::QRBuilder;
use serde_json::json;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use super::rest::Invited;
use super::shape::{GroupShape, NodeShape, State};
use crate::cli::Asking;
use crate::control::call::{AskError, asked};

/// Makes a ticket and prints it alone.
pub async fn invite(at: &Asking, hours: Option<u32>) -> Result<(), AskError> {
    let until = hours.map(|hours| OffsetDateTime::now_utc() + Duration::hours(i64::from(hours)));
    let until = until.and_then(|until| until.format(&Rfc3339).ok());
    let wish = json!({ "expires": until });
    let invited: Invited = asked(at, "POST", "/nodes/invitations", Some(wish)).await?;
    let ticket = invited.ticket.to_string();
    println!("{ticket}");
    // Capitals and digits make a smaller code, and tickets are read in any case.
    if io::stderr().is_terminal()
        && let Ok(code) = QRBuilder::new(ticket.to_ascii_uppercase()).build()
    {
        eprintln!("{}", code.to_str());
    }
    Ok(())
}

/// Joins, and prints who is there.
pub async fn join(at: &Asking, ticket: &str) -> Result<(), AskError> {
    let joining = json!({ "ticket": ticket });
    let group: GroupShape = asked(at, "POST", "/nodes", Some(joining)).await?;
    list(&group)
}

/// Prints one line for each node, this one first.
pub async fn nodes(at: &Asking) -> Result<(), AskError> {
    let group: GroupShape = asked(at, "GET", "/nodes", None).await?;
    list(&group)
}

/// One line for each node, this one first.
fn list(group: &GroupShape) -> Result<(), AskError> {
    let mut out = io::stdout().lock();
    for node in std::iter::once(&group.me).chain(&group.peers) {
        // Who closes the pipe has read enough.
        let _ = writeln!(out, "{}", line(node));
    }
    Ok(())
}

/// `id state name version address latency`, separated by tabs for `cut`.
fn line(node: &NodeShape) -> String {
    let state = match node.state {
        State::Here => "here",
        State::Out => "out",
        State::Connected => "connected",
        State::Away => "away",
    };
    let address = node.address.or_else(|| node.addresses.first().copied());
    let address = address.map_or_else(|| "-".to_owned(), |address| address.to_string());
    let latency = node.latency_ms.map_or_else(|| "-".to_owned(), |ms| format!("{ms:.1} ms"));
    let (name, version) = (or_dash(&node.name), or_dash(&node.version));
    format!("{}\t{state}\t{name}\t{version}\t{address}\t{latency}", node.id)
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}
