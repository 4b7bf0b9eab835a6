//! Every byte that leaves memory: design files, share links, the clipboard, snapshots.
//!
//! Nothing read here is trusted: every decoder is bounded in memory and time, never panics, and says
//! what is wrong and where.

mod base64url;
mod bytes;
mod checksum;
mod envelope;
pub mod file;
pub mod fragment;
mod imported;
pub mod link;
mod naming;
mod nearest;
mod problem;
mod read;
pub mod schema;
pub mod snapshot;
mod squeeze;
mod table;
mod values;
mod write;

pub use bytes::ByteError;
pub use imported::{DEEPEST_NESTING, Imported, MOST_RECORDS};
pub use nearest::nearest;
pub use problem::{FileError, Place, Problem};
