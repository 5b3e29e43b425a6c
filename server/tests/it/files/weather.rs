//! Slow clients, a root that goes and comes, a power cut.

use std::fs;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

use super::get;
use super::upload::{names, under_way};
use super::wire::{connect, head, send};
use crate::house::{HANG, House};

#[test]
fn slow_clients_of_a_large_file_leave_memory_flat() {
    let house = House::open();
    fs::File::create(house.tree().join("large")).unwrap().set_len(1 << 30).unwrap();
    let mut begin = connect(&house);
    begin.write_all(&head("GET", "/raw/large", &[("range", "bytes=0-99999999")])).unwrap();
    let mut sink = vec![0; 1 << 20];
    while begin.read(&mut sink).unwrap() > 0 {}
    let before = house.memory();
    let mut clients: Vec<_> = (0..20).map(|_| connect(&house)).collect();
    for client in &mut clients {
        client.write_all(&head("GET", "/raw/large", &[])).unwrap();
    }
    let mut most = 0;
    for _ in 0..30 {
        for client in &mut clients {
            client.read_exact(&mut sink[..50_000]).unwrap();
        }
        std::thread::sleep(Duration::from_millis(20));
        most = most.max(house.memory());
    }
    let grown = most.saturating_sub(before);
    assert!(grown < 24 << 20, "20 slow clients cost {} KiB", grown / 1024);
    drop(clients);
    assert_eq!(house.get("/readyz").status(), 200);
}

#[test]
fn the_root_may_go_and_come_while_the_house_is_open() {
    let house = House::generous();
    fs::write(house.tree().join("a.txt"), "old").unwrap();
    assert_eq!(get(&house, "/raw/a.txt", &[]).status, 200);
    fs::remove_dir_all(house.tree()).unwrap();
    for target in ["/raw/a.txt", "/api/v1/files", "/api/v1/files/a.txt"] {
        let answer = get(&house, target, &[]);
        assert_eq!((answer.status, &*answer.problem()), (503, "unavailable"), "{target}");
        assert!(answer.has("retry-after"));
    }
    assert_eq!(get(&house, "/files/", &[]).status, 503);
    assert_eq!(send(&house, "PUT", "/raw/b.txt", &[], b"x").status, 503);
    assert!(!house.tree().exists(), "nobody makes the owner's folder again");
    fs::create_dir(house.tree()).unwrap();
    fs::write(house.tree().join("b.txt"), "new").unwrap();
    assert_eq!(get(&house, "/raw/b.txt", &[]).body, b"new");
    assert_eq!(get(&house, "/raw/a.txt", &[]).status, 404);
    assert_eq!(send(&house, "PUT", "/raw/c.txt", &[], b"x").status, 201);
    assert_eq!(get(&house, "/files/", &[]).body, b"b.txt\nc.txt\n");
}

#[test]
fn a_power_cut_in_the_middle_of_an_upload_leaves_no_half_file() {
    let mut house = House::generous();
    assert_eq!(send(&house, "PUT", "/raw/kept", &[], b"acknowledged").status, 201);
    let mut stream = connect(&house);
    stream.write_all(&head("PUT", "/raw/half", &[("content-length", "10000000")])).unwrap();
    stream.write_all(&vec![1; 5_000_000]).unwrap();
    let began = Instant::now();
    while under_way(&house) == 0 {
        assert!(began.elapsed() < HANG, "the upload does not begin");
        std::thread::sleep(Duration::from_millis(5));
    }
    house.kill_and_reopen();
    assert_eq!(names(&house), ["kept"]);
    assert_eq!(under_way(&house), 0, "what was cut off is swept away");
    assert_eq!(get(&house, "/raw/kept", &[]).body, b"acknowledged");
}
