//! Why a store cannot be opened.

use std::path::PathBuf;

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
    /// The tables cannot be brought to the form that this program needs.
    #[error(
        "the database {} has tables that this version cannot use: {cause}; start the version that \
         wrote it, or restore a backup", .path.display()
    )]
    Migrate {
        /// The database file.
        path: PathBuf,
        /// What does not fit.
        cause: sqlx::migrate::MigrateError,
    },
}
