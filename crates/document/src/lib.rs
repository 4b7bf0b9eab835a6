//! The model of a design.
//!
//! A [`Document`] is a set of last-writer-wins registers, one per property of each record, filled by
//! [`Op`]s that merge in any order. A [`Design`] is what those registers mean: the records that
//! exist, with valid values only, no dangling connection and no cyclic nesting. A [`Replica`] is one
//! peer's copy of both, with the draft of the gesture under way and the history for undo.
//!
//! Nothing here knows a screen, a file format or a clock.

mod check;
mod design;
mod document;
mod history;
mod id;
mod item;
mod nesting;
mod op;
mod order;
mod replica;
mod value;

pub use check::{Reason, Refusal, check_value};
pub use design::Design;
pub use document::{Document, Record, Register};
pub use id::{IdError, PeerId, RecordId};
pub use item::Item;
pub use linchpin_sorted::{Arrange, SortedMap, SortedSet};
pub use op::{Change, Existence, Op, Stamp, Transaction};
pub use order::OrderKey;
pub use replica::{Committed, Replica, Reverted};
pub use value::{PropertyKey, Value};

/// The ids of the records whose effective state a step changed.
pub type Changes = SortedSet<RecordId>;
