//! What a design means: what takes it down and what it cannot carry.
//!
//! [`analyse`] is a pure function from a design and the circumstances asked about to a [`Report`]:
//! same input, same output, bit for bit, natively and in WASM.
//!
//! In reading order: [`model`] makes explicit what a design says and leaves to guess, [`structure`]
//! computes what works when things fail, [`load`] what flows where, [`findings`] puts into words what
//! is wrong, and [`assemble`] writes the report.

mod assemble;
mod findings;
mod graph;
mod load;
mod model;
mod query;
mod report;
pub mod structure;
mod wire;

use linchpin_document::Design;

pub use query::{Event, Query};
pub use report::*;

/// Analyses a design.
pub fn analyse(design: &Design, query: &Query) -> Report {
    let model = model::Model::of(design);
    let compiled = structure::compile::compile(&model);
    let scenario = structure::scenario::Scenario::of(&model, &compiled, &query.failed);
    let load = load::Load::of(&model, &compiled, &scenario, &compiled.strong);
    let scale = query.usable_scale();
    let parts = assemble::Parts { model: &model, compiled: &compiled, scenario: &scenario, load: &load, scale };
    assemble::report(&parts, Vec::new(), &findings::Marks::default())
}
