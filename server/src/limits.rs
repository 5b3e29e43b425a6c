//! How much one person or address may do: by the person where a token vouches for one, else by the
//! address, generously, because a whole class may share one.

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
use crate::visitor::Visit;

/// Token buckets (GCRA) for what costs something.
#[derive(Debug)]
pub struct Limits {
    writes_by_person: DefaultKeyedRateLimiter<PersonId>,
    writes_by_address: DefaultKeyedRateLimiter<IpAddr>,
    names_by_address: DefaultKeyedRateLimiter<IpAddr>,
    trials_by_person: DefaultKeyedRateLimiter<PersonId>,
    trials_by_address: DefaultKeyedRateLimiter<IpAddr>,
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
            None => self.check(&self.writes_by_address, &visit.client.address),
        }
    }

    /// Passes when somebody from this address may take a name now.
    ///
    /// # Errors
    /// [`Fault::Busy`] with the time to wait.
    pub fn name(&self, visit: &Visit) -> Result<(), Fault<Never>> {
        self.check(&self.names_by_address, &visit.client.address)
    }

    /// Passes when this visitor may let the house try a request at one of its own doors now.
    ///
    /// # Errors
    /// [`Fault::Busy`] with the time to wait.
    pub fn trial<R>(&self, who: &Caller, from: IpAddr) -> Result<(), Fault<R>> {
        match who.person() {
            Some(person) => self.check(&self.trials_by_person, &person),
            None => self.check(&self.trials_by_address, &from),
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
            let takes_name =
                matches!(request.uri().path(), "/api/v1/sessions" | "/fn/people/enter");
            if takes_name { hall.limits.name(visit) } else { Ok(()) }
        }),
        _ => Ok(()),
    };
    match checked {
        Ok(()) => next.run(request).await,
        Err(fault) => Problem::from(fault).into_response(),
    }
}
