//! A value with its origin.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use clap::parser::ValueSource;

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flag on the command line.
    Flag,
    /// An environment variable.
    Environment,
    /// The configuration file.
    File(PathBuf),
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => f.write_str("flag"),
            Self::Environment => f.write_str("environment"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value with its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value in force.
    pub value: T,
    /// Who set it.
    pub origin: Origin,
}

impl<T> Setting<T> {
    /// Whether somebody asked for this value.
    pub fn is_explicit(&self) -> bool {
        self.origin != Origin::Default
    }
}

/// Where the layers are, so that the origin of a value can be told.
pub struct Layers<'a> {
    /// What clap read, from flags and environment.
    pub matches: &'a ArgMatches,
    /// The file, if there is one.
    pub path: Option<&'a Path>,
}

impl Layers<'_> {
    /// The value of the highest layer that has one.
    pub fn pick<T>(
        &self,
        id: &str,
        flag: Option<T>,
        file: Option<T>,
        default: impl FnOnce() -> T,
    ) -> Setting<T> {
        let Some(value) = flag else { return self.pick_file(file, default) };
        let origin = match self.matches.value_source(id) {
            Some(ValueSource::EnvVariable) => Origin::Environment,
            _ => Origin::Flag,
        };
        Setting { value, origin }
    }

    /// The same for a value that only the file can set.
    pub fn pick_file<T>(&self, file: Option<T>, default: impl FnOnce() -> T) -> Setting<T> {
        match (file, self.path) {
            (Some(value), Some(path)) => Setting { value, origin: Origin::File(path.to_owned()) },
            _ => Setting { value: default(), origin: Origin::Default },
        }
    }
}
