#![expect(clippy::single_range_in_vec_init, reason = "one range is what is meant")]

use proptest::prelude::*;

use super::ByteRanges::{Ranges, Unsatisfiable, Whole};
use super::*;

fn some(ranges: &[Range<u64>]) -> ByteRanges {
    Ranges(ranges.to_vec())
}

#[test]
fn the_examples_of_rfc_9110_hold() {
    let table = [
        ("bytes=0-499", some(&[0..500])),
        ("bytes=500-999", some(&[500..1000])),
        ("bytes=-500", some(&[9500..10000])),
        ("bytes=9500-", some(&[9500..10000])),
        ("bytes=0-0,-1", some(&[0..1, 9999..10000])),
        ("bytes= 0-999, 4500-5499, -1000", some(&[0..1000, 4500..5500, 9000..10000])),
        ("bytes=500-600,601-999", some(&[500..1000])),
        ("bytes=500-700,601-999", some(&[500..1000])),
    ];
    for (header, expected) in table {
        assert_eq!(ByteRanges::parse(header, 10000), expected, "{header}");
    }
}

#[test]
fn edges_are_cut_to_the_file() {
    let table = [
        ("bytes=0-", some(&[0..10])),
        ("bytes=0-99999999999999999999999999", some(&[0..10])),
        ("bytes=-99999999999999999999999999", some(&[0..10])),
        ("bytes=9-9", some(&[9..10])),
        ("bytes=10-", Unsatisfiable),
        ("bytes=10-20", Unsatisfiable),
        ("bytes=18446744073709551615-18446744073709551615", Unsatisfiable),
        ("bytes=99999999999999999999999999-", Unsatisfiable),
        ("bytes=-0", Unsatisfiable),
        ("bytes=-0,5-5", some(&[5..6])),
        ("bytes=50-60,1-2", some(&[1..3])),
        ("BYTES=1-2", some(&[1..3])),
        ("  bytes=1-2\t", some(&[1..3])),
        ("bytes=1-2 ,\t 4-5", some(&[1..3, 4..6])),
        ("bytes=,1-2,,", some(&[1..3])),
        ("bytes=6-7,1-2", some(&[6..8, 1..3])),
    ];
    for (header, expected) in table {
        assert_eq!(ByteRanges::parse(header, 10), expected, "{header}");
    }
}

#[test]
fn what_is_not_understood_means_the_whole_file() {
    let table = [
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes=-",
        "bytes=5",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=+1-2",
        "bytes=1-2x",
        "bytes=1--2",
        "bytes=--1",
        "bytes=1 -2",
        "bytes =1-2",
        "bytes:1-2",
        "lines=1-2",
        "seconds=1-2",
        "bytes=0x1-2",
        "bytes=1-2;3-4",
        "bytes=1-2,x",
        "bytes=٣-٤",
        "=1-2",
        "bytes=0-0,2-2,4-4,6-6,8-8,1-1,3-3,5-5,7-7",
    ];
    for header in table {
        assert_eq!(ByteRanges::parse(header, 10), Whole, "{header}");
    }
}

#[test]
fn an_empty_file_has_no_byte_to_give_but_its_end() {
    assert_eq!(ByteRanges::parse("bytes=0-", 0), Unsatisfiable);
    assert_eq!(ByteRanges::parse("bytes=-0", 0), Unsatisfiable);
    assert_eq!(ByteRanges::parse("bytes=-5", 0), Whole);
}

#[test]
fn asking_for_the_same_bytes_often_sends_them_once() {
    assert_eq!(ByteRanges::parse("bytes=0-,0-,0-,0-,0-,0-", 10), some(&[0..10]));
    assert_eq!(ByteRanges::parse("bytes=5-6,0-1,1-5", 10), some(&[0..7]));
}

proptest! {
    #[test]
    fn ranges_never_overlap_nor_exceed_the_size(
        specs in proptest::collection::vec((0_u64..120, proptest::option::of(0_u64..120)), 1..12),
        size in 0_u64..100,
    ) {
        let specs: Vec<String> = specs
            .iter()
            .map(|(a, b)| b.map_or_else(|| format!("-{a}"), |b| format!("{a}-{b}")))
            .collect();
        if let Ranges(ranges) = ByteRanges::parse(&format!("bytes={}", specs.join(",")), size) {
            prop_assert!(!ranges.is_empty() && ranges.len() <= MAX_RANGES);
            prop_assert!(ranges.iter().all(|range| range.start < range.end && range.end <= size));
            prop_assert!(ranges.iter().map(|range| range.end - range.start).sum::<u64>() <= size);
            for (at, a) in ranges.iter().enumerate() {
                prop_assert!(ranges[at + 1..].iter().all(|b| !touch(a, b)));
            }
        }
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".*", size: u64) {
        let _ = ByteRanges::parse(&text, size);
        let _ = ByteRanges::parse(&format!("bytes={text}"), size);
    }
}
