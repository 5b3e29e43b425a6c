//! The doors with protocols of their own: bytes a second, beside what does the same without them, and
//! what a silent connection costs.
//!
//! # Layout
//! - [`files`]: one large file by each way, in turns.
//! - [`held`]: silent connections.
//! - [`python`]: an HFTP server that is written as one writes it in a course.

mod files;
mod held;
mod python;

use std::path::Path;

use anyhow::Result;

/// Prints both tables.
///
/// # Errors
/// When the house fails.
pub async fn measure(program: &Path, rounds: usize) -> Result<()> {
    files::measure(program, rounds).await?;
    held::measure(program).await
}
