//! What errors of the system mean to a caller; incidents in the log.

use std::fmt::Display;
use std::io;
use std::time::Duration;

use maloca_fault::{Fault, Incident};
use maloca_files::{BadPath, Refused};
use rustix::io::Errno;

/// What a caller gets.
pub(crate) type Failure = Fault<Refused>;

/// How long to wait when the process has too much open.
const CROWDED: Duration = Duration::from_secs(1);

/// What an error while looking something up means. What may not be known (an escaping link), is no
/// name or is of no kind that is served is all the same: not there.
pub(crate) fn reading(what: impl Display, error: Errno) -> Failure {
    match error {
        Errno::NOENT
        | Errno::NOTDIR
        | Errno::LOOP
        | Errno::XDEV
        | Errno::NAMETOOLONG
        | Errno::INVAL
        | Errno::NXIO
        | Errno::NODEV => Fault::Missing,
        Errno::MFILE | Errno::NFILE | Errno::NOMEM | Errno::AGAIN => {
            Fault::Busy { retry_after: CROWDED }
        }
        error => unavailable(what, error),
    }
}

/// What an error while writing means.
pub(crate) fn writing(what: impl Display, error: Errno) -> Failure {
    match error {
        Errno::NOSPC | Errno::DQUOT | Errno::FBIG => Refused::Full.into(),
        Errno::NAMETOOLONG => Refused::BadPath(BadPath::TooLong).into(),
        Errno::NOTDIR => Refused::NotFolder.into(),
        Errno::EXIST => Refused::Exists.into(),
        // Two places of the tree are on different disks.
        Errno::XDEV => unavailable(what, error),
        error => reading(what, error),
    }
}

/// As [`writing`], for errors of the standard library.
pub(crate) fn writing_io(what: impl Display, error: &io::Error) -> Failure {
    match Errno::from_io_error(error) {
        Some(errno) => writing(what, errno),
        None => unavailable(what, error),
    }
}

/// Logs a cause under a new number, which is all that the caller gets to know.
pub(crate) fn unavailable(what: impl Display, cause: impl Display) -> Failure {
    let incident = Incident::fresh();
    tracing::error!(%incident, %what, %cause, "the shared tree failed");
    Fault::Unavailable(incident)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_a_reason_that_people_can_act_on() {
        for error in [Errno::NOSPC, Errno::DQUOT, Errno::FBIG] {
            assert_eq!(writing("f", error), Refused::Full.into());
            assert_eq!(writing_io("f", &error.into()), Refused::Full.into());
        }
    }

    #[test]
    fn what_leads_out_is_not_there_and_what_is_forbidden_to_us_is_an_incident() {
        assert_eq!(reading("f", Errno::XDEV), Fault::Missing);
        assert!(matches!(reading("f", Errno::ACCESS), Fault::Unavailable(_)));
        assert!(matches!(reading("f", Errno::MFILE), Fault::Busy { .. }));
        assert!(matches!(writing("f", Errno::XDEV), Fault::Unavailable(_)));
    }
}
