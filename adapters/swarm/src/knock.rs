//! Joining, from both sides.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use iroh::endpoint::{Connection, ConnectionError};
use iroh::{Endpoint, EndpointAddr, EndpointId, RelayUrl, TransportAddr};
use maloca_fault::Fault;
use maloca_nodes::members::MAX_MEMBERS;
use maloca_nodes::wire::{Answer, JOIN, Knock, MAX_FRAME, MAX_KNOCK, News};
use maloca_nodes::{Book, Contact, Members, NodeId, Refused, Secret, Statement, Ticket};
use time::OffsetDateTime;
use tokio::time::timeout;

use crate::frame::{self, Broken};
use crate::guard::{DONE, STRANGER, node};
use crate::relays;
use crate::shared::{Shared, micros};

/// How long finding the inviter may take.
const FINDING: Duration = Duration::from_secs(5);
/// How long everything after that may take.
const TALKING: Duration = Duration::from_secs(20);

/// Answers a newcomer.
pub(crate) async fn welcome(shared: &Arc<Shared>, connection: &Connection) -> Result<(), Broken> {
    let newcomer = node(connection);
    let (mut send, mut receive) =
        timeout(TALKING, connection.accept_bi()).await?.map_err(Broken::ended)?;
    let knock: Knock = timeout(TALKING, frame::read(&mut receive, MAX_KNOCK)).await??;
    let answer = match admit(shared, newcomer, knock).await {
        Ok(news) => Answer::Welcome(news),
        Err(Fault::Refused(refused)) => Answer::Refused(refused),
        Err(fault) => return Err(Broken::ended(fault)),
    };
    frame::write(&mut send, &answer).await?;
    if send.finish().is_ok() {
        let _ = timeout(TALKING, send.stopped()).await;
    }
    Ok(())
}

async fn admit(shared: &Arc<Shared>, node: NodeId, knock: Knock) -> Result<News, Fault<Refused>> {
    if !shared.is_member(&node) {
        let admission = sign(shared, node, knock.secret).await?;
        shared.ports.ledger.redeem(knock.secret, admission).await?;
        shared.note(vec![admission]).await?;
        tracing::info!(node = %node.short(), "let into the group");
    }
    let news = News { card: knock.card, ..News::default() };
    shared.learn(node, news).await?;
    Ok(News { card: shared.card(), ..shared.state().everything() })
}

/// The admission that a secret is good for.
async fn sign(shared: &Shared, node: NodeId, secret: Secret) -> Result<Statement, Fault<Refused>> {
    let rights = shared.ports.ledger.offered(secret, node).await?;
    let state = shared.state();
    if !state.members.may_invite(&shared.me()) {
        return Err(Refused::MayNotInvite.into());
    }
    if state.members.standing().len() >= MAX_MEMBERS {
        return Err(Refused::Full.into());
    }
    let now = micros(OffsetDateTime::now_utc());
    Ok(Statement::admit(&shared.key, state.members.group(), node, rights, now))
}

/// Asks the inviter of a ticket to be let in, and moves into its group.
pub(crate) async fn join(
    shared: &Shared,
    endpoint: &Endpoint,
    ticket: &Ticket,
) -> Result<(), Fault<Refused>> {
    let relay = relays::found(shared, ticket.inviter, &ticket.relay).await;
    let at = address(ticket.inviter, &ticket.addresses, relay.as_slice());
    let at = at.ok_or(Refused::Unreachable)?;
    let connection = timeout(FINDING, endpoint.connect(at, JOIN)).await;
    let connection = connection.map_err(|_| Refused::Unreachable)?.map_err(|error| {
        tracing::debug!(%error, "the inviter cannot be reached");
        Refused::Unreachable
    })?;
    let answer = ask(shared, &connection, ticket.secret).await;
    let reason = connection.close_reason();
    connection.close(DONE.into(), b"");
    let answer = answer.map_err(|error| {
        tracing::debug!(%error, "the inviter does not answer");
        turned_away(reason.as_ref())
    })?;
    match answer {
        Answer::Welcome(news) => enter(shared, ticket, news).await,
        Answer::Refused(refused) => Err(refused.into()),
    }
}

/// What an inviter means that breaks off: it expects nobody, so nobody with this ticket, or it is gone.
fn turned_away(reason: Option<&ConnectionError>) -> Refused {
    match reason {
        Some(ConnectionError::ApplicationClosed(close)) if close.error_code == STRANGER.into() => {
            Refused::SpentTicket
        }
        _ => Refused::Unreachable,
    }
}

async fn ask(shared: &Shared, connection: &Connection, secret: Secret) -> Result<Answer, Broken> {
    let talking = async {
        let (mut send, mut receive) = connection.open_bi().await.map_err(Broken::ended)?;
        frame::write(&mut send, &Knock { secret, card: shared.card() }).await?;
        let answer = frame::read(&mut receive, MAX_FRAME).await;
        // Reading the end tells the inviter that all has arrived.
        let _ = receive.read_to_end(0).await;
        answer
    };
    timeout(TALKING, talking).await?
}

/// Moves into the group, when its statements say that this node belongs to it.
async fn enter(shared: &Shared, ticket: &Ticket, news: News) -> Result<(), Fault<Refused>> {
    let mut members = Members::new(ticket.group);
    let statements = members.merge(news.statements);
    if members.of(&shared.me()).is_none() {
        return Err(Refused::NotAdmitted.into());
    }
    // Somebody may have joined this node while it asked.
    if !shared.state().is_alone(&shared.me()) {
        return Err(Refused::NotAlone.into());
    }
    let inviter = Contact { node: ticket.inviter, card: news.card };
    let mut contacts = news.contacts;
    contacts.push(inviter);
    contacts.retain(|one| one.node != shared.me() && members.of(&one.node).is_some());
    contacts.truncate(MAX_MEMBERS);
    shared.begin(Book { group: ticket.group, statements, contacts }).await
}

/// Where to call a node, directly and by relays; `None` when there is nowhere.
pub(crate) fn address(
    node: NodeId,
    addresses: &[SocketAddr],
    relays: &[RelayUrl],
) -> Option<EndpointAddr> {
    let id = EndpointId::from_bytes(&node.0).ok()?;
    let direct = addresses.iter().copied().map(TransportAddr::Ip);
    let relayed = relays.iter().cloned().map(TransportAddr::Relay);
    let at = EndpointAddr::from_parts(id, direct.chain(relayed));
    (!at.is_empty()).then_some(at)
}
