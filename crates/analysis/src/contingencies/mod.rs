//! What each failure does to the load on everything else: N-1, as power grids are checked.
//!
//! For every instance, provider and place: the load is dealt out anew, and whatever newly exceeds what
//! it can do fails in turn, to the end. Requests that are unanswered then, though the failure alone left
//! them answered, make a hidden single point.

mod cascade;
mod report;

use linchpin_document::{Arrange, Design};

use crate::Prepared;
use crate::load::Load;
use crate::model::Model;
use crate::model::events::Cause;
use crate::query::{Event, Query};
use crate::report::Reach;
use crate::rules;
use crate::rules::load::hidden_single_point::{self, Hidden, Spare, Step};
use crate::structure::EventId;
use crate::structure::compile::Reading;
use crate::structure::scenario::Scenario;
use crate::structure::single_failures::{Intact, SingleFailure, Toll};
use crate::structure::witness::Search;
use cascade::Ground;

pub(crate) use cascade::{Cascade, Overloaded};
pub use report::{Aftermath, CascadeStep, Contingency, ContingencyReport, HiddenPoint, Overload};

/// Follows every single failure, beyond those the query says have happened, at the query's scale.
///
/// Takes about as long as the load of the design times the number of things that can fail: to be asked
/// apart from [`crate::analyse`].
pub fn contingencies(design: &Design, query: &Query) -> ContingencyReport {
    Prepared::of(design).contingencies(query)
}

/// Follows what has failed by the query, all at once, to the end.
pub fn aftermath(design: &Design, query: &Query) -> Aftermath {
    let prepared = Prepared::of(design);
    let Prepared { model, compiled, .. } = &prepared;
    let scale = query.usable_scale();
    let before = Load::of(model, compiled, &prepared.scenario(&[]), scale).utilisation;
    let ground = Ground { model, compiled, scale, before: &before };
    let cascade = ground.fail(query.failed.clone());
    let last = cascade.last.as_ref().unwrap_or(&cascade.first);
    Aftermath {
        outcome: ground.outcome(&cascade.first),
        cascade: ground.steps(&cascade),
        final_outcome: ground.outcome(last),
    }
}

impl Prepared<'_> {
    /// What each failure does to the load on everything else, as [`contingencies`] gives it.
    pub fn contingencies(&self, query: &Query) -> ContingencyReport {
        let Self { design, model, compiled } = self;
        let intact = self.scenario(&query.failed);
        let scale = query.usable_scale();
        let before = Load::of(model, compiled, &intact, scale).utilisation;
        let ground = Ground { model, compiled, scale, before: &before };
        let mut watch = Watch {
            intact: Intact::of(model, compiled, &intact),
            search: Search::new(model, compiled),
            ground,
            hidden: Vec::new(),
        };
        let candidates = candidates(model, &intact, query);
        let mut report = ContingencyReport { checked: candidates.len() as u32, ..ContingencyReport::default() };
        for candidate in candidates {
            let failed = query.failed.iter().copied().chain([candidate.event]).collect();
            let cascade = watch.ground.fail(failed);
            if !cascade.steps.is_empty() {
                let contingency = watch.judge(candidate, &cascade);
                report.contingencies.push(contingency);
            }
        }
        report.contingencies.arrange_by(|a, b| {
            let gravity = |of: &Contingency| of.hidden.map(|hidden| (hidden.reach, hidden.share));
            let by_outcome = b.final_outcome.cmp(&a.final_outcome);
            gravity(b).partial_cmp(&gravity(a)).unwrap_or(std::cmp::Ordering::Equal).then(by_outcome)
        });
        let findings = hidden_single_point::find(model, watch.ground.scale, &watch.intact, &watch.hidden);
        report.findings = rules::settled(design, findings);
        report
    }
}

/// Something that can fail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) id: EventId,
    pub(crate) cause: Cause,
    pub(crate) event: Event,
}

/// Everything that can fail and has not: of instances that fail alike, one.
pub(crate) fn candidates(model: &Model, intact: &Scenario, query: &Query) -> Vec<Candidate> {
    let standing = model.events.iter().filter(|(id, ..)| !intact.is_down(*id));
    let candidate = |(id, cause, _)| Some(Candidate { id, cause, event: model.failure_of(id, cause, &query.failed)? });
    standing.filter_map(candidate).collect()
}

/// Judges failures one after the other.
struct Watch<'a, 'b> {
    intact: Intact,
    search: Search<'a, 'b>,
    ground: Ground<'a, 'b>,
    hidden: Vec<Hidden>,
}

impl Watch<'_, '_> {
    fn judge(&mut self, candidate: Candidate, cascade: &Cascade) -> Contingency {
        let last = cascade.last.as_ref().unwrap_or(&cascade.first);
        let loss = self.loss(candidate.id, &cascade.first, last);
        let hidden = loss.as_ref().map(|loss| HiddenPoint { reach: loss.reach, share: loss.share() });
        let contingency = Contingency {
            event: candidate.event,
            outcome: self.ground.outcome(&cascade.first),
            cascade: self.ground.steps(cascade),
            final_outcome: self.ground.outcome(last),
            hidden,
        };
        if let Some(failure) = loss {
            let witness = self.witness(cascade, last);
            let Candidate { cause, event, .. } = candidate;
            let spare = Spare::of(self.ground.model, cause, &cascade.steps[0], self.ground.scale);
            let steps = cascade.steps.iter().map(|step| Step::of(step)).collect();
            self.hidden.push(Hidden { cause, event, failure, steps, spare, witness });
        }
        contingency
    }

    /// What goes unanswered in the end though the failure alone leaves it answered.
    fn loss(&self, event: EventId, first: &Scenario, last: &Scenario) -> Option<SingleFailure> {
        let Ground { model, compiled, .. } = self.ground;
        let (mut reads, mut writes) = (Toll::default(), Toll::default());
        let mut first_journey = None;
        for (index, journey) in model.journeys.iter().enumerate() {
            let all = compiled.serves(journey.duty, Reading::All);
            if !first.holds(all) || last.holds(all) {
                continue;
            }
            first_journey.get_or_insert(index);
            let toll = if journey.class == crate::TrafficClass::Read { &mut reads } else { &mut writes };
            let some_left = last.holds(compiled.serves(journey.duty, Reading::Some));
            *(if some_left { &mut toll.partly_down } else { &mut toll.down }) += self.intact.shares[index];
        }
        first_journey?;
        let left = |journey: &crate::model::Journey| last.holds(compiled.serves(journey.duty, Reading::Some));
        let reach = if model.journeys.iter().any(left) { Reach::Partial } else { Reach::Total };
        Some(SingleFailure { event, reach, reads, writes, first_journey })
    }

    /// The path from an entry to what is overloaded and needed.
    fn witness(&mut self, cascade: &Cascade, last: &Scenario) -> Vec<linchpin_document::RecordId> {
        let Ground { model, compiled, .. } = self.ground;
        let all = |duty: usize| compiled.serves(duty, Reading::All);
        let lost = model.journeys.iter().map(|journey| journey.duty);
        let lost = lost.filter(|duty| cascade.first.holds(all(*duty)) && !last.holds(all(*duty)));
        let fell = |duty: usize| {
            let component = model.duties.get(duty).component;
            cascade.steps.iter().flatten().any(|one| one.component == component && !one.backlog)
        };
        let causes = self.search.causes(lost, &|node| last.holds(node), &fell);
        let path = causes.first().map(|nearest| self.search.path_to(*nearest));
        rules::ids(model, &path.unwrap_or_default())
    }
}
