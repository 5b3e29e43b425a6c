//! What people are promised.

use std::sync::Arc;

use maloca_fault::Fault;
use maloca_people::{Caller, Identity, Nick, People, Refused, Right, Rights, Role, Token};
use time::Duration;

use super::house::*;

const GUESTS: Rights = Rights::of(&[Right::Chat]);

fn nick(name: &str) -> Nick {
    name.parse().unwrap()
}

fn taken(name: &str) -> Fault<Refused> {
    Refused::NickTaken(nick(name)).into()
}

async fn enter(people: &dyn People, name: &str) -> Token {
    people.enter(nick(name)).await.unwrap().token
}

async fn knows(people: &dyn People, token: &Token) -> bool {
    people.recognise(token).await.unwrap().is_some()
}

pub(crate) async fn a_token_is_recognised_until_its_session_is_left(house: impl House) {
    let people = house.people(GUESTS);
    let admission = people.enter(nick("Ana")).await.unwrap();
    let session = people.recognise(&admission.token).await.unwrap();
    assert_eq!(session, Some(admission.session.clone()));
    let caller = admission.session.caller(people.guests());
    assert_eq!((caller.nick(), caller.rights), (Some(&nick("Ana")), GUESTS));
    assert!(!knows(people.as_ref(), &"A".repeat(43).parse().unwrap()).await);
    people.leave(&admission.token).await.unwrap();
    assert!(!knows(people.as_ref(), &admission.token).await);
    people.leave(&admission.token).await.unwrap();
}

pub(crate) async fn sessions_outlive_the_process(house: impl House) {
    let admission = house.people(GUESTS).enter(nick("ana")).await.unwrap();
    let house = house.reopened().await;
    let people = house.people(GUESTS);
    let session = people.recognise(&admission.token).await.unwrap();
    assert_eq!(session, Some(admission.session));
}

pub(crate) async fn a_name_is_held_in_every_spelling_and_free_after_leaving(house: impl House) {
    let people = house.people(GUESTS);
    let token = enter(people.as_ref(), "Ana").await;
    for name in ["Ana", "ana", "ＡＮＡ"] {
        assert_eq!(people.enter(nick(name)).await.unwrap_err(), taken(name));
        assert_eq!(people.call_by_name(nick(name)).await.unwrap_err(), taken(name));
    }
    people.leave(&token).await.unwrap();
    enter(people.as_ref(), "ana").await;
}

pub(crate) async fn one_of_many_gets_the_name(house: impl House) {
    let people = house.people(GUESTS);
    let tries = (0..20).map(|_| people.enter(nick("ana")));
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let mut others = answers.iter().filter_map(|answer| answer.as_ref().err());
    assert!(others.all(|fault| *fault == taken("ana")));
}

pub(crate) async fn a_guests_name_is_free_after_a_day_without_use(house: impl House) {
    let people = house.people(GUESTS);
    let token = enter(people.as_ref(), "ana").await;
    house.time().pass(Duration::hours(23));
    assert_eq!(people.enter(nick("ana")).await.unwrap_err(), taken("ana"));
    assert!(knows(people.as_ref(), &token).await);
    house.time().pass(Duration::hours(23));
    assert_eq!(people.enter(nick("ana")).await.unwrap_err(), taken("ana"));
    house.time().pass(Duration::hours(2));
    people.call_by_name(nick("ana")).await.unwrap();
    let second = enter(people.as_ref(), "ana").await;
    assert!(!knows(people.as_ref(), &token).await);
    assert!(knows(people.as_ref(), &second).await);
}

pub(crate) async fn a_session_that_is_used_lasts_and_one_that_is_not_ends_after_thirty_days(
    house: impl House,
) {
    let people = house.people(GUESTS);
    let (used, unused) = (enter(people.as_ref(), "ana").await, enter(people.as_ref(), "ben").await);
    for _ in 0..3 {
        house.time().pass(Duration::days(10));
        assert!(knows(people.as_ref(), &used).await);
        // A later write is on disk after the earlier ones, so the use is noted.
        people.leave(&"A".repeat(43).parse().unwrap()).await.unwrap();
    }
    assert!(!knows(people.as_ref(), &unused).await);
    house.time().pass(Duration::days(29));
    let house = house.reopened().await;
    let people = house.people(GUESTS);
    let session = people.recognise(&used).await.unwrap().unwrap();
    assert_eq!(session.seen, house.time().now());
}

pub(crate) async fn nobody_can_hold_the_name_of_those_who_give_none(house: impl House) {
    let people = house.people(GUESTS);
    for name in ["guest", "Guest"] {
        assert_eq!(people.enter(nick(name)).await.unwrap_err(), taken(name));
    }
    people.call_by_name(Nick::guest()).await.unwrap();
}

