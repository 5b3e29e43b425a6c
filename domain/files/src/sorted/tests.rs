use proptest::prelude::*;

use super::*;

fn row(name: &str, kind: Kind, size: u64, seconds: i64) -> Row<()> {
    let modified = OffsetDateTime::from_unix_timestamp(seconds).unwrap();
    Row { name: name.into(), kind, size, modified, stamp: () }
}

fn some() -> Vec<Row<()>> {
    vec![
        row("file10", Kind::File, 1, 3),
        row("file2", Kind::File, 3, 1),
        row("b", Kind::Folder, 0, 9),
        row("File1", Kind::File, 2, 2),
        row("a", Kind::Folder, 0, 8),
    ]
}

fn names<'a>(page: &Page<'a, ()>) -> Vec<&'a str> {
    page.rows.iter().map(|row| &*row.name).collect()
}

fn asking(sort: Sort, order: Order) -> Query {
    Query { sort, order, ..Query::default() }
}

#[test]
fn folders_come_first_in_every_order() {
    let table = [
        (Sort::Name, Order::Asc, ["a", "b", "File1", "file2", "file10"]),
        (Sort::Name, Order::Desc, ["b", "a", "file10", "file2", "File1"]),
        (Sort::Size, Order::Asc, ["a", "b", "file10", "File1", "file2"]),
        (Sort::Size, Order::Desc, ["b", "a", "file2", "File1", "file10"]),
        (Sort::Modified, Order::Asc, ["a", "b", "file2", "File1", "file10"]),
        (Sort::Modified, Order::Desc, ["b", "a", "file10", "File1", "file2"]),
    ];
    for (sort, order, expected) in table {
        let sorted = Sorted::new(some(), sort);
        assert_eq!(names(&sorted.page(&asking(sort, order)).unwrap()), expected);
    }
}

#[test]
fn the_filter_ignores_case_and_counts_what_it_lets_through() {
    let sorted = Sorted::new(some(), Sort::Name);
    let filter = Some("FILE".into());
    let page = sorted.page(&Query { filter, limit: Some(2), ..Query::default() }).unwrap();
    assert_eq!((names(&page), page.total), (vec!["File1", "file2"], 3));
    let (filter, cursor) = (Some("file".into()), page.next);
    let page = sorted.page(&Query { filter, cursor, ..Query::default() }).unwrap();
    assert_eq!((names(&page), page.total, page.next), (vec!["file10"], 3, None));
}

#[test]
fn a_page_has_one_to_a_thousand_entries() {
    let rows = (0..1500).map(|n| row(&format!("f{n}"), Kind::File, 0, 0)).collect();
    let sorted = Sorted::new(rows, Sort::Name);
    for (limit, expected) in [(None, 200), (Some(0), 1), (Some(7), 7), (Some(5000), 1000)] {
        let page = sorted.page(&Query { limit, ..Query::default() }).unwrap();
        assert_eq!((page.rows.len(), page.total), (expected, 1500));
        assert!(page.next.is_some());
    }
}

#[test]
fn a_cursor_that_was_not_given_out_here_is_refused() {
    let sorted = Sorted::new(some(), Sort::Name);
    let good = sorted.page(&Query { limit: Some(1), ..Query::default() }).unwrap().next.unwrap();
    for text in [
        "", "x", "naf0", "naf.61", "naf0.", "naf0.6", "naf0.zz", "naf0.ff", "sad0.61", "nax0.61",
        "naf0.é1",
    ] {
        let query = Query { cursor: Some(Cursor(text.into())), ..Query::default() };
        assert_eq!(sorted.page(&query).err(), Some(Refused::BadCursor), "{text}");
    }
    let other = Query { cursor: Some(good), order: Order::Desc, ..Query::default() };
    assert_eq!(sorted.page(&other).err(), Some(Refused::BadCursor));
}

/// Reads all pages, with other entries in the folder for each.
fn walk(stages: &[Vec<Row<()>>], sort: Sort, order: Order, limit: usize) -> Vec<String> {
    let (mut seen, mut cursor, mut turn) = (Vec::new(), None, 0);
    loop {
        let sorted = Sorted::new(stages[turn % stages.len()].clone(), sort);
        let query = Query { sort, order, limit: Some(limit), cursor, filter: None };
        let page = sorted.page(&query).unwrap();
        seen.extend(names(&page).into_iter().map(str::to_owned));
        cursor = page.next;
        turn += 1;
        if cursor.is_none() || turn > 1000 {
            return seen;
        }
    }
}

proptest! {
    #[test]
    fn pages_neither_repeat_nor_lose_what_stays_while_others_come_and_go(
        stay in proptest::collection::btree_map("[a-cÁñ0-9]{1,4}", (0_u64..4, 0_i64..4, any::<bool>()), 1..30),
        come in proptest::collection::btree_map("[d-f0-9]{1,4}", (0_u64..4, 0_i64..4, any::<bool>()), 0..30),
        limit in 1_usize..7, sort in 0_usize..3, desc: bool,
    ) {
        let make = |(name, (size, at, folder)): (&String, &(u64, i64, bool))| {
            row(name, if *folder { Kind::Folder } else { Kind::File }, *size, *at)
        };
        let fixed: Vec<_> = stay.iter().map(make).collect();
        let more: Vec<_> = come.iter().filter(|(name, _)| !stay.contains_key(*name)).map(make).collect();
        let full: Vec<_> = fixed.iter().chain(&more).cloned().collect();
        let sort = [Sort::Name, Sort::Size, Sort::Modified][sort];
        let order = if desc { Order::Desc } else { Order::Asc };
        let seen = walk(&[full, fixed], sort, order, limit);
        let unique: std::collections::BTreeSet<_> = seen.iter().collect();
        prop_assert_eq!(unique.len(), seen.len());
        prop_assert!(stay.keys().all(|name| unique.contains(name)));
    }

    #[test]
    fn any_cursor_is_read_without_panic(text in ".*") {
        let query = Query { cursor: Some(Cursor(text)), ..Query::default() };
        let _ = Sorted::new(some(), Sort::Name).page(&query);
    }
}
