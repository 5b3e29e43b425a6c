//! The port `People`: sessions, names, invitations.
//!
//! How long things last:
//! - A session ends when it is left or after 30 days without use.
//! - A name is held as long as a session of its person lives; a guest's name is free again after a
//!   day without use. Who then takes it ends the sessions of the one who had it.
//! - `guest` is the name of those who give none, so nobody can hold it.
//! - An invitation can be used once within seven days.
//!
//! # Layout
//! - `enter`: opening a session, by name or by invitation; `leave`, `touch`, `invite`: the other
//!   changes.
//! - `hold`: who holds a name; `sweep`: clearing away what has ended.
//! - `read`, `rows`: what is read.
//! - `cache`: the sessions of late, because every request asks for one.
//! - `secret`: tokens and their digests.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use maloca_fault::Fault;
use maloca_people::{
    Admission, Caller, Identity, Invitation, Nick, People, Refused, Rights, Role, Session, Token,
};

use self::cache::Cache;
use self::enter::Enter;
use self::invite::Invite;
use self::leave::Leave;
use self::secret::{Digest, new_token};
use self::sweep::Sweep;
use self::touch::Touch;
use crate::clock::{micros, time};
use crate::incident::failed_read;
use crate::store::Store;

mod cache;
mod enter;
mod hold;
mod invite;
mod leave;
mod read;
mod rows;
mod secret;
mod sweep;
mod touch;

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3_600 * SECOND;
const DAY: i64 = 24 * HOUR;

/// After how long without use a session ends.
const SESSION: i64 = 30 * DAY;
/// After how long without use a guest's name is free again.
const GUEST_NAME: i64 = DAY;
/// How long an invitation can be used.
const INVITATION: i64 = 7 * DAY;
/// How exactly the last use of a session is known.
const TOUCH: i64 = 60 * SECOND;

/// How long after clearing away what has ended it is done again.
const SWEEP: i64 = HOUR / 6;

/// What is in memory about people.
pub(crate) struct Desk {
    cache: Cache,
    max_sessions: i64,
    swept: AtomicI64,
}

impl Desk {
    pub(crate) fn new(max_sessions: u32) -> Self {
        let max_sessions = i64::from(max_sessions);
        Self { cache: Cache::default(), max_sessions, swept: AtomicI64::new(i64::MIN) }
    }

    /// Whether it is time to clear away; says so to one caller only.
    fn is_sweep_due(&self, now: i64) -> bool {
        let last = self.swept.load(Ordering::Relaxed);
        let due = now.saturating_sub(last) >= SWEEP;
        let order = Ordering::Relaxed;
        due && self.swept.compare_exchange(last, now, order, order).is_ok()
    }
}

/// The people of a [`Store`].
#[derive(Clone)]
pub struct StoredPeople {
    store: Store,
    guests: Rights,
}

impl StoredPeople {
    pub(crate) const fn new(store: Store, guests: Rights) -> Self {
        Self { store, guests }
    }

    fn cache(&self) -> &Cache {
        &self.store.desk().cache
    }

    async fn admit(
        &self,
        nick: Nick,
        invitation: Option<Digest>,
    ) -> Result<Admission, Fault<Refused>> {
        if nick.key() == Nick::guest().key() {
            return Err(Refused::NickTaken(nick).into());
        }
        let queue = self.store.queue();
        if self.store.desk().is_sweep_due(self.store.now()) {
            queue.mention(Sweep::new(Arc::clone(self.store.desk())));
        }
        let token = new_token()?;
        let digest = Digest::of(&token);
        let work = Enter::new(Arc::clone(self.store.desk()), nick, digest, invitation);
        let session = queue.submit(work).await?;
        Ok(Admission { token, session })
    }

    /// The session of a digest as memory or the table knows it.
    async fn look_up(&self, digest: Digest) -> Result<Option<Session>, Fault<Refused>> {
        if let Some(session) = self.cache().get(&digest) {
            return Ok(Some(session));
        }
        let generation = self.cache().generation();
        let found = read::session(self.store.readers(), digest).await.map_err(failed_read)?;
        if let Some(session) = &found {
            self.cache().put(generation, digest, session.clone());
        }
        Ok(found)
    }
}

#[async_trait]
impl People for StoredPeople {
    fn guests(&self) -> Rights {
        self.guests
    }

    async fn enter(&self, nick: Nick) -> Result<Admission, Fault<Refused>> {
        self.admit(nick, None).await
    }

    async fn recognise(&self, token: &Token) -> Result<Option<Session>, Fault<Refused>> {
        let digest = Digest::of(token);
        let Some(mut session) = self.look_up(digest).await? else { return Ok(None) };
        let now = self.store.now();
        let idle = now - micros(session.seen);
        if idle >= SESSION {
            return Ok(None);
        }
        if idle >= TOUCH {
            session.seen = time(now);
            self.cache().touch(&digest, session.seen);
            self.store.queue().mention(Touch { session: session.id, now });
        }
        Ok(Some(session))
    }

    async fn call_by_name(&self, nick: Nick) -> Result<Caller, Fault<Refused>> {
        let mut conn = self.store.readers().acquire().await.map_err(failed_read)?;
        let holder = hold::holder(&mut conn, &nick.key()).await.map_err(failed_read)?;
        if holder.is_some_and(|holder| holder.holds(self.store.now())) {
            return Err(Refused::NickTaken(nick).into());
        }
        Ok(Caller { identity: Identity::Unverified(nick), rights: self.guests })
    }

    async fn leave(&self, token: &Token) -> Result<(), Fault<Refused>> {
        let digest = Digest::of(token);
        self.store.queue().submit(Leave { desk: Arc::clone(self.store.desk()), digest }).await
    }

    async fn sessions(&self, who: &Caller) -> Result<Vec<Session>, Fault<Refused>> {
        let person = who.person().ok_or(Fault::Denied)?;
        let since = self.store.now() - SESSION;
        read::sessions(self.store.readers(), person, since).await.map_err(failed_read)
    }

    async fn invite(&self, who: &Caller, role: Role) -> Result<Invitation, Fault<Refused>> {
        if !who.is_host() {
            return Err(Fault::Denied);
        }
        let token = new_token()?;
        let until = self.store.now() + INVITATION;
        self.store.queue().submit(Invite { digest: Digest::of(&token), role, until }).await?;
        Ok(Invitation { token, role, until: time(until) })
    }

    async fn accept(&self, invitation: &Token, nick: Nick) -> Result<Admission, Fault<Refused>> {
        self.admit(nick, Some(Digest::of(invitation))).await
    }

    async fn has_admin(&self) -> Result<bool, Fault<Refused>> {
        read::has_admin(self.store.readers(), self.store.now()).await.map_err(failed_read)
    }
}
