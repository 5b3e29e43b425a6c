//! SQLite in a scratch directory, and what is true of it alone.

use std::sync::Arc;

use maloca_chat::{Log, Outbox};
use maloca_fault::Fault;
use maloca_nodes::Ledger;
use maloca_people::{People, Rights};
use maloca_store::{Options, Sharing, Shelves, Store, StoreError};
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

use super::house::*;

pub(crate) struct Sqlite {
    dir: TempDir,
    time: Time,
    store: Store,
}

impl Sqlite {
    async fn open(dir: TempDir, time: Time, options: Options) -> Self {
        let options = Options { clock: time.clock(), ..options };
        let store = Store::open_with(dir.path().join("maloca.db"), options).await.unwrap();
        Self { dir, time, store }
    }

    async fn with(options: Options) -> Self {
        Self::open(tempfile::tempdir().unwrap(), Time::default(), options).await
    }

    async fn beside(&self) -> SqliteConnection {
        let path = self.dir.path().join("maloca.db");
        SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap()
    }
}

impl House for Sqlite {
    async fn new() -> Self {
        Self::with(Options::default()).await
    }

    async fn small(sessions: u32) -> Self {
        Self::with(Options { sessions, ..Options::default() }).await
    }

    async fn reopened(self) -> Self {
        self.store.close().await;
        Self::open(self.dir, self.time, Options::default()).await
    }

    fn log(&self) -> Arc<dyn Log> {
        Arc::new(self.store.clone())
    }

    fn outbox(&self) -> Arc<dyn Outbox> {
        Arc::new(self.store.clone())
    }

    fn ledger(&self) -> Arc<dyn Ledger> {
        Arc::new(self.store.clone())
    }

    fn people(&self, guests: Rights) -> Arc<dyn People> {
        Arc::new(self.store.people(guests))
    }

    async fn catalogue(&self, key: u8, sharing: Sharing) -> Shelves {
        self.store.catalogue(node_key(key), sharing).await.unwrap()
    }

    fn time(&self) -> &Time {
        &self.time
    }
}

#[tokio::test]
async fn a_full_queue_tells_callers_to_come_back() {
    let house = Sqlite::with(Options { queue: 4, ..Options::default() }).await;
    let log = house.log();
    let posts = (1..=20).map(|n| change(log.as_ref(), post(n, "x")));
    let posts = posts.collect::<Vec<_>>();
    let answers = futures::future::join_all(posts).await;
    let kept = answers.iter().filter(|answer| answer.is_ok()).count();
    assert!((4..20).contains(&kept), "{kept} kept");
    assert!(answers.iter().all(|answer| matches!(answer, Ok(_) | Err(Fault::Busy { .. }))));
    assert_eq!(stream(log.as_ref(), &general()).await.len(), kept);
}

#[tokio::test]
async fn a_failure_of_the_disk_is_told_and_then_it_goes_on() {
    let house = Sqlite::new().await;
    let log = house.log();
    change(log.as_ref(), post(1, "x")).await.unwrap();
    let mut beside = house.beside().await;
    sqlx::query("ALTER TABLE room RENAME TO lost").execute(&mut beside).await.unwrap();
    assert!(matches!(change(log.as_ref(), post(2, "x")).await, Err(Fault::Unavailable(_))));
    assert!(matches!(house.store.check().await, Err(Fault::Unavailable(_))));
    sqlx::query("ALTER TABLE lost RENAME TO room").execute(&mut beside).await.unwrap();
    assert_eq!(house.store.check().await, Ok(()));
    change(log.as_ref(), post(2, "x")).await.unwrap();
    assert_eq!(seqs(&stream(log.as_ref(), &general()).await), [1, 2]);
}

#[tokio::test]
async fn closing_writes_what_waits_and_takes_no_more() {
    let house = Sqlite::new().await;
    let log = house.log();
    let waiting: Vec<_> = (1..=50)
        .map(|n| {
            let log = Arc::clone(&log);
            tokio::spawn(async move { change(log.as_ref(), post(n, "x")).await })
        })
        .collect();
    tokio::task::yield_now().await;
    house.store.close().await;
    let mut kept = 0;
    for answer in waiting {
        match answer.await.unwrap() {
            Ok(_) => kept += 1,
            Err(fault) => assert!(matches!(fault, Fault::Busy { .. })),
        }
    }
    assert!(matches!(change(log.as_ref(), post(99, "x")).await, Err(Fault::Busy { .. })));
    let house = house.reopened().await;
    assert_eq!(stream(house.log().as_ref(), &general()).await.len(), kept);
}

#[tokio::test]
async fn the_database_holds_no_secret() {
    let house = Sqlite::new().await;
    let people = house.people(Rights::ALL);
    let token = people.enter("ana".parse().unwrap()).await.unwrap().token;
    let house = house.reopened().await;
    house.store.close().await;
    let bytes = std::fs::read(house.dir.path().join("maloca.db")).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("ana") && !holds(token.secret()));
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let missing = Store::open(dir.path().join("no/such/folder/maloca.db")).await.err().unwrap();
    assert!(matches!(missing, StoreError::Open { .. }));
    assert!(missing.to_string().contains("check that its folder exists"), "{missing}");
    std::fs::write(dir.path().join("text.db"), "this is no database at all".repeat(99)).unwrap();
    let foreign = Store::open(dir.path().join("text.db")).await.err().unwrap();
    assert!(foreign.to_string().contains("cannot"), "{foreign}");
}
