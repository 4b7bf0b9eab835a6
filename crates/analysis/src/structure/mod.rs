//! Coherent structure functions: what works as a function of what is up.
//!
//! [`Function`] is usable without a diagram: a graph of and / or / k-of-n gates over basic events,
//! monotone by construction, with cycles read as fixed points. [`evaluate()`] computes it for many
//! scenarios at once, [`FailureSets`] for all single failures. The rest turns a design's model into such a function and asks it questions.

pub(crate) mod compile;
mod evaluate;
mod failure_sets;
pub(crate) mod fault_tree;
mod function;
mod intern;
pub(crate) mod outcome;
pub(crate) mod scenario;
pub(crate) mod single_failures;
pub(crate) mod witness;

pub use evaluate::{Scenarios, Values, evaluate};
pub use failure_sets::{Failing, FailureSets};
pub use function::{Builder, EventId, Function, Group, Node, Unknown};
