use std::fs;
use std::time::Duration;

use futures::StreamExt;
use tokio::time::timeout;

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_kernels_help_changes_are_heard_of_later() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("d")).unwrap();
    fs::write(folder.path().join("d/f"), "x").unwrap();
    let root = Arc::new(Root::open(folder.path()).unwrap());
    let hub = Arc::new(Hub::hearing(root, None));
    let mut changes = hub.changes(&"d".parse().unwrap()).unwrap();
    let steps: [fn(&std::path::Path); 4] = [
        |d| fs::write(d.join("f"), "longer").unwrap(),
        |d| fs::write(d.join("g"), "").unwrap(),
        |d| fs::remove_file(d.join("g")).unwrap(),
        |d| fs::remove_dir_all(d).unwrap(),
    ];
    for step in steps {
        step(&folder.path().join("d"));
        assert_eq!(timeout(Duration::from_secs(20), changes.next()).await.unwrap(), Some(()));
    }
}

#[test]
fn a_watch_ends_with_its_last_bell_and_the_number_of_bells_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let root = Arc::new(Root::open(folder.path()).unwrap());
    let hub = Arc::new(Hub::new(Arc::clone(&root)));
    let seen = root.current().unwrap().folder(&Path::root()).unwrap();
    let identity = Identity::of(&seen.stat);
    let bells: Vec<_> = (0..MAX_BELLS)
        .map(|number| hub.bell(&format!("p{number}").parse().unwrap(), &seen.fd, identity).unwrap())
        .collect();
    assert!(bells.iter().all(|bell| bell.is_armed()));
    assert!(hub.bell(&Path::root(), &seen.fd, identity).is_err());
    drop(bells);
    assert!(hub.table().is_empty());
    assert!(hub.bell(&Path::root(), &seen.fd, identity).unwrap().is_armed());
}
