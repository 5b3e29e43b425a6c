//! Light, dark, or as the system says.

use std::str::FromStr;

/// A look that somebody chose against what their system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark ink on paper.
    Light,
    /// Light ink at night.
    Dark,
}

/// A word that names no theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the themes are light and dark")]
pub struct NoSuchTheme;

impl Theme {
    /// Both themes.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// The word in the cookie and in `<html data-theme>`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl FromStr for Theme {
    type Err = NoSuchTheme;

    fn from_str(word: &str) -> Result<Self, NoSuchTheme> {
        Self::ALL.into_iter().find(|theme| theme.word() == word).ok_or(NoSuchTheme)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_read_as_it_is_written() {
        for theme in Theme::ALL {
            assert_eq!(theme.word().parse(), Ok(theme));
        }
        assert_eq!("sepia".parse::<Theme>(), Err(NoSuchTheme));
    }
}
