//! Why a store cannot be opened.

use std::path::{Path, PathBuf};

use sqlx::migrate::MigrateError;

/// Why a store cannot be opened, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file cannot be opened or created.
    #[error(
        "the database {} cannot be opened: {cause}; check that its folder exists and is writable, \
         and that the disk has room", .path.display()
    )]
    Open {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        cause: sqlx::Error,
    },
    /// The disk does not take what a new database or new tables need.
    #[error(
        "the disk fails under the database {}: {cause}; if it is full, make room, else check that it is \
         writable and in order", .path.display()
    )]
    Disk {
        /// The database file.
        path: PathBuf,
        /// What SQLite said.
        cause: sqlx::Error,
    },
    /// The tables cannot be brought to the form that this program needs.
    #[error(
        "the database {} has tables that this version cannot use: {cause}; start the version that \
         wrote it, or restore a backup", .path.display()
    )]
    Migrate {
        /// The database file.
        path: PathBuf,
        /// What does not fit.
        cause: MigrateError,
    },
}

/// What SQLite says of disks, by the lower byte of its codes (sqlite.org/rescode.html): READONLY, IOERR,
/// FULL, CANTOPEN.
const OF_THE_DISK: [i32; 4] = [8, 10, 13, 14];

impl StoreError {
    /// Why tables could not be made or changed: is it the disk, or the tables?
    pub(crate) fn of_migration(path: &Path, cause: MigrateError) -> Self {
        let path = path.to_owned();
        match cause {
            MigrateError::Execute(cause) | MigrateError::ExecuteMigration(cause, _)
                if is_of_the_disk(&cause) =>
            {
                Self::Disk { path, cause }
            }
            cause => Self::Migrate { path, cause },
        }
    }
}

fn is_of_the_disk(cause: &sqlx::Error) -> bool {
    let code = cause.as_database_error().and_then(|error| error.code()?.parse::<i32>().ok());
    code.is_some_and(|code| OF_THE_DISK.contains(&(code & 0xff)))
}
