//! The analysis runs in workers, so that drawing never waits for it.
//!
//! [`client`] is the page's side of what is answered within a frame, [`reliability`] of what may take
//! longer, [`serve`] the workers' side, `message` what passes between them.

mod client;
mod message;
mod probe;
mod reliability;
mod serve;
mod worker;

pub use client::{Client, Freshness, Listener};
pub use reliability::{Asked, Progress, Reliability, ReliabilityListener};
pub use serve::serve;
