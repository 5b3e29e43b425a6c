//! Under which name somebody writes.

use maloca_people::{Caller, Identity};

use crate::hall::Hall;
use crate::problem::{Kind, Problem};
use crate::visitor::Visit;

/// Who writes in a request ([`maloca_people::People::speaker`]).
///
/// # Errors
/// When names cannot be looked up.
pub async fn speaker(hall: &Hall, visit: &Visit) -> Result<Caller, Problem> {
    Ok(hall.house.people.speaker(visit.caller.clone()).await?)
}

/// As [`speaker`], for a connection that has been open for a while: the session may have ended since,
/// and the name may belong to somebody else.
///
/// # Errors
/// [`Kind::UNAUTHORIZED`] when the session has ended, a conflict when the name was taken.
pub async fn renewed(hall: &Hall, visit: &Visit) -> Result<Caller, Problem> {
    let people = &hall.house.people;
    match (&visit.token, &visit.caller.identity) {
        (Some(token), _) => {
            let session = people.recognise(token).await?;
            session.map(|session| session.caller(people.guests())).ok_or_else(ended)
        }
        (None, Identity::Unverified(nick)) => Ok(people.call_by_name(nick.clone()).await?),
        (None, _) => Ok(people.speaker(visit.caller.clone()).await?),
    }
}

fn ended() -> Problem {
    Problem::new(Kind::UNAUTHORIZED, "your session has ended; choose a name again")
}
