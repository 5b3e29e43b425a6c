//! The files of several houses, each a process of its own.

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::house::{House, agent, assert_problem, json, text};
mod keeps;

use crate::nodes::{DOOR, command, house, id, invite, join, sees, until};

/// The flags of a house in which guests may fetch.
const GENEROUS: [&str; 4] = [DOOR[0], DOOR[1], "--guests", "read,upload,manage"];

/// Bytes that no compression or zero page makes equal by chance.
pub fn noise(size: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()
    };
    std::iter::repeat_with(next).flatten().take(size).collect()
}

/// So many houses that are all connected.
fn group<const N: usize>() -> [House; N] {
    let houses: [House; N] = std::array::from_fn(|_| House::with(&GENEROUS));
    for newcomer in &houses[1..] {
        join(newcomer, &invite(&houses[0])).unwrap();
    }
    for (at, one) in houses.iter().enumerate() {
        let others = houses.iter().enumerate().filter(|(other, _)| *other != at);
        sees(one, &others.map(|(_, other)| other).collect::<Vec<_>>());
    }
    houses
}

/// What is found of a name.
pub fn find(house: &House, query: &str) -> Vec<Value> {
    let found = json(&mut house.get(&format!("/api/v1/network/files?q={query}")));
    found["files"].as_array().unwrap().clone()
}

/// What is found of a name, once as many houses have it.
pub fn found(house: &House, name: &str, holders: usize) -> Vec<Value> {
    until(house, |house| find(house, name).len() == holders);
    find(house, name)
}

/// What is in a file that was found.
pub fn hash_of(file: &Value) -> String {
    file["blake3"].as_str().unwrap().to_owned()
}

/// Begins to fetch a file.
pub fn fetch(house: &House, hash: &str) -> Value {
    let mut answer = house.post("/api/v1/network/fetches", &json!({ "hash": hash }));
    assert_eq!(answer.status(), 202, "{}", text(&mut answer));
    let at = answer.headers()["location"].to_str().unwrap().to_owned();
    let fetch = json(&mut answer);
    assert_eq!(at, format!("/api/v1/network/fetches/{}", fetch["id"]));
    fetch
}

/// How far a fetch is.
pub fn progress(house: &House, fetch: &Value) -> Value {
    json(&mut house.get(&format!("/api/v1/network/fetches/{}", fetch["id"])))
}

/// Waits until a fetch is there.
pub fn done(house: &House, fetch: &Value) -> Value {
    let is_over = |now: &Value| now["state"] != "waiting" && now["state"] != "fetching";
    until(house, |house| is_over(&progress(house, fetch)));
    let last = progress(house, fetch);
    assert_eq!(last["state"], "done", "{last:#}\n{}", house.log());
    last
}

/// Whether two houses have the same bytes, as a program says that knows neither.
pub fn have_the_same(ana: &House, ben: &House, name: &str) {
    let sum = |house: &House| {
        let output = Command::new("sha256sum").arg(house.tree().join(name)).output().unwrap();
        String::from_utf8(output.stdout).unwrap()[..64].to_owned()
    };
    assert_eq!(sum(ana), sum(ben));
}

#[test]
fn a_file_dropped_on_one_house_is_found_on_another_and_fetched_whole() {
    let [ana, ben, cleo] = group();
    fs::create_dir(ana.tree().join("docs")).unwrap();
    fs::write(ana.tree().join("docs/talk about bees.bin"), noise(3_000_000)).unwrap();
    let dropped = Instant::now();
    let listed = &found(&cleo, "bees", 1)[0];
    assert!(dropped.elapsed() < Duration::from_secs(20), "{:?}", dropped.elapsed());
    assert_eq!(
        (&listed["path"], &listed["size"]),
        (&json!("docs/talk about bees.bin"), &json!(3_000_000))
    );
    assert_eq!((&listed["node"], &listed["state"]), (&json!(id(&ana)), &json!("connected")));
    let last = done(&cleo, &fetch(&cleo, &hash_of(listed)));
    assert_eq!(
        (&last["to"], &last["received"]),
        (&json!("docs/talk about bees.bin"), &json!(3_000_000))
    );
    have_the_same(&ana, &cleo, "docs/talk about bees.bin");
    let holders = found(&ben, "bees", 2);
    let mut nodes: Vec<_> = holders.iter().map(|file| file["node"].clone()).collect();
    nodes.sort_by_key(Value::to_string);
    let mut expected = [json!(id(&ana)), json!(id(&cleo))];
    expected.sort_by_key(Value::to_string);
    assert_eq!(nodes, expected);
    assert_eq!(find(&ben, &hash_of(listed)).len(), 2, "a hash finds its holders");
}

