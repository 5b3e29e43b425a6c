//! What is answered.

use serde::{Deserialize, Serialize};

/// The value of an expression, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The expression as it was given.
    pub expr: String,
    /// The value. Every digit is proven: an approximate value is rounded to nearest in its last digit.
    pub result: String,
    /// Whether `result` is rounded; otherwise it is the exact value.
    pub approximate: bool,
    /// How the expression was read: implicit multiplication and grouping made visible.
    pub reading: String,
}
