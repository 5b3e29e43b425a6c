use proptest::prelude::*;

use super::*;

fn key() -> NodeKey {
    NodeKey::from_bytes(&[7; 32])
}

fn group() -> GroupId {
    GroupId { founder: key().id(), founded: 5 }
}

fn log() -> LogId {
    LogId { node: key().id(), began: 9 }
}

fn line(n: u64) -> Line {
    let change = match n % 4 {
        2 => Change::Gone,
        3 => Change::Kept { copies: n as u8 },
        _ => Change::Shared { hash: Hash([n as u8; 32]), size: n, modified: -1 },
    };
    Line { path: format!("folder/{n}.txt").parse().unwrap(), change }
}

fn lines(range: std::ops::Range<u64>) -> Vec<Line> {
    range.map(line).collect()
}

/// The pages of a log, written as many lines at a time as `sizes` says.
fn pages(sizes: &[u64]) -> Vec<Page> {
    let mut mark = Mark::start(log());
    let written = sizes.iter().map(|size| {
        let lines = lines(mark.seq..mark.seq + size);
        let head = mark.write(&key(), group(), &lines);
        Page { lines, head }
    });
    written.collect()
}

fn follow(page: &Page) -> Result<(), BadPage> {
    Mark::start(log()).follow(group(), page)
}

#[test]
fn a_log_is_followed_page_by_page() {
    let pages = pages(&[3, 1, 10]);
    let mut mark = Mark::start(log());
    for page in &pages {
        assert_eq!(mark.follow(group(), page), Ok(()));
    }
    assert_eq!((mark.seq, mark.chain), (14, pages[2].head.chain));
    assert_eq!(mark.follow(group(), &pages[2]), Err(BadPage::Gap), "twice");
}

#[test]
fn pages_cannot_be_left_out_or_turned_round() {
    let pages = pages(&[3, 3]);
    assert_eq!(follow(&pages[1]), Err(BadPage::Gap));
    let swapped = Page { lines: lines(3..6), head: pages[0].head };
    assert_eq!(follow(&swapped), Err(BadPage::Forged));
}

#[test]
fn a_page_of_another_group_is_forged() {
    let other = GroupId { founded: 6, ..group() };
    assert_eq!(Mark::start(log()).follow(other, &pages(&[3])[0]), Err(BadPage::Forged));
}

#[test]
fn a_log_that_was_begun_later_replaces_the_earlier_one_and_never_the_other_way_round() {
    let later = LogId { began: 10, ..log() };
    let mut writer = Mark::start(later);
    let page = Page { lines: lines(0..2), head: writer.write(&key(), group(), &lines(0..2)) };
    let mut mark = Mark::start(log());
    mark.follow(group(), &pages(&[5])[0]).unwrap();
    assert_eq!(mark.follow(group(), &page), Ok(()));
    assert_eq!(mark.log, later);
    assert_eq!(mark.follow(group(), &pages(&[5])[0]), Err(BadPage::OtherLog));
}

#[test]
fn a_node_that_signs_two_histories_is_caught() {
    let mut mark = Mark::start(log());
    mark.follow(group(), &pages(&[4])[0]).unwrap();
    let head = Mark::start(log()).write(&key(), group(), &lines(10..14));
    assert_eq!(mark.follow(group(), &Page { lines: Vec::new(), head }), Err(BadPage::Forked));
    let head = pages(&[4])[0].head;
    assert_eq!(mark.follow(group(), &Page { lines: Vec::new(), head }), Ok(()), "the same one");
}

#[test]
fn an_endless_page_is_refused_before_its_lines_are_hashed() {
    let page = Page { lines: lines(0..1_001), head: pages(&[3])[0].head };
    assert_eq!(follow(&page), Err(BadPage::TooLong));
}

#[test]
fn a_path_that_leads_out_of_the_tree_is_no_line() {
    for path in ["../x", "a/../../b", "a\0b", "a\\b", "a//b"] {
        let json = serde_json::json!({ "path": path, "change": "gone" });
        assert!(serde_json::from_value::<Line>(json).is_err(), "{path}");
    }
}

proptest! {
    #[test]
    fn whoever_changes_anything_in_a_page_is_not_believed(at in 0..5_usize, what in 0..6) {
        let mut page = pages(&[5]).remove(0);
        match what {
            0 => page.lines[at].path = "folder/other".parse().unwrap(),
            1 => page.lines[at].change = Change::Shared { hash: Hash([200; 32]), size: 1, modified: 1 },
            2 => { page.lines.remove(at); }
            3 => page.lines.insert(at, line(77)),
            4 => page.head.chain.0[at] ^= 1,
            _ => page.head.signature.0[at] ^= 1,
        }
        prop_assert!(matches!(follow(&page), Err(BadPage::Forged | BadPage::Gap)));
    }

    #[test]
    fn any_json_is_a_page_or_an_error(text in "\\PC{0,200}") {
        let _ = serde_json::from_str::<Page>(&text);
    }
}
