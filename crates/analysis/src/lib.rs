//! What a design means: what takes it down and what it cannot carry.
//!
//! [`analyse`] is a pure function from a design and the circumstances asked about to a [`Report`]:
//! same input, same output, bit for bit, natively and in WASM.

mod graph;
mod model;
mod query;
mod report;
pub mod structure;
mod wire;

use linchpin_catalog::Property;
use linchpin_document::Design;

pub use query::{Event, Query};
pub use report::*;

/// Analyses a design.
pub fn analyse(design: &Design, query: &Query) -> Report {
    let _ = (Property::Peak, query.usable_scale());
    let components = design.components().map(|item| ComponentReport {
        id: item.id,
        state: ComponentState::Serving,
        instances_up: 1,
        instances: 1,
        rate: Rate::default(),
        ceiling: None,
        utilisation: None,
        single_point: None,
        managed: Resolved { value: item.kind().traits().managed, guessed: true },
        spread: Resolved { value: true, guessed: true },
        failover: None,
    });
    Report { components: components.collect(), ..Report::default() }
}
