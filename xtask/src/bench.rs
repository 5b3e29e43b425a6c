//! What the house costs, measured by the crate `maloca-bench`.

use std::ffi::OsString;

use anyhow::Result;

use crate::place::Place;
use crate::{build, sh};

/// Builds the executable that people get and measures it.
pub(crate) fn run(place: &Place, arguments: &[OsString]) -> Result<()> {
    let program = build::run(place, build::Options::default())?;
    let mut command = place.cargo(&["run", "--release", "--package", "maloca-bench", "--"]);
    command.arg("--program").arg(program).args(arguments);
    sh::run(&mut command)
}
