//! Whether somebody may still have what they were let in to, long after they asked.

use std::sync::Arc;

use maloca_people::{People, Right, Token};

use super::Visit;
use crate::hall::Hall;

/// What a stream or socket rests on: asked anew before each thing that it hands out.
#[derive(Clone)]
pub struct Standing {
    people: Arc<dyn People>,
    token: Option<Token>,
    right: Right,
}

impl Standing {
    /// That of a visitor who needs this right.
    pub fn of(hall: &Hall, visit: &Visit, right: Right) -> Self {
        Self { people: Arc::clone(&hall.house.people), token: visit.token.clone(), right }
    }

    /// Whether their session lives and has the right. What guests may do stays as it is while the house
    /// is open. The people know the sessions of late by heart, so that this costs about a microsecond.
    pub async fn holds(&self) -> bool {
        let Some(token) = &self.token else { return true };
        match self.people.recognise(token).await {
            Ok(session) => {
                session.is_some_and(|session| session.caller(self.people.guests()).may(self.right))
            }
            // A disk that fails is no reason to send anybody away.
            Err(_) => true,
        }
    }
}
