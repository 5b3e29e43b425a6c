use std::sync::Arc;

use super::*;

const START: Cursor = Cursor { epoch: 7, after: 0 };

fn nick(name: &str) -> Nick {
    name.parse().unwrap()
}

#[tokio::test]
async fn names_and_what_they_have_read_outlive_the_program() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("labs.json");
    let names = Arc::new(Names::open(path.clone()).unwrap());
    names.register(nick("Ana"), START).await.unwrap();
    let crashed = Names::open(path.clone()).unwrap();
    assert_eq!(crashed.cursor(&nick("ana")), Some(START));

    let later = Cursor { after: 3, ..START };
    assert!(names.advance(&nick("Ana"), START, later));
    let life = Life::new();
    let (keeper, until) = (Arc::clone(&names), life.clone());
    life.spawn(async move { keeper.keep(&until).await });
    assert!(life.end(Duration::from_secs(60)).await);
    let again = Names::open(path).unwrap();
    assert_eq!(again.cursor(&nick("Ana")), Some(later));
    assert_eq!(again.register(nick("ANA"), START).await, Err(Unregistered::Taken));
}

#[tokio::test]
async fn a_hundred_registrations_at_once_are_all_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("labs.json");
    let names = Arc::new(Names::open(path.clone()).unwrap());
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..100 {
        let names = Arc::clone(&names);
        tasks.spawn(async move { names.register(nick(&format!("n{number}")), START).await });
    }
    assert!(tasks.join_all().await.iter().all(Result::is_ok));
    let again = Names::open(path).unwrap();
    assert!((0..100).all(|number| again.cursor(&nick(&format!("n{number}"))).is_some()));
}

#[tokio::test]
async fn a_name_that_cannot_be_kept_stays_free() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("gone");
    let names = Names::open(folder.join("labs.json")).unwrap();
    assert_eq!(names.register(nick("Ana"), START).await, Err(Unregistered::Unkept));
    assert_eq!(names.registered(&nick("Ana")), None);
    std::fs::create_dir(folder).unwrap();
    assert_eq!(names.register(nick("Ana"), START).await, Ok(()));
}

#[test]
fn a_file_that_holds_something_else_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("labs.json");
    std::fs::write(&path, "{\"names\":[{\"nick\":\"a>b\"}]}").unwrap();
    let error = Names::open(path.clone()).err().unwrap().to_string();
    assert!(error.contains("Move it away"), "{error}");
    assert!(std::fs::read_to_string(path).unwrap().contains("a>b"));
}
