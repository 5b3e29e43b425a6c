//! Amounts of bytes as people write them.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::value::BadValue;

/// An amount of bytes: `500 MB`, `2 GiB`, or a plain number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Size(pub u64);

/// How it stands in the file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(u64),
    Text(String),
}

const HELP: BadValue = BadValue("expected an amount of bytes, as in 500 MB, 2 GiB or 1048576");

/// Units by falling size, so that the first one that divides an amount writes it shortest.
const UNITS: [(&str, u64); 9] = [
    ("TiB", 1 << 40),
    ("TB", 1_000_000_000_000),
    ("GiB", 1 << 30),
    ("GB", 1_000_000_000),
    ("MiB", 1 << 20),
    ("MB", 1_000_000),
    ("KiB", 1 << 10),
    ("kB", 1_000),
    ("B", 1),
];

impl FromStr for Size {
    type Err = BadValue;

    fn from_str(text: &str) -> Result<Self, BadValue> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(digits);
        let unit = match unit.trim() {
            "" => 1,
            unit => {
                let found = UNITS.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit));
                found.ok_or(HELP)?.1
            }
        };
        let number: u64 = number.parse().map_err(|_| HELP)?;
        number.checked_mul(unit).map(Self).ok_or(HELP)
    }
}

impl TryFrom<Written> for Size {
    type Error = BadValue;

    fn try_from(written: Written) -> Result<Self, BadValue> {
        match written {
            Written::Number(bytes) => Ok(Self(bytes)),
            Written::Text(text) => text.parse(),
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = |unit: u64| self.0 >= unit && self.0.is_multiple_of(unit);
        let (name, unit) = UNITS.iter().find(|(_, unit)| fits(*unit)).unwrap_or(&("B", 1));
        write!(f, "{} {name}", self.0 / unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_it_is_written() {
        for (text, bytes) in [
            ("0", 0),
            ("1048576", 1 << 20),
            ("500 MB", 500_000_000),
            ("2GiB", 2 << 30),
            ("3 kb", 3_000),
        ] {
            let size: Size = text.parse().unwrap();
            assert_eq!((size, size.to_string().parse()), (Size(bytes), Ok(size)), "{text}");
        }
        assert_eq!(Size(2 << 30).to_string(), "2 GiB");
    }

    #[test]
    fn what_is_no_amount_says_what_would_be() {
        for bad in ["", "much", "-1", "1.5 GB", "GB", "99999999 TB", "1 XB"] {
            assert!(bad.parse::<Size>().unwrap_err().to_string().contains("500 MB"), "{bad}");
        }
    }
}
