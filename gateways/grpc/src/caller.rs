//! Who calls: the one whom a token vouches for, a guest with a name, or a guest without.

use maloca_people::{Caller, Nick, People, Token};
use tonic::Status;
use tonic::metadata::MetadataMap;

use crate::status::status;

/// The caller of a call with this metadata: `authorization: Bearer TOKEN`, else `x-maloca-nick` or,
/// for names that are not ASCII, `x-maloca-nick-bin`.
///
/// # Errors
/// `UNAUTHENTICATED` for a token that vouches for nobody, `ALREADY_EXISTS` for a name that somebody
/// holds.
pub(crate) async fn of(people: &dyn People, metadata: &MetadataMap) -> Result<Caller, Status> {
    if let Some(credential) = metadata.get("authorization") {
        return vouched(people, credential.to_str().unwrap_or_default()).await;
    }
    match name(metadata)? {
        Some(nick) => people.call_by_name(nick).await.map_err(status),
        None => Ok(Caller::anonymous(people.guests())),
    }
}

/// Who writes in a call with this metadata: as [`of`], and `guest` for those who gave no name.
///
/// # Errors
/// Those of [`of`]; `ALREADY_EXISTS` when somebody holds the name `guest`.
pub(crate) async fn speaker(people: &dyn People, metadata: &MetadataMap) -> Result<Caller, Status> {
    people.speaker(of(people, metadata).await?).await.map_err(status)
}

async fn vouched(people: &dyn People, credential: &str) -> Result<Caller, Status> {
    let void = || {
        Status::unauthenticated(
            "this token vouches for nobody (any more); open a session and send \
             `authorization: Bearer TOKEN`, or nothing",
        )
    };
    let (scheme, token) = credential.split_once(' ').ok_or_else(void)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(void());
    }
    let token: Token = token.trim().parse().map_err(|_| void())?;
    let session = people.recognise(&token).await.map_err(status)?.ok_or_else(void)?;
    Ok(session.caller(people.guests()))
}

fn name(metadata: &MetadataMap) -> Result<Option<Nick>, Status> {
    let ascii = metadata.get("x-maloca-nick").map(|name| name.as_bytes().to_vec());
    let binary = || Some(metadata.get_bin("x-maloca-nick-bin")?.to_bytes().ok()?.to_vec());
    let Some(name) = ascii.or_else(binary) else { return Ok(None) };
    let name = String::from_utf8(name)
        .map_err(|_| Status::invalid_argument("x-maloca-nick-bin is no text in UTF-8"))?;
    name.parse()
        .map(Some)
        .map_err(|bad: maloca_people::nick::BadNick| Status::invalid_argument(bad.to_string()))
}
