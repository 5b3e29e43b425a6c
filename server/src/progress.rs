//! A bar of progress, for people at a terminal.

use std::io::{self, Write};

/// How wide it is, in characters.
const BAR: u64 = 30;

/// Draws how far it is over what was drawn before.
pub fn draw(done: u64, size: u64) {
    let filled = (done * BAR).checked_div(size).unwrap_or(BAR) as usize;
    let bar: String = (0..BAR as usize).map(|at| if at < filled { '█' } else { '░' }).collect();
    eprint!("\r{bar} {done} of {size} bytes");
    // A bar that is not seen at once is drawn by the next step.
    let _ = io::stderr().flush();
}
