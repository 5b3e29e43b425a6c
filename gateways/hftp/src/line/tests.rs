use proptest::prelude::*;

use super::*;

/// Everything that comes out of the bytes when they arrive in pieces of the given sizes.
fn lines(bytes: &[u8], sizes: &[usize]) -> Vec<Result<Line, Code>> {
    let (mut framer, mut out, mut rest) = (Framer::default(), Vec::new(), bytes);
    for size in sizes.iter().copied().chain([usize::MAX]) {
        let (mut piece, later) = rest.split_at(size.min(rest.len()));
        while let Some(line) = framer.feed(&mut piece) {
            let fatal = line.is_err();
            out.push(line);
            if fatal {
                return out;
            }
        }
        rest = later;
    }
    out
}

/// The rules once more, with the whole text in memory.
fn plainly(bytes: &[u8]) -> Vec<Result<Vec<String>, Code>> {
    let (mut out, mut rest) = (Vec::new(), bytes);
    while let Some(end) = rest.iter().position(|&b| b == b'\n') {
        let line = &rest[..end];
        rest = &rest[end + 1..];
        let answer = match line.strip_suffix(b"\r") {
            None => Err(Code::BadEol),
            Some(line) if !line.is_ascii() => Err(Code::BadRequest),
            Some(line) => {
                let text = std::str::from_utf8(line).unwrap();
                let words: Vec<_> =
                    text.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect();
                if words.is_empty() { Err(Code::BadRequest) } else { Ok(words) }
            }
        };
        let fatal = answer.is_err();
        out.push(answer);
        if fatal {
            break;
        }
    }
    out
}

fn words(line: Result<Line, Code>) -> Result<Vec<String>, Code> {
    line.map(|line| line.words.iter().map(|word| word.text().unwrap().to_owned()).collect())
}

#[test]
fn a_line_feed_alone_is_answered_when_it_arrives() {
    assert_eq!(lines(b"help\n", &[]), [Err(Code::BadEol)]);
    assert_eq!(lines(b"\n", &[]), [Err(Code::BadEol)]);
    assert_eq!(lines("ñ\n".as_bytes(), &[]), [Err(Code::BadEol)]);
}

#[test]
fn a_carriage_return_alone_belongs_to_the_line() {
    let lines: Vec<_> = lines(b"a\rb\r\r\n", &[3, 1]).into_iter().map(words).collect();
    assert_eq!(lines, [Ok(vec!["a\rb\r".to_owned()])]);
}

#[test]
fn a_line_over_the_limit_is_answered_before_it_ends_and_one_at_the_limit_is_not() {
    let long = vec![b'x'; MAX_LINE + 1];
    assert_eq!(lines(&long, &[]), [Err(Code::BadRequest)]);
    assert_eq!(lines(&long[1..], &[]), []);
    assert!(lines(&[&long[1..], b"\r\n"].concat(), &[])[0].is_ok());
}

#[test]
fn of_a_long_line_little_is_kept() {
    let text = [b"get_metadata ".as_slice(), &vec![b'a'; 5 << 20], b"\r\n"].concat();
    let line = lines(&text, &[]).remove(0).unwrap();
    let (command, arguments) = line.command().unwrap();
    assert_eq!((command.text(), arguments[0].text()), (Some("get_metadata"), None));
    assert_eq!(arguments[0].name().unwrap().as_str().len(), 256);
    let many = lines(&[&b"a ".repeat(1 << 20)[..], b"\r\n"].concat(), &[]).remove(0).unwrap();
    assert_eq!(many.words.len(), MAX_WORDS);
}

#[test]
fn numbers_are_digits_and_saturate() {
    let number = |text: &str| {
        let line = lines(format!("{text}\r\n").as_bytes(), &[]).remove(0).unwrap();
        line.words[0].number()
    };
    assert_eq!(number(&format!("{}7", "0".repeat(1000))), Ok(7));
    assert_eq!(number(&"9".repeat(40)), Ok(u64::MAX));
    for bad in ["-1", "-0", "+1", "1.0", "1e3", "0x1", "1_0", "x"] {
        assert_eq!(number(bad), Err(Code::InvalidArguments), "{bad}");
    }
}

#[test]
fn a_hostile_byte_far_in_a_long_name_is_seen() {
    let text = format!("get_metadata {}/\r\n", "a".repeat(100_000));
    let line = lines(text.as_bytes(), &[]).remove(0).unwrap();
    assert_eq!(line.words[1].name(), Err(Code::InvalidArguments));
}

proptest! {
    #[test]
    fn pieces_do_not_matter_and_the_plain_rules_hold(
        bytes in proptest::collection::vec(prop::sample::select(b"ab1 \r\n.\xc3".to_vec()), 0..60),
        sizes in proptest::collection::vec(1_usize..9, 0..20),
    ) {
        let got: Vec<_> = lines(&bytes, &sizes).into_iter().map(words).collect();
        let mut expected = plainly(&bytes);
        for words in expected.iter_mut().flatten() {
            words.truncate(MAX_WORDS);
        }
        prop_assert_eq!(got, expected);
    }

    #[test]
    fn any_bytes_are_survived(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        lines(&bytes, &[7, 1, 2]);
    }
}
