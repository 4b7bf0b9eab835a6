//! Failures that are dangerous together.

use linchpin_catalog::BoundaryKind;
use linchpin_document::Arrange;
use linchpin_reliability::{CutSet, cut_sets_up_to};

use super::chances::{Range, runs};
use super::contributions::blamed;
use super::report::{Combination, Failure, ReliabilityQuery, ReliabilityReport};
use crate::Prepared;
use crate::Reach;
use crate::model::Model;
use crate::model::events::Cause;
use crate::structure::compile::Reading;
use crate::structure::fault_tree::{FaultTrees, fault_trees};
use crate::structure::{EventId, Node, Scenarios, Values, evaluate};

/// More cut sets of one gate than this are too many to keep.
const MOST_SETS: usize = 100_000;

/// Finds the pairs, and what else is asked for.
pub(super) fn find(subject: &Prepared, query: &ReliabilityQuery, report: &mut ReliabilityReport) {
    let (model, compiled) = (&subject.model, &subject.compiled);
    let served: Vec<Node> = model.journeys.iter().map(|journey| compiled.serves(journey.duty, Reading::All)).collect();
    let Some(trees) = fault_trees(&compiled.function, &runs(model, Range::Value), &[served]) else { return };
    let (reached, sets) = cut_sets_up_to(&trees.trees[0], query.order, MOST_SETS);
    let mut finder = Finder { subject, values: Values::default(), only_region: only_region(model) };
    let several = sets.iter().filter(|set| set.order > 1);
    let mut found: Vec<(Combination, Vec<Fallen>)> =
        several.map(|set| finder.combination(set, &fallen(&trees, set))).collect();
    report.combinations_to_order = reached;
    report.combinations_in_all = found.len() as u32;
    // Smaller ones, those that share a place, the likeliest.
    found.arrange_by(|(a, _), (b, _)| {
        let hidden = |combination: &Combination| combination.shared.is_none();
        a.order.cmp(&b.order).then(hidden(a).cmp(&hidden(b))).then(b.probability.total_cmp(&a.probability))
    });
    found.truncate(ReliabilityReport::MOST_COMBINATIONS);
    report.combinations = found
        .into_iter()
        .map(|(combination, fallen)| Combination { reach: finder.reach(&fallen), ..combination })
        .collect();
}

/// So many things of a run that are down.
#[derive(Debug, Clone, Copy)]
struct Fallen {
    event: EventId,
    count: u32,
}

/// A set names a threshold and those before it; the highest says how many are down.
fn fallen(trees: &FaultTrees, set: &CutSet) -> Vec<Fallen> {
    let mut fallen: Vec<Fallen> = Vec::new();
    for event in &set.events {
        let threshold = trees.thresholds[event.0 as usize];
        match fallen.iter_mut().find(|fallen| fallen.event == threshold.event) {
            Some(known) => known.count = known.count.max(threshold.down),
            None => fallen.push(Fallen { event: threshold.event, count: threshold.down }),
        }
    }
    fallen
}

/// The only region there is; that everything stands in it goes without saying.
fn only_region(model: &Model) -> Option<usize> {
    let is_region = |at: &usize| model.boundaries[*at].kind == BoundaryKind::Region;
    let mut regions = (0..model.boundaries.len()).filter(is_region);
    regions.next().filter(|_| regions.next().is_none())
}

struct Finder<'a, 'b> {
    subject: &'b Prepared<'a>,
    values: Values<1>,
    only_region: Option<usize>,
}

impl Finder<'_, '_> {
    fn combination(&mut self, set: &CutSet, fallen: &[Fallen]) -> (Combination, Vec<Fallen>) {
        let model = &self.subject.model;
        let mut failures: Vec<Failure> = Vec::new();
        for part in fallen {
            let (record, kind) = blamed(model, model.events.cause(part.event));
            // Instances of one component in several zones are several runs.
            match failures.iter_mut().find(|failure| failure.record == record && failure.kind == kind) {
                Some(known) => known.count += part.count,
                None => failures.push(Failure { record, kind, count: part.count }),
            }
        }
        let combination = Combination {
            failures,
            order: set.order,
            probability: set.probability,
            reach: Reach::Partial,
            shared: self.shared(fallen).map(|boundary| model.boundaries[boundary].item.id),
        };
        (combination, fallen.to_vec())
    }

    /// The innermost failure domain that all of them stand in.
    fn shared(&self, fallen: &[Fallen]) -> Option<usize> {
        let model = &self.subject.model;
        let mut each = fallen.iter().map(|part| domains(model, part.event));
        let mut common = each.next()?;
        each.for_each(|domains| common.retain(|domain| domains.contains(domain)));
        common.retain(|domain| Some(*domain) != self.only_region);
        common.into_iter().max_by_key(|domain| model.boundaries[*domain].domains.len())
    }

    /// Whether anything is still answered.
    fn reach(&mut self, fallen: &[Fallen]) -> Reach {
        let Prepared { model, compiled, .. } = self.subject;
        let down = |event: EventId| fallen.iter().find(|part| part.event == event).map_or(0, |part| part.count);
        let left = model.events.iter().map(|(event, _, size)| (size, size.saturating_sub(down(event))));
        evaluate(&compiled.function, &Scenarios::new(left), &mut self.values);
        let mut some = model.journeys.iter().map(|journey| compiled.serves(journey.duty, Reading::Some));
        if some.any(|node| self.values.holds(node, 0)) { Reach::Partial } else { Reach::Total }
    }
}

/// The failure domains something stands in.
fn domains(model: &Model, event: EventId) -> Vec<usize> {
    match model.events.cause(event) {
        Cause::Instances(component) | Cause::Provider(component) => {
            let run = model.placements[component].runs.iter().find(|run| run.event == event);
            run.map(|run| run.domains.clone()).unwrap_or_default()
        }
        Cause::Domain(boundary) => {
            model.boundaries[boundary].domains.iter().copied().filter(|domain| *domain != boundary).collect()
        }
        Cause::Takeover(_) | Cause::Connection(_) => Vec::new(),
    }
}
