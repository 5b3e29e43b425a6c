//! How a listing is sorted, filtered and cut into pages.

use serde::{Deserialize, Serialize};

/// By what a listing is sorted; folders always come before files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// By name in natural order: `file2` before `file10`.
    #[default]
    Name,
    /// By bytes.
    Size,
    /// By the time of the last change.
    Modified,
}

/// In which direction a listing is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Smallest first.
    #[default]
    Asc,
    /// Largest first.
    Desc,
}

/// Where a page begins: opaque to clients. It names the last entry of the page before, so that
/// entries that come and go in between neither repeat nor hide others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// What a listing shall show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// By what it is sorted.
    pub sort: Sort,
    /// In which direction.
    pub order: Order,
    /// How many entries at most (1 to 1,000); `None` is 200.
    pub limit: Option<usize>,
    /// Where the page begins.
    pub cursor: Option<Cursor>,
    /// Only names that contain this text, whatever the case.
    pub filter: Option<String>,
}
