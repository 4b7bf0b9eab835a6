//! Every byte that leaves memory: design files, share links, the clipboard, snapshots.
//!
//! Nothing read here is trusted: every decoder is bounded in memory and time, never panics, and says
//! what is wrong and where.

mod bytes;
pub mod snapshot;
mod squeeze;
mod table;

pub use bytes::ByteError;
