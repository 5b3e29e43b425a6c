//! Exchanges that a form led to, kept until its page was shown a few times.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use maloca_app::doors::wire::Exchange;

/// How many are kept; the oldest goes first.
const MOST: usize = 64;

/// The latest exchanges by names that nobody can guess.
#[derive(Default)]
pub struct Kept(Mutex<VecDeque<(String, Exchange)>>);

impl Kept {
    /// Keeps one and names it.
    pub fn keep(&self, exchange: Exchange) -> String {
        let name = name();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == MOST {
            kept.pop_front();
        }
        kept.push_back((name.clone(), exchange));
        name
    }

    /// The one of this name.
    pub fn get(&self, name: &str) -> Option<Exchange> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|(own, _)| own == name).map(|(_, exchange)| exchange.clone())
    }
}

fn name() -> String {
    let mut random = [0; 16];
    // Without random numbers names collide at worst with an older one, which is then shown.
    let _ = getrandom::fill(&mut random);
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}