#[test]
fn commands_find_and_fetch_like_the_calls_do() {
    let [ana, ben] = group();
    fs::write(ana.tree().join("song.ogg"), noise(100_000)).unwrap();
    let hash = hash_of(&found(&ben, "song", 1)[0]);
    let listed = command(&ben, &["find", "song"]);
    let line = String::from_utf8(listed.stdout).unwrap();
    assert_eq!(line, format!("{hash} 100000 song.ogg {}\n", id(&ana)));
    let fetched = command(&ben, &["fetch", "song.ogg"]);
    assert!(fetched.status.success(), "{fetched:?}");
    have_the_same(&ana, &ben, "song.ogg");
    let missing = command(&ben, &["fetch", "opera.ogg"]);
    let said = String::from_utf8(missing.stderr).unwrap();
    assert!(!missing.status.success() && said.contains("no house of the group shares"), "{said}");
}

#[test]
fn a_browser_gets_through_its_house_the_parts_of_a_film_that_only_another_has() {
    let [ana, ben] = group();
    let film = noise(5_000_000);
    fs::write(ana.tree().join("film.mp4"), &film).unwrap();
    let hash = hash_of(&found(&ben, "film", 1)[0]);
    let url = ben.url(&format!("/api/v1/network/blobs/{hash}"));
    let part = |range: &str| {
        let mut answer = agent().get(&url).header("range", range).call().unwrap();
        assert_eq!(answer.status(), 206, "{answer:?}");
        assert_eq!(answer.headers()["content-type"], "video/mp4");
        assert_eq!(answer.headers()["etag"], format!("\"{hash}\""));
        answer.body_mut().read_to_vec().unwrap()
    };
    assert!(part("bytes=-1000") == film[film.len() - 1_000..], "the end first, as players do");
    assert!(part("bytes=2000000-2999999") == film[2_000_000..3_000_000]);
    assert!(part("bytes=0-") == film);
    let mut whole = agent().get(&url).call().unwrap();
    assert_eq!(whole.headers()["content-length"], "5000000");
    assert!(whole.body_mut().with_config().limit(1 << 30).read_to_vec().unwrap() == film);
    assert!(!ben.tree().join("film.mp4").exists(), "reading stores nothing in the tree");
    let known = agent().get(&url).header("if-none-match", format!("\"{hash}\"")).call().unwrap();
    assert_eq!(known.status(), 304);
}

#[test]
fn a_house_outside_of_the_group_gets_nothing() {
    let [ana, ben] = group();
    let dora = House::with(&GENEROUS);
    fs::write(ana.tree().join("plan.txt"), "ours").unwrap();
    let hash = hash_of(&found(&ben, "plan", 1)[0]);
    assert!(find(&dora, "plan").is_empty());
    assert_problem(dora.get(&format!("/api/v1/network/blobs/{hash}")), 404, "missing");
    let fetch = dora.post("/api/v1/network/fetches", &json!({ "hash": hash }));
    assert_problem(fetch, 404, "missing");
}

#[test]
fn what_one_house_removes_stays_with_those_who_fetched_it() {
    let [ana, ben] = group();
    fs::write(ana.tree().join("poem.txt"), "words").unwrap();
    done(&ben, &fetch(&ben, &hash_of(&found(&ben, "poem", 1)[0])));
    fs::remove_file(ana.tree().join("poem.txt")).unwrap();
    let is_left = |files: &[Value]| files.len() == 1 && files[0]["node"] == id(&ben);
    until(&ana, |ana| is_left(&find(ana, "poem")));
    assert_eq!(fs::read_to_string(ben.tree().join("poem.txt")).unwrap(), "words");
    assert!(!ana.tree().join("poem.txt").exists(), "nor does it come back by itself");
}

