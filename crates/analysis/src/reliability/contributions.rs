//! What the availability of the system hangs on.

use linchpin_document::{Arrange, SortedMap};

use super::chances::{Range, availability, runs};
use super::journeys::Solved;
use super::report::{Contribution, FailureKind};
use crate::Prepared;
use crate::model::Model;
use crate::model::events::Cause;
use crate::structure::EventId;
use crate::structure::fault_tree::Run;
use linchpin_document::RecordId;

/// The record a cause belongs to, and what of it fails.
pub(super) fn blamed(model: &Model, cause: Cause) -> (RecordId, FailureKind) {
    match cause {
        Cause::Instances(index) => (model.components[index].item.id, FailureKind::Instances),
        Cause::Provider(index) => (model.components[index].item.id, FailureKind::Provider),
        Cause::Takeover(index) => (model.components[index].item.id, FailureKind::Takeover),
        Cause::Connection(index) => (model.connections[index].item.id, FailureKind::Connection),
        Cause::Domain(index) => (model.boundaries[index].item.id, FailureKind::Domain),
    }
}

/// Everything that makes a difference, the greatest share first.
pub(super) fn rank(subject: &Prepared, system: &Solved) -> Vec<Contribution> {
    let model = &subject.model;
    let runs = runs(model, Range::Value);
    let Some(total) = system.unavailability_given(&runs) else { return Vec::new() };
    let mut events: SortedMap<Cause, Vec<EventId>> = SortedMap::new();
    for threshold in &system.thresholds {
        let of_cause = events.get_or_default(model.events.cause(threshold.event));
        if of_cause.last() != Some(&threshold.event) {
            of_cause.push(threshold.event);
        }
    }
    let contribution = |(cause, events): (Cause, Vec<EventId>)| {
        let never = system.unavailability_given(&with(&runs, &events, 0.0))?;
        let always = system.unavailability_given(&with(&runs, &events, 1.0))?;
        let (record, kind) = blamed(model, cause);
        Some(Contribution {
            record,
            kind,
            availability: availability(model, cause, Range::Value),
            birnbaum: always - never,
            fussell_vesely: if total > 0.0 { ((total - never) / total).max(0.0) } else { 0.0 },
            risk_achievement: if total > 0.0 { always / total } else { 1.0 },
        })
    };
    let mut ranked: Vec<Contribution> = events.into_iter().filter_map(contribution).collect();
    ranked.retain(|contribution| contribution.birnbaum > 0.0);
    ranked.arrange_by(|a, b| b.fussell_vesely.total_cmp(&a.fussell_vesely));
    ranked
}

/// The same runs, some with another chance.
fn with(runs: &[Run], events: &[EventId], unavailability: f64) -> Vec<Run> {
    let mut runs = runs.to_vec();
    events.iter().for_each(|event| runs[event.0 as usize].unavailability = unavailability);
    runs
}
