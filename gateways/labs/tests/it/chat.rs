//! The chat lab.

use maloca_people::{Right, Rights};

use crate::house::House;

const EMPTY: &str = "";

fn said(status: u16, text: &str) -> (u16, String) {
    (status, text.to_owned())
}

#[tokio::test]
async fn what_one_says_everybody_else_gets_once() {
    let house = House::open().await;
    for name in ["Ana", "Luis", "José"] {
        assert_eq!(house.post("/user", name).await, said(201, EMPTY));
    }
    assert_eq!(house.post("/", "Ana>hola > adiós").await, said(200, EMPTY));
    assert_eq!(house.post("/any", "José> 2").await, said(200, EMPTY));
    assert_eq!(house.post("/getMsg", "Luis").await, said(200, "\nAna>hola > adiós\nJosé> 2"));
    assert_eq!(house.post("/getMsg", "Luis").await, said(200, EMPTY));
    assert_eq!(house.post("/getMsg", "Ana").await, said(200, "\nJosé> 2"));
    assert_eq!(house.room().await, ["Ana>hola > adiós", "José> 2"]);
}

#[tokio::test]
async fn what_browsers_write_reaches_the_lab_and_the_other_way_round() {
    let house = House::open().await;
    let browser = house.enter("Web").await;
    house.browser_says(&browser, "before").await;
    house.post("/user", "Ana").await;
    house.browser_says(&browser, "two\nlines").await;
    house.post("/", "Ana>hi").await;
    assert_eq!(house.post("/x/getMsg", "Ana").await, said(200, "\nWeb>two lines"));
    assert_eq!(house.room().await, ["Web>before", "Web>two\nlines", "Ana>hi"]);
}

#[tokio::test]
async fn a_name_is_given_once_and_never_somebody_elses() {
    let house = House::open().await;
    house.enter("Web").await;
    assert_eq!(house.post("/a/user", "Ana").await, said(201, EMPTY));
    for taken in ["Ana", "ana", "Web", "guest"] {
        assert_eq!(house.post("/user", taken).await, said(401, EMPTY), "{taken}");
    }
    for bad in ["", "  ", "a>b", "a\nb", "a:b"] {
        assert_eq!(house.post("/user", bad).await.0, 400, "{bad:?}");
    }
}

#[tokio::test]
async fn only_registered_names_speak() {
    let house = House::open().await;
    assert_eq!(house.post("/", "Eve>x").await.0, 401);
    assert_eq!(house.post("/getMsg", "Eve").await, said(200, EMPTY));
    assert_eq!(house.post("/getMsg", "").await, said(200, EMPTY));
    house.post("/user", "Ana").await;
    for bad in ["Ana", "", ">x", "Ana>", "Ana> \n", "Ana>\u{7}"] {
        assert_eq!(house.post("/", bad).await.0, 400, "{bad:?}");
    }
    house.enter("Ana").await;
    assert_eq!(house.post("/", "Ana>not mine any more").await, said(401, EMPTY));
    assert!(house.room().await.is_empty());
}

#[tokio::test]
async fn guests_without_the_right_do_not_chat() {
    let house = House::with(Rights::of(&[Right::Calc])).await;
    assert_eq!(house.post("/user", "Ana").await.0, 403);
}

#[tokio::test]
async fn names_and_cursors_outlive_a_restart() {
    let house = House::open().await;
    house.post("/user", "Ana").await;
    house.post("/user", "Luis").await;
    house.post("/", "Ana>1").await;
    assert_eq!(house.post("/getMsg", "Luis").await, said(200, "\nAna>1"));
    house.post("/", "Ana>2").await;
    let guests = house.rooms.people.guests();
    let house = house.restart(guests).await;
    assert_eq!(house.post("/user", "Luis").await, said(401, EMPTY));
    assert_eq!(house.post("/", "Ana>3").await, said(200, EMPTY));
    assert_eq!(house.post("/getMsg", "Luis").await, said(200, "\nAna>2\nAna>3"));
}

#[tokio::test]
async fn a_long_absence_is_caught_up_in_bounded_answers() {
    let house = House::open().await;
    house.post("/user", "Ana").await;
    house.post("/user", "Luis").await;
    let text = "x".repeat(16_000);
    for _ in 0..40 {
        assert_eq!(house.post("/", &format!("Ana>{text}")).await.0, 200);
    }
    let (mut fetches, mut bytes) = (0, 0);
    loop {
        let (_, some) = house.post("/getMsg", "Luis").await;
        if some.is_empty() {
            break;
        }
        assert!(some.len() < 300_000);
        (fetches, bytes) = (fetches + 1, bytes + some.len());
    }
    assert_eq!((fetches, bytes), (3, 40 * (text.len() + "\nAna>".len())));
}

#[tokio::test]
async fn hundreds_of_small_messages_come_at_once() {
    let house = House::open().await;
    house.post("/user", "Ana").await;
    let browser = house.enter("Web").await;
    for number in 0..250 {
        house.browser_says(&browser, &number.to_string()).await;
    }
    let expected: String = (0..250).map(|number| format!("\nWeb>{number}")).collect();
    assert_eq!(house.post("/getMsg", "Ana").await, (200, expected));
}
