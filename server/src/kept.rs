//! What a form led to, kept for the page that follows it.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many are kept; the oldest goes first.
const MOST: usize = 64;

/// The latest results of forms by names that nobody can guess.
pub struct Kept<T>(Mutex<VecDeque<(String, T)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Kept<T> {
    /// Keeps one and names it.
    pub fn keep(&self, result: T) -> String {
        let name = name();
        let mut kept = self.lock();
        if kept.len() == MOST {
            kept.pop_front();
        }
        kept.push_back((name.clone(), result));
        name
    }

    /// The one of this name.
    pub fn get(&self, name: &str) -> Option<T>
    where
        T: Clone,
    {
        self.lock().iter().find(|(own, _)| own == name).map(|(_, result)| result.clone())
    }

    /// The one of this name if it is fit to be given out; then it is kept no longer.
    pub fn take(&self, name: &str, is_fit: impl Fn(&T) -> bool) -> Option<T> {
        let mut kept = self.lock();
        let at = kept.iter().position(|(own, result)| own == name && is_fit(result))?;
        kept.remove(at).map(|(_, result)| result)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(String, T)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn name() -> String {
    let mut random = [0; 16];
    // Without random numbers names collide at worst with an older one, which is then shown.
    let _ = getrandom::fill(&mut random);
    random.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_kept_no_longer_and_goes_to_nobody_else() {
        let kept = Kept::default();
        let name = kept.keep("ana's");
        assert_eq!(kept.take(&name, |it| *it == "ben's"), None);
        assert_eq!(kept.take("another", |_| true), None);
        assert_eq!(kept.take(&name, |it| *it == "ana's"), Some("ana's"));
        assert_eq!(kept.take(&name, |_| true), None);
    }

    #[test]
    fn the_oldest_goes_when_there_are_too_many() {
        let kept = Kept::default();
        let names: Vec<_> = (0..=MOST).map(|number| kept.keep(number)).collect();
        assert_eq!(kept.get(&names[0]), None);
        assert_eq!(kept.get(&names[1]), Some(1));
    }
}