#[test]
fn the_files_of_a_house_that_is_away_are_found_and_fetched_when_it_is_back() {
    let [mut ana, ben] = group();
    fs::write(ana.tree().join("map.bin"), noise(200_000)).unwrap();
    let hash = hash_of(&found(&ben, "map", 1)[0]);
    ana.terminate();
    until(&ben, |ben| find(ben, "map")[0]["state"] == "away");
    assert_problem(ben.get(&format!("/api/v1/network/blobs/{hash}")), 503, "unavailable");
    let waiting = fetch(&ben, &hash);
    until(&ben, |ben| progress(ben, &waiting)["state"] == "waiting");
    ana.kill_and_reopen();
    done(&ben, &waiting);
    have_the_same(&ana, &ben, "map.bin");
}

#[test]
fn a_fetch_goes_on_where_it_was_when_the_house_was_killed() {
    let [ana, mut ben] = group();
    fs::write(ana.tree().join("large.bin"), noise(200 << 20)).unwrap();
    let began = fetch(&ben, &hash_of(&found(&ben, "large", 1)[0]));
    until(&ben, |ben| progress(ben, &began)["received"].as_u64().unwrap() > 20 << 20);
    let before = progress(&ben, &began);
    assert_eq!(before["state"], "fetching", "it was killed too late: {before}");
    ben.kill_and_reopen();
    // What is there is proved anew first.
    until(&ben, |ben| progress(ben, &began)["received"].as_u64() >= before["received"].as_u64());
    let last = done(&ben, &began);
    let sent = last["sources"][0]["sent"].as_u64().unwrap();
    let most = (200 << 20) - before["received"].as_u64().unwrap() + (10 << 20);
    assert!(sent <= most, "{sent} bytes came again");
    have_the_same(&ana, &ben, "large.bin");
}

#[test]
fn nothing_that_is_there_is_written_over_and_the_same_file_is_fetched_once() {
    let [ana, ben] = group();
    fs::write(ana.tree().join("notes.txt"), "ana's").unwrap();
    fs::write(ben.tree().join("notes.txt"), "ben's").unwrap();
    let both = found(&ben, "notes", 2);
    let hers = both.iter().find(|file| file["node"] == id(&ana)).unwrap();
    let wish = json!({ "hash": hers["blake3"] });
    assert_problem(ben.post("/api/v1/network/fetches", &wish), 409, "conflict");
    assert_eq!(fs::read_to_string(ben.tree().join("notes.txt")).unwrap(), "ben's");
    let beside = json!({ "hash": hers["blake3"], "to": "from ana/notes.txt" });
    let mut answer = ben.post("/api/v1/network/fetches", &beside);
    done(&ben, &json(&mut answer));
    assert_eq!(fs::read_to_string(ben.tree().join("from ana/notes.txt")).unwrap(), "ana's");
}

#[test]
fn what_cannot_be_meant_is_refused_and_fetching_needs_a_right() {
    let ana = House::with(&GENEROUS);
    let zeros = "0".repeat(64);
    let fetch = |wish: Value| ana.post("/api/v1/network/fetches", &wish);
    assert_problem(fetch(json!({ "hash": "abc" })), 422, "invalid");
    assert_problem(
        fetch(json!({ "hash": zeros.to_uppercase().replace('0', "A") })),
        422,
        "invalid",
    );
    assert_problem(fetch(json!({ "hash": zeros, "to": "../x" })), 400, "bad-path");
    assert_problem(fetch(json!({ "hash": zeros })), 404, "missing");
    assert_problem(ana.get("/api/v1/network/blobs/xyz"), 422, "invalid");
    assert_problem(ana.get(&format!("/api/v1/network/blobs/{zeros}")), 404, "missing");
    for id in ["1", "99999999999999999999999", "-1", "x"] {
        assert_problem(ana.get(&format!("/api/v1/network/fetches/{id}")), 404, "missing");
        let call = agent().delete(ana.url(&format!("/api/v1/network/fetches/{id}")));
        assert_problem(call.call().unwrap(), 404, "missing");
    }
    for query in ["", "%22", "%22 OR *", "NEAR(", "a%00b", "%F0%9F%90%9D"] {
        let answer = ana.get(&format!("/api/v1/network/files?q={}", query.replace(' ', "%20")));
        assert_eq!(answer.status(), 200, "{query}");
    }
    let strict = house();
    let refused = strict.post("/api/v1/network/fetches", &json!({ "hash": zeros }));
    assert_problem(refused, 403, "denied");
}

