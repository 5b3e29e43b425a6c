//! A group that exists only in memory: nodes that come and go, links with delays, liars. Every node
//! has a real [`Spread`], every page is signed and followed by a real [`Mark`]; only the bytes of the
//! frames, the width of the links and the time it takes to write to a disk are left out.
//!
//! [`Spread`]: super::Spread
//! [`Mark`]: crate::catalogue::Mark

mod driver;
mod large;
mod liars;
mod measure;
mod node;
mod queues;
mod small;
mod world;
