//! Fault trees: which events together bring a top event about, how likely it is, and how much each
//! event matters.
//!
//! A [`FaultTree`] is built with a [`Builder`] or read by [`open_psa`]. [`solve`] finds all minimal cut
//! sets and the exact probability by decision diagrams; where that is too much for the [`Limits`] it
//! says so, and gives the cut sets up to an order and bounds. [`likelihood`] leaves the cut sets out,
//! [`cut_sets_up_to`] finds only the short ones, quickly.
//!
//! In reading order: `tree`, `prepare` (simplifies), `modules` (splits), `order` (of variables),
//! `store` and `diagram` (decision diagrams), `probability`, `cut_sets`, `singles`, `truncated`, `bounds` and `few_failures` (the
//! answers beyond the limits), `solver` and `solve` (all of it together).

mod bounds;
mod cut_sets;
mod diagram;
mod few_failures;
mod likelihood;
mod modules;
#[cfg(feature = "open-psa")]
pub mod open_psa;
mod order;
mod prepare;
mod probability;
mod singles;
mod solve;
mod solver;
mod store;
mod sums;
mod tree;
mod truncated;

pub use bounds::Bounds;
pub use cut_sets::{CutSet, Ranking};
pub use likelihood::{Importance, Likelihood, likelihood};
pub use solve::{Solution, cut_sets_up_to, solve};
pub use solver::Limits;
pub use tree::{BasicEvent, Builder, EventId, FaultTree, Node};
