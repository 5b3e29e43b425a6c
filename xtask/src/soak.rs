//! The rounds of faults in full. The tests run the same code with fewer rounds; here a variable in
//! their environment asks for all of them.

use anyhow::Result;

use crate::place::Place;
use crate::sh;

/// What the tests look for.
const VARIABLE: &str = "MALOCA_SOAK";

/// Where there are such tests.
const PACKAGES: [&str; 4] = ["maloca-server", "maloca-store", "maloca-grpc", "maloca-swarm"];

/// Runs every test that has a longer form, one after another, with its output shown.
pub(crate) fn run(place: &Place) -> Result<()> {
    for package in PACKAGES {
        let mut command = place.cargo(&["test", "--package", package, "--", "--nocapture"]);
        command.args(["--test-threads", "1", "soak"]).env(VARIABLE, "1");
        sh::run(&mut command)?;
    }
    Ok(())
}
