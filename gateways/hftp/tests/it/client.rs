//! The house's own client, with our server and with servers that mean harm.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use maloca_hftp::client::{Error, Fetched, Progress, Server};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use crate::house::House;

fn server(address: SocketAddr) -> Server {
    address.to_string().parse().unwrap()
}

fn bytes(size: u32) -> Vec<u8> {
    (0..size).map(|n| (n ^ (n >> 8)) as u8).collect()
}

async fn get(house: &House, name: &str, folder: &Path) -> Result<Fetched, Error> {
    server(house.address).get(&name.parse().unwrap(), folder, |_| {}).await
}

#[tokio::test]
async fn listing_and_size_are_those_of_the_folder() {
    let house = House::open().await;
    let names = server(house.address).ls().await.unwrap();
    assert_eq!(
        names.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        ["archivo.txt", "empty"]
    );
    assert_eq!(server(house.address).stat(&names[0]).await.unwrap(), 41);
    let error = server(house.address).stat(&"missing".parse().unwrap()).await.unwrap_err();
    assert_eq!(error.to_string(), "the server answered 202 FILE NOT FOUND");
}

#[tokio::test]
async fn a_file_arrives_whole_with_its_checksum_and_progress() {
    let (house, folder) = (House::open().await, tempfile::tempdir().unwrap());
    let content = bytes(9_000_001);
    house.write("large.bin", &content);
    let mut seen = Vec::new();
    let fetched = server(house.address)
        .get(&"large.bin".parse().unwrap(), folder.path(), |Progress { done, size }| {
            assert_eq!(size, 9_000_001);
            seen.push(done);
        })
        .await
        .unwrap();
    assert!(std::fs::read(&fetched.path).unwrap() == content);
    assert_eq!(fetched.sha256, format!("{:x}", Sha256::digest(&content)));
    assert!(seen.is_sorted() && seen.first() == Some(&0) && seen.last() == Some(&9_000_001));
    assert_eq!(house.tally.accepted(), 4, "slices come over four connections");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    assert_eq!(get(&house, "empty", folder.path()).await.unwrap().size, 0);
}

#[tokio::test]
async fn a_fetch_goes_on_where_it_ended_unless_the_file_is_another() {
    let (house, folder) = (House::open().await, tempfile::tempdir().unwrap());
    let (content, part) = (bytes(3_000_000), folder.path().join(".large.bin.part"));
    house.write("large.bin", &content);
    std::fs::write(&part, &content[..2_000_000]).unwrap();
    let fetched = get(&house, "large.bin", folder.path()).await.unwrap();
    assert_eq!(fetched.resumed, 2_000_000);
    assert_eq!(fetched.sha256, format!("{:x}", Sha256::digest(&content)));
    for other in [vec![7; 1000], bytes(3_000_001)] {
        std::fs::write(&part, other).unwrap();
        let fetched = get(&house, "large.bin", folder.path()).await.unwrap();
        assert_eq!(fetched.resumed, 0);
        assert!(std::fs::read(fetched.path).unwrap() == content);
    }
}

#[tokio::test]
async fn two_fetches_of_one_file_do_not_mix() {
    let (house, folder) = (House::open().await, tempfile::tempdir().unwrap());
    house.write("large.bin", &bytes(3_000_000));
    let held = std::fs::File::create(folder.path().join(".large.bin.part")).unwrap();
    held.lock().unwrap();
    let error = get(&house, "large.bin", folder.path()).await.unwrap_err();
    assert!(matches!(error, Error::Busy(_)), "{error}");
}

/// A server that answers each line by a rule of its own, and closes after an empty answer.
async fn impostor(rule: impl Fn(&str) -> Vec<u8> + Clone + Send + 'static) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let rule = rule.clone();
            tokio::spawn(async move {
                let mut stream = BufReader::new(stream);
                let mut line = String::new();
                while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
                    let answer = rule(line.trim_end());
                    if answer.is_empty() || stream.write_all(&answer).await.is_err() {
                        break;
                    }
                    line.clear();
                }
            });
        }
    });
    server(address)
}

