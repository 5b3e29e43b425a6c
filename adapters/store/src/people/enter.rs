//! Opening a session, by name or by invitation.

use std::sync::Arc;

use async_trait::async_trait;
use maloca_people::{Nick, PersonId, Refused, Role, Session};
use sqlx::Row;

use super::secret::Digest;
use super::{Desk as PeopleDesk, hold};
use crate::chat::parsed;
use crate::clock::time;
use crate::incident::busy;
use crate::writer::{Answer, Desk, Work};

/// Somebody who waits to be let in.
pub(super) struct Enter {
    people: Arc<PeopleDesk>,
    nick: Nick,
    digest: Digest,
    invitation: Option<Digest>,
    /// Who had the name before and has lost it.
    evicted: Option<PersonId>,
}

impl Enter {
    pub(super) const fn new(
        people: Arc<PeopleDesk>,
        nick: Nick,
        digest: Digest,
        invitation: Option<Digest>,
    ) -> Self {
        Self { people, nick, digest, invitation, evicted: None }
    }
}

#[async_trait]
impl Work for Enter {
    type Done = Session;
    type Reason = Refused;

    async fn run(&mut self, desk: &mut Desk<'_>) -> Result<Answer<Self>, sqlx::Error> {
        let Some(role) = self.role(desk).await? else {
            return Ok(Err(Refused::SpentInvitation.into()));
        };
        let holder = hold::holder(desk.conn, &self.nick.key()).await?;
        if holder.as_ref().is_some_and(|holder| holder.holds(desk.now)) {
            return Ok(Err(Refused::NickTaken(self.nick.clone()).into()));
        }
        if hold::count(desk.conn).await? >= self.people.max_sessions {
            return Ok(Err(busy()));
        }
        if let Some(holder) = holder {
            hold::remove(desk.conn, holder.person).await?;
            self.evicted = Some(holder.person);
        }
        self.admit(desk, role).await.map(Ok)
    }

    fn committed(&self, _: &Session) {
        if let Some(person) = self.evicted {
            self.people.cache.forget_person(person);
        }
    }
}

impl Enter {
    /// What the newcomer becomes, or `None` when the invitation is void.
    async fn role(&self, desk: &mut Desk<'_>) -> Result<Option<Role>, sqlx::Error> {
        let Some(invitation) = &self.invitation else { return Ok(Some(Role::Guest)) };
        let row = sqlx::query("SELECT role FROM invitation WHERE digest = $1 AND until > $2")
            .bind(invitation.bytes())
            .bind(desk.now)
            .fetch_optional(&mut *desk.conn)
            .await?;
        row.map(|row| parsed(&row, "role")).transpose()
    }

    async fn admit(&self, desk: &mut Desk<'_>, role: Role) -> Result<Session, sqlx::Error> {
        if let Some(invitation) = &self.invitation {
            sqlx::query("DELETE FROM invitation WHERE digest = $1")
                .bind(invitation.bytes())
                .execute(&mut *desk.conn)
                .await?;
        }
        let person = new_person(desk, &self.nick, role).await?;
        let id = new_session(desk, person, self.digest).await?;
        let now = time(desk.now);
        Ok(Session { id, person, nick: self.nick.clone(), role, since: now, seen: now })
    }
}

async fn new_person(desk: &mut Desk<'_>, nick: &Nick, role: Role) -> Result<PersonId, sqlx::Error> {
    let row = sqlx::query(
        "INSERT INTO person (nick, key, role, since) VALUES ($1, $2, $3, $4) RETURNING number",
    )
    .bind(nick.as_str())
    .bind(nick.key())
    .bind(role.word())
    .bind(desk.now)
    .fetch_one(&mut *desk.conn)
    .await?;
    row.try_get("number").map(PersonId)
}

async fn new_session(
    desk: &mut Desk<'_>,
    person: PersonId,
    digest: Digest,
) -> Result<i64, sqlx::Error> {
    let row = sqlx::query(
        "INSERT INTO session (person, digest, since, seen) VALUES ($1, $2, $3, $3) \
         RETURNING number",
    )
    .bind(person.0)
    .bind(digest.bytes())
    .bind(desk.now)
    .fetch_one(&mut *desk.conn)
    .await?;
    row.try_get("number")
}