#[test]
fn the_metadata_of_a_file_names_its_hash_once_it_is_known() {
    let ana = House::open();
    fs::write(ana.tree().join("abc"), "abc").unwrap();
    let known = |house: &House| json(&mut house.get("/api/v1/files/abc"))["blake3"].clone();
    until(&ana, |ana| known(ana).is_string());
    // The hash of "abc" by the authors of BLAKE3.
    let abc = "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85";
    assert_eq!(known(&ana), abc);
}

#[test]
fn python_finds_and_fetches_with_its_own_http() {
    let [ana, ben] = group();
    fs::write(ana.tree().join("data.csv"), "a,b\n1,2\n").unwrap();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/clients/network.py");
    let mut python = Command::new("python3");
    let output = python.args([script, &ben.web.to_string()]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read_to_string(ben.tree().join("data.csv")).unwrap(), "a,b\n1,2\n");
}

#[test]
fn over_http_a_file_comes_from_a_house_whose_udp_is_shut() {
    let [mut ana, ben] = group();
    fs::write(ana.tree().join("large.bin"), noise(40_000_000)).unwrap();
    let hash = hash_of(&found(&ben, "large", 1)[0]);
    ana.terminate();
    ana.kill_and_reopen_with(&["--peers", "off"]);
    until(&ben, |ben| find(ben, "large")[0]["state"] == "away");
    let last = done(&ben, &fetch(&ben, &hash));
    let source = &last["sources"][0];
    assert_eq!((&source["node"], last["sources"].as_array().unwrap().len()), (&json!(id(&ana)), 1));
    have_the_same(&ana, &ben, "large.bin");
}

#[test]
fn slices_over_http_are_of_whole_groups_of_a_file_that_is_here() {
    let ana = House::open();
    fs::write(ana.tree().join("data.bin"), noise(100_000)).unwrap();
    let hash = hash_of(&found(&ana, "data", 1)[0]);
    let slice =
        |hash: &str, range: &str| ana.get(&format!("/api/v1/network/slices/{hash}?{range}"));
    let mut answer = slice(&hash, "from=16384&to=32768");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "application/octet-stream");
    let bytes = answer.body_mut().read_to_vec().unwrap();
    // Seven groups: the second one is proved by three pairs of hashes.
    assert_eq!(bytes.len(), 3 * 64 + 16_384);
    assert!(bytes.ends_with(&noise(100_000)[16_384..32_768]));
    assert_eq!(slice(&hash, "from=98304&to=100000").status(), 200);
    for range in [
        "from=1&to=16384",
        "from=16384&to=16384",
        "from=0&to=16777217",
        "from=0&to=18446744073709551615",
    ] {
        assert_problem(slice(&hash, range), 422, "invalid");
    }
    assert_problem(slice(&hash, "from=0&to=16385"), 404, "missing");
    assert_problem(slice(&hash, "from=98304&to=114688"), 404, "missing");
    assert_problem(slice(&"0".repeat(64), "from=0&to=16384"), 404, "missing");
    assert_problem(slice("abc", "from=0&to=16384"), 422, "invalid");
    let strict = House::with(&["--guests", "calc"]);
    let refused = strict.get(&format!("/api/v1/network/slices/{hash}?from=0&to=16384"));
    assert_problem(refused, 403, "denied");
}