#[tokio::test]
async fn a_server_that_knows_no_raw_slices_is_asked_for_base64() {
    let server = impostor(|line| {
        match line {
            "get_metadata a" => "0 OK\r\n5\r\n",
            line if line.ends_with(" raw") => "201 INVALID ARGUMENTS FOR COMMAND\r\n",
            "get_slice a 0 0" => "0 OK\r\n\r\n",
            _ => "0 OK\r\nY2Fsb3I=\r\n",
        }
        .into()
    });
    let folder = tempfile::tempdir().unwrap();
    let fetched = server.await.get(&"a".parse().unwrap(), folder.path(), |_| {}).await.unwrap();
    assert_eq!(std::fs::read(fetched.path).unwrap(), b"calor");
}

#[tokio::test]
async fn hostile_answers_are_refused_and_leave_nothing_in_place() {
    let endless = [b"0 OK\r\n".as_slice(), &vec![b'a'; 5_000_000]].concat();
    let answers: Vec<Vec<u8>> = vec![
        b"SSH-2.0-OpenSSH\r\n".to_vec(),
        b"0 OK\r\n../../etc/passwd\r\n\r\n".to_vec(),
        b"0 OK\r\n-1\r\n".to_vec(),
        b"0 OK\r\n99999999999999999999999\r\n".to_vec(),
        b"0 OK\n".to_vec(),
        b"0 OK\r\n\xff\xfe\r\n".to_vec(),
        endless,
        Vec::new(),
    ];
    for answer in answers {
        let text = String::from_utf8_lossy(&answer[..answer.len().min(40)]).into_owned();
        let server = impostor(move |_| answer.clone()).await;
        let folder = tempfile::tempdir().unwrap();
        let got = server.get(&"a".parse().unwrap(), folder.path(), |_| {}).await;
        assert!(matches!(got, Err(Error::Foreign(_) | Error::Broken(_))), "{text:?}: {got:?}");
        assert!(!folder.path().join("a").exists());
    }
}

#[tokio::test]
async fn hostile_listings_are_refused() {
    let long = format!("0 OK\r\n{}\r\n\r\n", "a".repeat(5000));
    for listing in ["0 OK\r\na\r\n../../etc/passwd\r\n\r\n", "0 OK\r\na b\r\n\r\n", "0\n", &long] {
        let answer = listing.as_bytes().to_vec();
        let listed = impostor(move |_| answer.clone()).await.ls().await;
        assert!(matches!(listed, Err(Error::Foreign(_))), "{listed:?}");
    }
}

#[tokio::test]
async fn a_slice_is_asked_for_again_when_its_connection_breaks() {
    let breaks = Arc::new(AtomicUsize::new(2));
    let server = impostor(move |line| match line {
        "get_metadata a" => b"0 OK\r\n5\r\n".to_vec(),
        "get_slice a 0 0 raw" => b"0 OK\r\nContent-Length: 0\r\n\r\n".to_vec(),
        _ if breaks.fetch_sub(1, Ordering::Relaxed) > 0 => Vec::new(),
        _ => b"0 OK\r\nContent-Length: 5\r\n\r\ncalor".to_vec(),
    });
    let folder = tempfile::tempdir().unwrap();
    let fetched = server.await.get(&"a".parse().unwrap(), folder.path(), |_| {}).await.unwrap();
    assert_eq!(std::fs::read(fetched.path).unwrap(), b"calor");
}

#[tokio::test]
async fn slices_of_another_size_are_refused() {
    for slice in ["Content-Length: 6\r\n\r\ncalors", "Content-Length: 4\r\n\r\ncalo", "x\r\n\r\n"] {
        let server = impostor(move |line| match line {
            "get_metadata a" => b"0 OK\r\n5\r\n".to_vec(),
            "get_slice a 0 0 raw" => b"0 OK\r\nContent-Length: 0\r\n\r\n".to_vec(),
            _ => format!("0 OK\r\n{slice}").into_bytes(),
        });
        let folder = tempfile::tempdir().unwrap();
        let got = server.await.get(&"a".parse().unwrap(), folder.path(), |_| {}).await;
        assert!(matches!(got, Err(Error::Foreign(_))), "{slice}: {got:?}");
    }
}

#[tokio::test]
async fn what_a_server_says_cannot_steer_the_terminal() {
    let server = impostor(|_| b"202 \x1b[2Jgone\x07\r\n".to_vec()).await;
    let error = server.stat(&"a".parse().unwrap()).await.unwrap_err();
    assert_eq!(error.to_string(), "the server answered 202 [2Jgone");
}
