//! What a design means: what takes it down and what it cannot carry.
//!
//! [`analyse`] is a pure function from a design and the circumstances asked about to a [`Report`]:
//! same input, same output, bit for bit, natively and in WASM.
//!
//! In reading order: `model` makes explicit what a design says and leaves to guess, [`structure`]
//! computes what works when things fail, `load` what flows where, [`rules`] put into words what
//! is wrong, and `assemble` writes the report. `reliability`, `contingencies` and `simulation` are asked
//! apart, because they take longer.

mod assemble;
mod blast;
mod contingencies;
mod facts;
mod graph;
mod groups;
mod headroom;
mod latency;
mod load;
mod model;
mod peak;
mod prepared;
mod probe;
mod query;
mod recovery;
mod reliability;
mod report;
mod rules;
mod simulation;
pub mod structure;
mod synthetic;
mod wire;

use linchpin_document::Design;

pub use blast::{BlastRadius, blast_radii, blast_radii_of_components};
pub use contingencies::{
    Aftermath, CascadeStep, Contingency, ContingencyReport, HiddenPoint, Overload, aftermath, contingencies,
};
pub use headroom::{
    ComponentUse, HeadroomReport, MemoryUse, RangedRung, ResourceUse, Sensitivity, StorageUse, headroom,
};
pub use latency::{
    Answer, JourneyLatency, LatencyReport, LatencyStep, LatencyTarget, Limit, QueueReport, Times, latency,
};
pub use peak::{Backlog, JourneyPeak, PeakComponent, PeakReport, PeakSeries, PeakVerdict, Scaling, peak};
pub use prepared::Prepared;
pub use probe::Probe;
pub use query::{Event, Query};
pub use recovery::{EndsBy, Interruption, RecoveryReport, RecoveryTarget, recovery};
pub use reliability::{
    Availability, Combination, Contribution, Failure, FailureKind, JourneyAvailability, ReliabilityQuery,
    ReliabilityReport, Upgrade, UpgradeKind, availability, combinations, reliability,
};
pub use report::*;
pub use rules::catalogue::{catalogue, nearest_rule};
pub use rules::{Heading, OwnCondition, OwnField, OwnValues, Rule, Rules};
pub use simulation::{
    ComponentPoint, ComponentRun, Ending, Experiment, Interval, JourneyName, JourneyPoint, JourneyRun, Layout, Moment,
    Outage, RequestCounts, SimulationReport, SimulationRun, StandNow, Unsimulable,
};
pub use synthetic::synthetic;

/// Analyses a design.
pub fn analyse(design: &Design, query: &Query) -> Report {
    Prepared::of(design).report(query)
}
