//! How many messages a second are on disk, by how many writers.
//!
//! `cargo run --release -p maloca-store --example commits [DIRECTORY]` writes into a new database
//! in the directory (default: the present one) and removes it.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use maloca_chat::{Change, Draft, Log, MessageId, RoomName};
use maloca_people::{Caller, Identity, PersonId, Rights, Role};
use maloca_store::Store;
use tokio::task::JoinSet;
use ulid::Ulid;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const TIME: Duration = Duration::from_secs(5);

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let dir = std::env::args().nth(1).map_or_else(|| PathBuf::from("."), PathBuf::from);
    for writers in [1, 10, 50, 500] {
        let dir = tempfile::tempdir_in(&dir)?;
        measure(dir.path(), writers).await?;
    }
    Ok(())
}

async fn measure(dir: &Path, writers: i64) -> Result<(), Failure> {
    let store = Store::open(dir.join("maloca.db")).await?;
    let begin = Instant::now();
    let mut tasks = JoinSet::new();
    for who in 0..writers {
        tasks.spawn(write(store.clone(), who, begin));
    }
    let mut waits = Vec::new();
    while let Some(mine) = tasks.join_next().await {
        waits.extend(mine??);
    }
    let rate = waits.len() as f64 / begin.elapsed().as_secs_f64();
    waits.sort_unstable();
    let at = |part: usize| waits.get(waits.len() * part / 100).copied().unwrap_or_default();
    println!("{writers} writers: {rate:.0} messages/s, p50 {:?}, p99 {:?}", at(50), at(99));
    store.close().await;
    Ok(())
}

/// Posts one message after the other and returns how long each took.
async fn write(store: Store, who: i64, begin: Instant) -> Result<Vec<Duration>, Failure> {
    let nick = format!("p{who}").parse()?;
    let identity = Identity::Person { id: PersonId(who), nick, role: Role::Guest };
    let caller = Caller { identity, rights: Rights::ALL };
    let mut waits = Vec::new();
    for n in 0.. {
        if begin.elapsed() >= TIME {
            break;
        }
        let id = MessageId::from_ulid(Ulid((who as u128) << 64 | n));
        let text = "a message of about sixty bytes, as people write them mostly".parse()?;
        let asked = Instant::now();
        let change = Change::Post(Draft { id, text, reply_to: None });
        store.append(&caller, &RoomName::general(), change).await?;
        waits.push(asked.elapsed());
    }
    Ok(waits)
}
