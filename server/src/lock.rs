//! The data directory belongs to one server at a time.

use std::fs::{self, File};
use std::path::Path;

use rustix::fs::{FlockOperation, flock};

use crate::start::StartError;

/// Held while the server runs; the kernel lets go of it however the process ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

impl Lock {
    /// Makes the data directory and takes it.
    ///
    /// # Errors
    /// [`StartError::Unwritable`], [`StartError::Locked`].
    pub fn take(data: &Path) -> Result<Self, StartError> {
        let run = data.join("run");
        let unwritable =
            |source| StartError::Unwritable { flag: "--data", path: data.to_owned(), source };
        fs::create_dir_all(&run).map_err(unwritable)?;
        let file = File::create(run.join("lock")).map_err(unwritable)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Self(file)),
            Err(rustix::io::Errno::WOULDBLOCK) => Err(StartError::Locked { path: data.to_owned() }),
            Err(error) => Err(unwritable(error.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_server_on_the_same_data_is_refused_until_the_first_is_gone() {
        let data = tempfile::tempdir().unwrap();
        let first = Lock::take(data.path()).unwrap();
        assert!(matches!(Lock::take(data.path()), Err(StartError::Locked { .. })));
        drop(first);
        Lock::take(data.path()).unwrap();
    }
}