pub(crate) async fn a_mere_name_is_unverified_and_never_somebody_elses(house: impl House) {
    let people = house.people(GUESTS);
    let caller = people.call_by_name(nick("ben")).await.unwrap();
    assert_eq!(caller.identity, Identity::Unverified(nick("ben")));
    assert_eq!(caller.rights, GUESTS);
    enter(people.as_ref(), "ben").await;
    assert_eq!(people.call_by_name(nick("ben")).await.unwrap_err(), taken("ben"));
}

pub(crate) async fn an_invitation_is_used_once(house: impl House) {
    let people = house.people(GUESTS);
    assert!(!people.has_admin().await.unwrap());
    let invitation = people.invite(&Caller::house(), Role::Admin).await.unwrap();
    assert!(people.has_admin().await.unwrap());
    let tries = (0..10).map(|n| people.accept(&invitation.token, nick(&format!("a{n}"))));
    let answers = futures::future::join_all(tries).await;
    let (let_in, others): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(let_in[0].as_ref().unwrap().session.role, Role::Admin);
    assert_eq!(others.len(), 9);
    assert!(others.iter().all(|one| *one.as_ref().unwrap_err() == spent()));
    assert!(people.has_admin().await.unwrap());
    people.leave(&let_in[0].as_ref().unwrap().token).await.unwrap();
    assert!(!people.has_admin().await.unwrap());
}

fn spent() -> Fault<Refused> {
    Refused::SpentInvitation.into()
}

pub(crate) async fn an_invitation_is_not_used_up_by_a_refused_name(house: impl House) {
    let people = house.people(GUESTS);
    enter(people.as_ref(), "ana").await;
    let invitation = people.invite(&Caller::house(), Role::Member).await.unwrap();
    let refused = people.accept(&invitation.token, nick("ana")).await;
    assert_eq!(refused.unwrap_err(), taken("ana"));
    let admission = people.accept(&invitation.token, nick("ben")).await.unwrap();
    assert_eq!(admission.session.role, Role::Member);
}

pub(crate) async fn an_invitation_ends_after_seven_days(house: impl House) {
    let people = house.people(GUESTS);
    let invitation = people.invite(&Caller::house(), Role::Admin).await.unwrap();
    assert_eq!(invitation.until, house.time().now() + Duration::days(7));
    house.time().pass(Duration::days(7));
    assert_eq!(people.accept(&invitation.token, nick("ana")).await.unwrap_err(), spent());
    assert!(!people.has_admin().await.unwrap());
}

pub(crate) async fn only_the_house_and_its_admins_appoint_others(house: impl House) {
    let people = house.people(GUESTS);
    let guest = people.enter(nick("ana")).await.unwrap().session.caller(Rights::ALL);
    assert_eq!(people.invite(&guest, Role::Member).await, Err(Fault::Denied));
    let anonymous = Caller::anonymous(Rights::ALL);
    assert_eq!(people.invite(&anonymous, Role::Admin).await, Err(Fault::Denied));
}

pub(crate) async fn a_person_sees_their_own_sessions(house: impl House) {
    let people = house.people(GUESTS);
    let ana = people.enter(nick("ana")).await.unwrap().session;
    enter(people.as_ref(), "ben").await;
    let sessions = people.sessions(&ana.caller(GUESTS)).await.unwrap();
    assert_eq!(sessions, [ana]);
    assert_eq!(people.sessions(&unverified("x")).await, Err(Fault::Denied));
}

pub(crate) async fn numbers_of_persons_are_never_used_again(house: impl House) {
    let people = house.people(GUESTS);
    let first = people.enter(nick("ana")).await.unwrap();
    people.leave(&first.token).await.unwrap();
    let house = house.reopened().await;
    let second = house.people(GUESTS).enter(nick("ana")).await.unwrap();
    assert!(second.session.person > first.session.person);
}

pub(crate) async fn a_full_house_lets_in_again_when_guests_have_been_away_for_a_day<H: House>(
    _: H,
) {
    let house = H::small(3).await;
    let people: Arc<dyn People> = house.people(GUESTS);
    let mut tokens = Vec::new();
    for name in ["a", "b", "c"] {
        tokens.push(enter(people.as_ref(), name).await);
    }
    let full = people.enter(nick("d")).await.unwrap_err();
    assert!(matches!(full, Fault::Busy { .. }));
    house.time().pass(Duration::hours(13));
    assert!(knows(people.as_ref(), &tokens[0]).await);
    house.time().pass(Duration::hours(12));
    enter(people.as_ref(), "d").await;
    assert!(knows(people.as_ref(), &tokens[0]).await);
    assert!(!knows(people.as_ref(), &tokens[1]).await);
}
