//! What time it is; tests set it.

use std::fmt;
use std::sync::Arc;

use time::OffsetDateTime;

/// Where the time comes from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> OffsetDateTime + Send + Sync>);

impl Clock {
    /// A clock that asks the function each time.
    pub fn new(now: impl Fn() -> OffsetDateTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The present time as it is stored.
    pub(crate) fn micros(&self) -> i64 {
        micros(self.0())
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new(OffsetDateTime::now_utc)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// A time as it is stored: microseconds since 1970.
pub(crate) fn micros(time: OffsetDateTime) -> i64 {
    // Any time that OffsetDateTime can name (year 9999) fits.
    (time.unix_timestamp_nanos() / 1_000) as i64
}

/// The stored time as a value; what no calendar holds becomes 1970.
pub(crate) fn time(micros: i64) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000)
        .unwrap_or(OffsetDateTime::UNIX_EPOCH)
}
