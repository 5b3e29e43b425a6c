//! Many writers while the house is killed again and again.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use maloca_app::chat::id;
use serde_json::{Value, json};

use super::{follow, next, place};
use crate::house::House;

/// Writers, messages of each, kills; more with `MALOCA_SOAK=1`.
fn size() -> (usize, usize, usize) {
    if std::env::var("MALOCA_SOAK").is_ok_and(|soak| soak == "1") {
        (50, 200, 10)
    } else {
        (50, 20, 3)
    }
}

/// How long all of it may take.
const HANG: Duration = Duration::from_secs(600);

/// Posts until the house says that it has it; returns its place.
fn insist(web: SocketAddr, token: &str, text: &str) -> (String, u64) {
    let id = id::fresh().to_string();
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .into();
    let began = Instant::now();
    loop {
        let sent = agent
            .post(format!("http://{web}/api/v1/rooms/general/messages"))
            .header("authorization", format!("Bearer {token}"))
            .send_json(json!({ "id": id, "text": text }));
        if let Ok(mut answer) = sent {
            let status = answer.status().as_u16();
            match (status, answer.body_mut().read_json::<Value>()) {
                (200 | 201, Ok(message)) => return (id, message["seq"].as_u64().unwrap()),
                (200 | 201, Err(_)) | (429 | 503, _) => {}
                (_, answer) => panic!("{status}: {answer:?}"),
            }
        }
        assert!(began.elapsed() < HANG, "the house does not come back");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn every_acknowledged_message_is_there_once_and_in_order_whenever_the_house_is_killed() {
    let (writers, each, kills) = size();
    let mut house = House::open();
    let tokens: Vec<String> = (0..writers).map(|n| house.enter(&format!("w{n}"))).collect();
    let (web, acknowledged) = (house.web, AtomicUsize::new(0));
    let written: Vec<Vec<(String, u64)>> = std::thread::scope(|scope| {
        let writing: Vec<_> = tokens
            .iter()
            .map(|token| {
                let acknowledged = &acknowledged;
                scope.spawn(move || {
                    let said = (0..each).map(|n| {
                        let ack = insist(web, token, &format!("message {n}"));
                        acknowledged.fetch_add(1, Ordering::Relaxed);
                        ack
                    });
                    said.collect()
                })
            })
            .collect();
        for kill in 1..=kills {
            let began = Instant::now();
            while acknowledged.load(Ordering::Relaxed) < writers * each * kill / (kills + 1) {
                assert!(began.elapsed() < HANG, "the writers do not get on");
                std::thread::sleep(Duration::from_millis(1));
            }
            house.kill_and_reopen();
        }
        writing.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    judge(&house, &written);
}

/// Every acknowledged message is one event at the place that was told, and no number is missing.
fn judge(house: &House, written: &[Vec<(String, u64)>]) {
    let (_, head) = place(house);
    let mut lines = follow(house, "?after=0");
    let mut places: HashMap<String, Vec<u64>> = HashMap::new();
    for seq in 1..=head {
        let event = next(&mut lines);
        assert_eq!(event["seq"], seq);
        places.entry(event["id"].as_str().unwrap().to_owned()).or_default().push(seq);
    }
    for writer in written {
        assert!(writer.is_sorted_by_key(|(_, seq)| *seq), "a writer's messages changed places");
        for (id, seq) in writer {
            assert_eq!(places.get(id), Some(&vec![*seq]), "{id}");
        }
    }
    let acknowledged: usize = written.iter().map(Vec::len).sum();
    assert_eq!(head, acknowledged as u64, "an event that nobody was told of");
}
