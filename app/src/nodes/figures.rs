//! Numbers as people read them.

use crate::i18n::Language;

/// How long a packet takes, with two digits at least: `0.4 ms`, `23 ms`.
pub(super) fn latency(micros: u64, language: Language) -> String {
    let tenths = (micros + 50) / 100;
    let mark = match language {
        Language::Spanish => ',',
        Language::English => '.',
    };
    match tenths {
        0 => format!("< 0{mark}1 ms"),
        1..100 => format!("{}{mark}{} ms", tenths / 10, tenths % 10),
        _ => format!("{} ms", (micros + 500) / 1_000),
    }
}

/// A time to wait, in its largest unit: `12 s`, `3 min`, `2 h`, `4 d`.
pub(super) fn wait(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{} s", seconds.max(1)),
        60..3_600 => format!("{} min", seconds.div_ceil(60)),
        3_600..86_400 => format!("{} h", seconds.div_ceil(3_600)),
        _ => format!("{} d", seconds.div_ceil(86_400)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latency_has_as_many_digits_as_help() {
        let shown = |micros| latency(micros, Language::English);
        assert_eq!([shown(0), shown(420), shown(9_960)], ["< 0.1 ms", "0.4 ms", "10 ms"]);
        assert_eq!(shown(123_456), "123 ms");
        assert_eq!(latency(1_500, Language::Spanish), "1,5 ms");
    }

    #[test]
    fn a_wait_is_never_told_too_short() {
        assert_eq!([wait(0), wait(59), wait(61)], ["1 s", "59 s", "2 min"]);
        assert_eq!([wait(3_600), wait(90_000)], ["1 h", "2 d"]);
    }
}
