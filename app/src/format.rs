//! Numbers, sizes and times as each language writes them, the same on the server and in the browser.

use time::{Month, OffsetDateTime};

use crate::i18n::Language;

/// How much of a moment is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// `14:05`
    Clock,
    /// `21 Nov 2026`
    Day,
    /// `21 Nov 2026, 14:05`
    Full,
}

/// A moment in its own offset. Clocks have 24 hours in both languages.
pub fn moment(at: OffsetDateTime, detail: Detail, language: Language) -> String {
    let clock = format!("{:02}:{:02}", at.hour(), at.minute());
    let day = format!("{} {} {}", at.day(), month(at.month(), language), at.year());
    match detail {
        Detail::Clock => clock,
        Detail::Day => day,
        Detail::Full => format!("{day}, {clock}"),
    }
}

/// The short name of a month.
pub fn month(month: Month, language: Language) -> &'static str {
    const SPANISH: [&str; 12] =
        ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];
    const ENGLISH: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let names = match language {
        Language::Spanish => &SPANISH,
        Language::English => &ENGLISH,
    };
    names[u8::from(month) as usize - 1]
}

/// A moment for machines: the `datetime` of `<time>`, to the second (RFC 3339).
pub fn rfc3339(at: OffsetDateTime) -> String {
    let at = at.to_offset(time::UtcOffset::UTC);
    let (date, clock) = (at.date(), at.time());
    let (hour, minute, second) = clock.as_hms();
    format!("{date}T{hour:02}:{minute:02}:{second:02}Z")
}

/// A whole number with its thousands apart: `12,345` and `12.345`; Spanish leaves numbers of four
/// digits whole (CLDR's minimum of grouping digits).
pub fn integer(number: u64, language: Language) -> String {
    let digits = number.to_string();
    let (mark, least) = match language {
        Language::Spanish => ('.', 5),
        Language::English => (',', 4),
    };
    if digits.len() < least {
        return digits;
    }
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A size in bytes with three significant digits at most: `999 B`, `1.2 kB`, `34 MB` (SI units, as
/// disks and networks count).
pub fn size(bytes: u64, language: Language) -> String {
    const UNITS: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    let (mut tenths, mut unit) = (u128::from(bytes) / 100, 0);
    while tenths >= 9995 {
        (tenths, unit) = ((tenths + 500) / 1000, unit + 1);
    }
    let number = match (tenths >= 100, language) {
        (true, _) => (tenths / 10).to_string(),
        (false, Language::Spanish) => format!("{},{}", tenths / 10, tenths % 10),
        (false, Language::English) => format!("{}.{}", tenths / 10, tenths % 10),
    };
    format!("{number} {}", UNITS[unit])
}

#[cfg(test)]
mod tests;
