//! The tickets that were given at the start.

use std::time::Duration;

use maloca_fault::Fault;
use maloca_nodes::{Nodes, Origin, Refused, Ticket};
use maloca_people::Caller;
use tokio::time::sleep;

use crate::Swarm;

/// How long after the first round the second one begins; each later one takes twice as long.
const FIRST: Duration = Duration::from_secs(1);
/// The longest between two rounds.
const LONGEST: Duration = Duration::from_secs(60);

impl Swarm {
    /// Tries tickets in their order, round by round, until one of them lets this node in or none can any
    /// more. The inviter of the first is its friend, those of the others are substitutes.
    pub async fn follow(&self, mut tickets: Vec<Ticket>) {
        let origins = [Origin::Friend].into_iter().chain(std::iter::repeat(Origin::Substitute));
        let inviters = tickets.iter().map(|ticket| ticket.inviter);
        self.shared.state().origins = inviters.zip(origins).collect();
        let mut pause = FIRST;
        while !tickets.is_empty() {
            let mut left = Vec::new();
            for ticket in tickets {
                match self.join(&Caller::house(), &ticket).await {
                    Ok(_) => return,
                    Err(fault) => left.extend(may_help(&fault, &ticket).then_some(ticket)),
                }
            }
            tickets = left;
            sleep(pause).await;
            pause = (2 * pause).min(LONGEST);
        }
    }
}

/// Whether trying the ticket again may help.
fn may_help(fault: &Fault<Refused>, ticket: &Ticket) -> bool {
    let inviter = ticket.inviter.short();
    match fault {
        Fault::Refused(refused) if *refused != Refused::Unreachable => {
            tracing::warn!(inviter, "a ticket given by --join is of no use: {refused}");
            false
        }
        fault => {
            tracing::info!(inviter, "a ticket given by --join is tried again later: {fault}");
            true
        }
    }
}
