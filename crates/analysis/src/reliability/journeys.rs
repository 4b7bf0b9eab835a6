//! Availability of the system, and of each entry.

use linchpin_document::SortedMap;
use linchpin_reliability::{EventId, FaultTree, Likelihood, Limits, likelihood};

use super::chances::{Range, runs};
use super::report::{Availability, JourneyAvailability, ReliabilityQuery, ReliabilityReport};
use crate::Prepared;
use crate::TrafficClass;
use crate::model::{Journey, Model};
use crate::structure::Node;
use crate::structure::compile::Reading;
use crate::structure::fault_tree::{FaultTrees, Run, Threshold, fault_trees};

/// A tree with what there is to know of it.
pub(super) struct Solved {
    likelihood: Likelihood,
    pub(super) thresholds: Vec<Threshold>,
}

impl Solved {
    /// That any request goes unanswered; nothing without traffic.
    pub(super) fn system(subject: &Prepared, query: &ReliabilityQuery) -> Option<Self> {
        if subject.model.journeys.is_empty() {
            return None;
        }
        let trees = trees(subject, &[subject.model.journeys.iter().collect()])?;
        Some(Self::of(&trees.trees[0], &trees, query))
    }

    fn of(tree: &FaultTree, trees: &FaultTrees, query: &ReliabilityQuery) -> Self {
        let limits = Limits { nodes: query.nodes, ..Limits::default() };
        Self { likelihood: likelihood(tree, &limits), thresholds: trees.thresholds.clone() }
    }

    /// How much of the time it does not happen.
    pub(super) fn availability(&self, model: &Model) -> Availability {
        let bounds = self.likelihood.probability();
        let of = |range: Range, bound: f64| {
            let runs = runs(model, range);
            self.unavailability_given(&runs).map_or(bound, |unavailability| 1.0 - unavailability)
        };
        let (low, high) = (1.0 - bounds.high, 1.0 - bounds.low);
        Availability { low, high, pessimistic: of(Range::Worst, low), optimistic: of(Range::Best, high) }
    }

    /// How likely it is with other chances; nothing where that is not known exactly.
    pub(super) fn unavailability_given(&self, runs: &[Run]) -> Option<f64> {
        let of_event = |event: EventId| {
            let threshold = self.thresholds[event.0 as usize];
            threshold.probability(runs[threshold.event.0 as usize])
        };
        self.likelihood.probability_given(of_event)
    }
}

/// One tree for each group of journeys: that not all of them are answered in full measure.
fn trees(subject: &Prepared, groups: &[Vec<&Journey>]) -> Option<FaultTrees> {
    let served = |journey: &&Journey| subject.compiled.serves(journey.duty, Reading::All);
    let nodes: Vec<Vec<Node>> = groups.iter().map(|group| group.iter().map(served).collect()).collect();
    fault_trees(&subject.compiled.function, &runs(&subject.model, Range::Value), &nodes)
}

/// Each endpoint wherever its requests enter, and each entry with all it sends beside endpoints; and each
/// class of those that have both.
pub(super) fn each(subject: &Prepared, query: &ReliabilityQuery) -> Vec<JourneyAvailability> {
    let model = &subject.model;
    let mut named: SortedMap<(usize, usize), Vec<&Journey>> = SortedMap::new();
    for journey in &model.journeys {
        // Where the requests for an endpoint enter makes no difference to whose they are.
        let entry = if journey.endpoint.is_some() { 0 } else { journey.entry };
        named.get_or_default((journey.endpoint.unwrap_or(usize::MAX), entry)).push(journey);
    }
    let mut labels: Vec<(&Journey, Option<TrafficClass>)> = Vec::new();
    let mut groups: Vec<Vec<&Journey>> = Vec::new();
    for all in named.into_values().take(ReliabilityReport::MOST_JOURNEYS) {
        let of = |class| all.iter().copied().filter(|journey| journey.class == class).collect::<Vec<&Journey>>();
        let (reads, writes) = (of(TrafficClass::Read), of(TrafficClass::Write));
        let both = !reads.is_empty() && !writes.is_empty();
        labels.push((all[0], None));
        if both {
            labels.extend([(all[0], Some(TrafficClass::Read)), (all[0], Some(TrafficClass::Write))]);
        }
        groups.push(all);
        groups.extend([reads, writes].into_iter().filter(|_| both));
    }
    let Some(trees) = trees(subject, &groups) else { return Vec::new() };
    let describe = |((journey, class), tree): ((&Journey, Option<TrafficClass>), &FaultTree)| JourneyAvailability {
        entry: model.components[journey.entry].item.id,
        endpoint: model.endpoint_of(journey),
        class,
        availability: Solved::of(tree, &trees, query).availability(model),
    };
    labels.into_iter().zip(&trees.trees).map(describe).collect()
}
