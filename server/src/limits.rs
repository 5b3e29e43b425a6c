//! How much one person or address may do: by the person where a token vouches for one, else by the
//! address, generously, because a whole class may share one.
//!
//! Reads are not counted: none costs much. Those that could are bounded where they happen, the
//! calculator by its threads and long listings by their readers.
//!
//! # Layout
//! - [`network`]: what counts as one address.

pub mod network;

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use maloca_fault::{Fault, Never};
use maloca_people::{Caller, PersonId};

use crate::hall::Hall;
use crate::problem::Problem;
use crate::visitor::{Client, Visit};
pub use network::Network;

/// Token buckets (GCRA) for what costs something.
#[derive(Debug)]
pub struct Limits {
    writes_by_person: DefaultKeyedRateLimiter<PersonId>,
    writes_by_address: DefaultKeyedRateLimiter<Network>,
    names_by_address: DefaultKeyedRateLimiter<Network>,
    trials_by_person: DefaultKeyedRateLimiter<PersonId>,
    trials_by_address: DefaultKeyedRateLimiter<Network>,
    clock: DefaultClock,
}

const fn quota(per_second: u32, burst: u32) -> Quota {
    let (Some(rate), Some(burst)) = (NonZeroU32::new(per_second), NonZeroU32::new(burst)) else {
        return Quota::per_second(NonZeroU32::MIN);
    };
    Quota::per_second(rate).allow_burst(burst)
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            writes_by_person: RateLimiter::keyed(quota(100, 500)),
            writes_by_address: RateLimiter::keyed(quota(1_000, 5_000)),
            names_by_address: RateLimiter::keyed(quota(10, 300)),
            trials_by_person: RateLimiter::keyed(quota(1, 20)),
            trials_by_address: RateLimiter::keyed(quota(10, 100)),
            clock: DefaultClock::default(),
        }
    }
}

impl Limits {
    /// Passes when this visitor may change something now.
    ///
    /// # Errors
    /// [`Fault::Busy`] with the time to wait.
    pub fn write(&self, visit: &Visit) -> Result<(), Fault<Never>> {
        match visit.caller.person() {
            Some(person) => self.check(&self.writes_by_person, &person),
            None => self.check(&self.writes_by_address, &visit.client.address.into()),
        }
    }

    /// Passes when somebody from this address may take a name, or try a secret, now.
    ///
    /// # Errors
    /// [`Fault::Busy`] with the time to wait.
    pub fn name(&self, client: &Client) -> Result<(), Fault<Never>> {
        self.check(&self.names_by_address, &client.address.into())
    }

    /// Passes when this visitor may let the house try a request at one of its own doors now.
    ///
    /// # Errors
    /// [`Fault::Busy`] with the time to wait.
    pub fn trial<R>(&self, who: &Caller, from: IpAddr) -> Result<(), Fault<R>> {
        match who.person() {
            Some(person) => self.check(&self.trials_by_person, &person),
            None => self.check(&self.trials_by_address, &from.into()),
        }
    }

    fn check<K: std::hash::Hash + Eq + Clone, R>(
        &self,
        limiter: &DefaultKeyedRateLimiter<K>,
        key: &K,
    ) -> Result<(), Fault<R>> {
        limiter
            .check_key(key)
            .map_err(|until| Fault::Busy { retry_after: until.wait_time_from(self.clock.now()) })
    }

    /// Forgets those who have been quiet, now and then, so that memory stays bounded.
    pub async fn forget_now_and_then(&self) {
        loop {
            tokio::time::sleep(Duration::from_secs(60)).await;
            self.writes_by_person.retain_recent();
            self.writes_by_address.retain_recent();
            self.names_by_address.retain_recent();
            self.trials_by_person.retain_recent();
            self.trials_by_address.retain_recent();
        }
    }
}

/// The layer that applies the limits to every request that may change something.
pub async fn limit(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let checked = match request.extensions().get::<Visit>() {
        Some(visit) if !request.method().is_safe() => hall.limits.write(visit).and_then(|()| {
            if takes_name(request.uri().path()) { hall.limits.name(&visit.client) } else { Ok(()) }
        }),
        _ => Ok(()),
    };
    match checked {
        Ok(()) => next.run(request).await,
        Err(fault) => Problem::from(fault).into_response(),
    }
}

/// Whether a write to this path takes a name or tries an invitation.
fn takes_name(path: &str) -> bool {
    matches!(path, "/api/v1/sessions" | "/fn/people/enter" | "/fn/people/accept")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(address: &str) -> Client {
        let address = address.parse().unwrap();
        Client { address, secure: false, authority: "house".to_owned() }
    }

    #[test]
    fn who_has_a_whole_ipv6_network_takes_no_more_names_than_others() {
        let limits = Limits::default();
        let taken = (0..400).filter(|n| limits.name(&client(&format!("2001:db8::{n}"))).is_ok());
        let taken = taken.count();
        assert!((300..350).contains(&taken), "{taken}");
        assert_eq!(limits.name(&client("2001:db8:0:1::1")), Ok(()));
    }
}
