//! Coherent structure functions: what works as a function of what is up.
//!
//! [`Function`] is usable without a diagram: a graph of and / or / k-of-n gates over basic events,
//! monotone by construction, with cycles read as fixed points. [`evaluate`] computes it for many
//! scenarios at once. The rest turns a design's model into such a function and asks it questions.

mod evaluate;
mod function;
mod intern;

pub use evaluate::{Scenarios, Values, evaluate};
pub use function::{Builder, EventId, Function, Group, Node, Unknown};
