//! The port `Nodes` on a swarm.

use async_trait::async_trait;
use maloca_fault::{Fault, Incident};
use maloca_nodes::ticket::MAX_RELAY;
use maloca_nodes::{
    Card, Group, Node, NodeId, Nodes, Offer, Refused, Rights, Secret, Standing, Statement, Ticket,
    Wish,
};
use maloca_people::{Caller, Right};
use time::OffsetDateTime;

use crate::knock;
use crate::shared::{State, micros, time};
use crate::swarm::Swarm;

#[async_trait]
impl Nodes for Swarm {
    async fn look(&self, who: &Caller) -> Result<Group, Fault<Refused>> {
        who.need(Right::Read)?;
        Ok(self.group())
    }

    async fn invite(&self, who: &Caller, wish: Wish) -> Result<Ticket, Fault<Refused>> {
        who.need(Right::Manage)?;
        if self.endpoint.is_none() {
            return Err(Refused::Shut.into());
        }
        let lasts = wish.lasts.as_secs();
        if lasts == 0 || lasts > Wish::LONGEST.as_secs() {
            return Err(Refused::BadExpiry.into());
        }
        let mine = self.standing().filter(|mine| mine.rights.has(Rights::INVITE));
        let rights = mine.ok_or(Refused::MayNotInvite)?.rights.and(wish.rights);
        let secret = Secret(fresh()?);
        let expires = micros(OffsetDateTime::now_utc()) / 1_000_000 + lasts;
        self.shared.ports.ledger.offer(Offer { secret, rights, expires }).await?;
        let (group, inviter) = (self.shared.state().members.group(), self.shared.me());
        let Card { addresses, mut relay, .. } = self.shared.card();
        relay.truncate(MAX_RELAY);
        Ok(Ticket { group, inviter, addresses, relay, secret, expires, rights })
    }

    async fn join(&self, who: &Caller, ticket: &Ticket) -> Result<Group, Fault<Refused>> {
        who.need(Right::Manage)?;
        let _one_at_a_time = self.joining.lock().await;
        if self.shared.state().members.group() == ticket.group && self.standing().is_some() {
            return Ok(self.group());
        }
        if micros(OffsetDateTime::now_utc()) / 1_000_000 >= ticket.expires {
            return Err(Refused::ExpiredTicket.into());
        }
        if !self.shared.state().is_alone(&self.shared.me()) {
            return Err(Refused::NotAlone.into());
        }
        let endpoint = self.endpoint.as_ref().ok_or(Refused::Shut)?;
        knock::join(&self.shared, endpoint, ticket).await?;
        tracing::info!(group = %ticket.group, "joined");
        Ok(self.group())
    }

    async fn revoke(&self, who: &Caller, node: &NodeId) -> Result<(), Fault<Refused>> {
        who.need(Right::Manage)?;
        let (group, may) = {
            let members = &self.shared.state().members;
            if members.of(node).is_none() {
                return Err(Fault::Missing);
            }
            (members.group(), members.may_revoke(&self.shared.me(), node))
        };
        if !may {
            return Err(Refused::MayNotRevoke.into());
        }
        let now = micros(OffsetDateTime::now_utc());
        let statement = Statement::revoke(&self.shared.key, group, *node, now);
        self.shared.ports.ledger.add(vec![statement]).await?;
        self.shared.note(vec![statement]).await
    }
}

impl Swarm {
    fn standing(&self) -> Option<Standing> {
        self.shared.state().members.of(&self.shared.me()).copied()
    }

    fn group(&self) -> Group {
        let (me, card) = (self.shared.me(), self.shared.card());
        let state = self.shared.state();
        let others = state.members.standing().keys().filter(|node| **node != me);
        let mut myself = node(&state, &me);
        (myself.name, myself.version) = (card.name, card.version);
        myself.addresses = card.addresses;
        let peers = others.map(|other| node(&state, other)).collect();
        Group { id: state.members.group(), me: myself, peers }
    }
}

/// What is known of a node.
fn node(state: &State, id: &NodeId) -> Node {
    let card = state.contacts.get(id).map(|met| met.card.clone()).unwrap_or_default();
    let standing = state.members.of(id);
    Node {
        id: *id,
        name: card.name,
        version: card.version,
        rights: standing.map(|standing| standing.rights).unwrap_or_default(),
        member_since: standing.map(|standing| time(standing.since)),
        addresses: card.addresses,
        link: state.links.link(id),
        origin: state.origins.get(id).copied(),
    }
}

fn fresh() -> Result<[u8; 16], Fault<Refused>> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|cause| {
        let incident = Incident::fresh();
        tracing::error!(%incident, %cause, "no random numbers");
        Fault::Unavailable(incident)
    })?;
    Ok(bytes)
}
