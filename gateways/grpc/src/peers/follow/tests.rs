use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use futures::{FutureExt, future};
use maloca_files::Hash;
use maloca_nodes::Signature;
use maloca_nodes::catalogue::{Change, Head, Line, Mark};
use tokio::sync::oneshot;

use super::*;

const LOG: LogId = LogId { node: NodeId([1; 32]), began: 9 };

/// One log with one line on each page, and no bell.
struct One {
    seq: Arc<AtomicU64>,
    /// What the caller knows, if it sends each first page itself while that is read.
    sender: Option<Known>,
}

#[async_trait]
impl Logs for One {
    async fn marks(&self, _: &Caller) -> Outcome<Vec<Mark>> {
        Ok(vec![Mark { seq: self.seq.load(Ordering::Relaxed), ..Mark::start(LOG) }])
    }

    async fn page(&self, _: &Caller, log: LogId, after: u64) -> Outcome<Option<Page>> {
        if let Some(known) = self.sender.as_ref().filter(|_| after == 0) {
            known.extend(log, 0, 1);
        }
        let line = Line { path: "file".parse().unwrap(), change: Change::Gone };
        let signature = Signature([0; 64]);
        let head = Head { log, seq: after + 1, chain: Hash([0; 32]), signature };
        Ok(Some(Page { lines: vec![line], head }))
    }

    async fn follow(&self, _: &Caller, _: Page) -> Outcome<Mark> {
        Err(Fault::Denied)
    }

    async fn listen(&self, _: &Caller) -> Outcome<Rings> {
        Ok(stream::pending().boxed())
    }
}

fn number(step: Outcome<Step>) -> u64 {
    match step.unwrap() {
        Step::Began(_, after) => after,
        Step::Page(page) => page.head.seq,
    }
}

#[tokio::test]
async fn a_page_that_the_caller_sent_while_it_was_read_is_left_out() {
    let known = Known::default();
    let one = One { seq: Arc::new(AtomicU64::new(3)), sender: Some(known.clone()) };
    let enough = future::ready(()).boxed();
    let steps = follow(Arc::new(one), Caller::house(), known, enough).await.unwrap();
    assert_eq!(steps.map(number).collect::<Vec<_>>().await, [0, 2, 3]);
}

#[tokio::test]
async fn what_was_written_before_the_end_is_read_even_if_nothing_rang() {
    let seq = Arc::new(AtomicU64::new(1));
    let one = One { seq: Arc::clone(&seq), sender: None };
    let (open, closed) = oneshot::channel::<()>();
    let enough = closed.map(drop).boxed();
    let steps = follow(Arc::new(one), Caller::house(), Known::default(), enough).await.unwrap();
    let mut steps = Box::pin(steps.map(number));
    assert_eq!((steps.next().await, steps.next().await), (Some(0), Some(1)));
    assert_eq!(steps.next().now_or_never(), None, "it waits");
    seq.store(2, Ordering::Relaxed);
    drop(open);
    assert_eq!((steps.next().await, steps.next().await), (Some(2), None));
}
