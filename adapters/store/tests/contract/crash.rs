//! SIGKILL at any moment: what was answered is there once, and nothing is half.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use maloca_chat::{Log, MessageId, Seq};
use maloca_store::Store;

use super::house::*;

const DATABASE: &str = "MALOCA_TEST_CRASH_DATABASE";
const ROUND: &str = "MALOCA_TEST_CRASH_ROUND";
const ROUNDS: u128 = 10;

/// Writes until it is killed, and says what was answered. Does nothing unless the test below
/// started it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_writes_until_it_is_killed() {
    let Ok(path) = std::env::var(DATABASE) else { return };
    let round: u128 = std::env::var(ROUND).unwrap().parse().unwrap();
    let store = Store::open(path).await.unwrap();
    let writers = (1..=50_i64).map(|who| tokio::spawn(write(store.clone(), round, who)));
    futures::future::join_all(writers.collect::<Vec<_>>()).await;
}

/// Begins with what the process of the round before may have lost the answers to.
async fn write(store: Store, round: u128, who: i64) {
    for round in round.saturating_sub(1)..=round {
        for n in 0..200 {
            let number = round * 1_000_000 + who as u128 * 1_000 + n;
            let change = post(number, &format!("{who} says {n}"));
            let message = store.append(&person(who), &general(), change).await.unwrap().message;
            let line = format!("ack {} {}\n", message.id, message.seq);
            std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
        }
    }
}

fn start(path: &Path, round: u128) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "contract::crash::a_process_that_writes_until_it_is_killed"])
        .arg("--nocapture")
        .env(DATABASE, path)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills the process after some answers, and returns all of them.
fn kill_after(mut child: Child, answers: usize) -> Vec<(MessageId, Seq)> {
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut acks = Vec::new();
    let mut line = String::new();
    while lines.read_line(&mut line).unwrap() > 0 {
        // The line that was being written when the process died has no end and is no answer.
        if line.ends_with('\n') {
            acks.extend(parse(&line));
        }
        if acks.len() == answers {
            child.kill().unwrap();
        }
        line.clear();
    }
    child.wait().unwrap();
    acks
}

fn parse(line: &str) -> Option<(MessageId, Seq)> {
    let (_, ack) = line.split_once("ack ")?;
    let (id, seq) = ack.trim_end().split_once(' ')?;
    Some((id.parse().unwrap(), seq.parse().unwrap()))
}

#[tokio::test]
async fn what_was_answered_before_a_kill_is_there_once_and_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("maloca.db");
    let mut acked: HashMap<MessageId, Seq> = HashMap::new();
    for round in 0..ROUNDS {
        let child = start(&path, round);
        let acks = kill_after(child, 100 + 37 * round as usize);
        assert!(acks.len() > 99, "the process ended by itself");
        for (id, seq) in acks {
            assert_eq!(*acked.entry(id).or_insert(seq), seq, "a retry found another place");
        }
    }
    let store = Store::open(&path).await.unwrap();
    let events = stream(&store, &general()).await;
    assert_eq!(seqs(&events), (1..=events.len() as u64).collect::<Vec<_>>());
    let places: HashMap<_, _> = events.iter().map(|event| (event.id, event.seq)).collect();
    assert_eq!(places.len(), events.len(), "a message is there twice");
    assert!(acked.iter().all(|(id, seq)| places.get(id) == Some(seq)));
}
