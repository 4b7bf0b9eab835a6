//! Keeping designs in the browser: an append-only log of ops for each design in IndexedDB, compacted
//! into snapshots, and a channel between tabs that have the same design open.

mod autosave;
mod database;
mod library;
mod tabs;

pub use autosave::{Autosave, SaveState};
pub use database::Trouble;
pub use library::{DesignId, Entry, Library};
pub use tabs::{TabChannel, TabMessage};
