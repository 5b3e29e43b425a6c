//! The last count of copies, which serves for a while.

use std::time::{Duration, Instant};

use maloca_app::nodes::keeps::wire::Keep;
use tokio::sync::Mutex;

/// How many times as long as it took a count serves. So whoever looks, and however many do, a tenth of one
/// core is spent on counting.
const SERVES: u32 = 9;
/// The longest that it serves: new wishes of others are not seen before.
const LONGEST: Duration = Duration::from_secs(60);

/// The last count. To count reads every name beneath a folder, and pages ask again and again.
#[derive(Default)]
pub struct Counted(Mutex<Option<Count>>);

struct Count {
    until: Instant,
    keeps: Vec<Keep>,
}

impl Counted {
    /// The last count if it still serves, else a new one. Who comes while it is made waits and gets it too.
    ///
    /// # Errors
    /// Those of counting.
    pub async fn get<E>(
        &self,
        count: impl Future<Output = Result<Vec<Keep>, E>>,
    ) -> Result<Vec<Keep>, E> {
        let mut last = self.0.lock().await;
        let began = Instant::now();
        if let Some(last) = last.as_ref().filter(|last| began < last.until) {
            return Ok(last.keeps.clone());
        }
        let keeps = count.await?;
        let serves = (began.elapsed() * SERVES).min(LONGEST);
        *last = Some(Count { until: Instant::now() + serves, keeps: keeps.clone() });
        Ok(keeps)
    }

    /// Forgets it: a wish was made or taken back here.
    pub async fn forget(&self) {
        *self.0.lock().await = None;
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use tokio::time::sleep;

    use super::*;

    /// Counts for a while and finds so many wishes.
    async fn count(wishes: usize) -> Result<Vec<Keep>, Infallible> {
        sleep(Duration::from_millis(50)).await;
        let keep = Keep {
            folder: "docs".parse().unwrap(),
            node: String::new(),
            in_group: None,
            files: 0,
            bytes: 0,
            counts: Vec::new(),
            holders: Vec::new(),
        };
        Ok(vec![keep; wishes])
    }

    #[tokio::test]
    async fn a_count_serves_longer_than_it_took_and_not_for_ever() {
        let counted = Counted::default();
        assert_eq!(counted.get(count(1)).await.unwrap().len(), 1);
        assert_eq!(counted.get(count(2)).await.unwrap().len(), 1);
        counted.forget().await;
        assert_eq!(counted.get(count(2)).await.unwrap().len(), 2);
        sleep(Duration::from_millis(1_500)).await;
        assert_eq!(counted.get(count(3)).await.unwrap().len(), 3);
    }
}
