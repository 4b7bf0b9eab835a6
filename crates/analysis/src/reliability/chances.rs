//! How likely each basic event is.

use linchpin_catalog::Param;

use crate::model::Model;
use crate::model::components::Component;
use crate::model::events::Cause;
use crate::structure::fault_tree::Run;

/// Which value of each number's range is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    /// The value itself.
    Value,
    /// What makes failures likeliest.
    Worst,
    /// What makes them least likely.
    Best,
}

impl Range {
    /// Of a number of which more is better.
    fn good(self, param: Param) -> f64 {
        match self {
            Self::Value => param.value,
            Self::Worst => param.low,
            Self::Best => param.high,
        }
    }

    /// Of a number of which less is better.
    fn bad(self, param: Param) -> f64 {
        match self {
            Self::Value => param.value,
            Self::Worst => param.high,
            Self::Best => param.low,
        }
    }
}

/// The runs of a model's events, by number.
pub(super) fn runs(model: &Model, range: Range) -> Vec<Run> {
    let run = |(_, cause, size)| Run { size, unavailability: 1.0 - availability(model, cause, range) };
    model.events.iter().map(run).collect()
}

/// The share of time one thing is up.
pub(super) fn availability(model: &Model, cause: Cause, range: Range) -> f64 {
    match cause {
        Cause::Instances(index) | Cause::Provider(index) => range.good(model.components[index].availability),
        Cause::Domain(index) => range.good(model.boundaries[index].availability),
        Cause::Connection(index) => model.paths[index].map_or(1.0, |(_, availability)| availability),
        Cause::Takeover(index) => 1.0 - too_late(&model.components[index], range),
    }
}

/// How likely a takeover is still under way at any moment of an outage: the share of the time to repair
/// that it takes.
fn too_late(component: &Component, range: Range) -> f64 {
    // The longer the repair, the smaller the share; but a long repair is no good, so the worst case of
    // the takeover alone is taken.
    let repair_in_seconds = component.repair.value * 60.0;
    (range.bad(component.takeover) / repair_in_seconds).min(1.0)
}
