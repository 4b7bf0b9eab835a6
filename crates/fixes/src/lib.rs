//! From a finding to a better design.
//!
//! A remedy is a pure function from a design to a [`Transaction`]: one file each in `remedies`, all of them
//! in one table. [`Bench`] tries remedies out on a design: what [`Bench::offers`] hands out has been analysed
//! again, removes the finding it is offered for and creates none as severe. [`Harden`] searches the cheapest
//! set of fixes that meets all targets.
//!
//! Nothing here changes a design; a fix is applied by committing its transaction, which is one undo step.

mod bench;
mod figures;
mod harden;
mod ids;
mod names;
mod remedies;
mod remedy;
mod sketch;

pub use bench::{Bench, Fix, offers};
pub use figures::{Depth, Figures, Preview};
pub use harden::{Candidate, Criterion, Gap, Goal, Harden, Plan, PlanStep, Proof, Target, Weakness};
pub use ids::{Ids, ReadableIds, Serials};
pub use remedy::Remedy;
