//! What is answered within a frame: the analysis runs in a worker, so that drawing never waits for it.
//!
//! [`client`] is the page's side, [`serve`] the worker's, `message` what passes between them. What takes
//! longer is asked in [`crate::studies`].

mod client;
mod message;
mod serve;

pub use client::{Client, Freshness, Listener};
pub use serve::serve;
