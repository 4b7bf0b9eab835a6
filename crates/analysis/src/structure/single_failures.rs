//! What each failure by itself does to the traffic.

use super::compile::{Compiled, Reading};
use super::{EventId, Scenarios, Values, evaluate};
use crate::model::Model;
use crate::model::events::Cause;
use crate::{Reach, TrafficClass};

/// Words of 64 scenarios evaluated together: enough to keep vector units busy, few enough that the
/// values of thousands of gates stay in the cache.
const WORDS: usize = 8;

/// Lanes of single failures.
pub(crate) type Lanes = Scenarios<WORDS>;
/// The value of every gate under each of them.
pub(crate) type LaneValues = Values<WORDS>;

/// A failure that alone leaves requests unanswered.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SingleFailure {
    pub(crate) event: EventId,
    pub(crate) reach: Reach,
    pub(crate) reads: Toll,
    pub(crate) writes: Toll,
    /// The first journey class that is hit.
    pub(crate) first_journey: Option<usize>,
}

/// What a failure takes of the reads, or of the writes, as shares of all traffic.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Toll {
    /// Of which none is answered any more.
    pub(crate) down: f64,
    /// Of which only some is answered any more.
    pub(crate) partly_down: f64,
}

impl SingleFailure {
    /// The share of traffic of which not all is answered any more, 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        let [reads, writes] = [self.reads, self.writes];
        (reads.down + reads.partly_down + writes.down + writes.partly_down).min(1.0)
    }
}

/// The traffic that is answered while nothing has failed.
#[derive(Debug, Clone)]
pub(crate) struct Intact {
    /// Of each journey class, whether all is answered.
    pub(crate) answered: Vec<bool>,
    /// Of each journey class, its share of the traffic.
    pub(crate) shares: Vec<f64>,
}

/// Every single failure that leaves requests unanswered which are answered while nothing has failed,
/// in the order of the events.
pub(crate) fn single_failures(model: &Model, compiled: &Compiled, intact: &Intact) -> Vec<SingleFailure> {
    let candidates = candidates(model);
    let mut scenarios = Lanes::new(model.events.iter().map(|(_, _, size)| (size, size)));
    let mut values = LaneValues::default();
    let mut found = Vec::new();
    for chunk in candidates.chunks(Lanes::LANES) {
        scenarios.fail_one_each(chunk);
        evaluate(&compiled.function, &scenarios, &mut values);
        let failures = collect(model, compiled, intact, chunk, &values);
        found.extend(failures.into_iter().filter(|failure| failure.first_journey.is_some()));
    }
    found
}

/// The values of every gate under each of these failures, of which at most [`Lanes::LANES`] count.
pub(crate) fn evaluate_each(model: &Model, compiled: &Compiled, events: &[EventId]) -> LaneValues {
    let mut scenarios = Lanes::new(model.events.iter().map(|(_, _, size)| (size, size)));
    scenarios.fail_one_each(events);
    let mut values = LaneValues::default();
    evaluate(&compiled.function, &scenarios, &mut values);
    values
}

/// The events that can matter alone. One instance of several that are not all needed does not.
fn candidates(model: &Model) -> Vec<EventId> {
    let asked: Vec<bool> =
        (0..model.components.len()).map(|index| model.duties.of_component(index).next().is_some()).collect();
    let mut occupied = vec![false; model.boundaries.len()];
    for (placement, _) in model.placements.iter().zip(&asked).filter(|(_, asked)| **asked) {
        placement.runs.iter().flat_map(|run| &run.domains).for_each(|domain| occupied[*domain] = true);
    }
    let matters = |(event, cause, _): &(EventId, Cause, u32)| match cause {
        Cause::Domain(boundary) => occupied[*boundary],
        Cause::Provider(component) => asked[*component],
        Cause::Instances(index) => {
            let (component, placement) = (&model.components[*index], &model.placements[*index]);
            let leads = placement.leader && placement.runs.first().is_some_and(|run| run.event == *event);
            asked[*index] && (leads || component.instances <= component.needed)
        }
    };
    model.events.iter().filter(matters).map(|(event, _, _)| event).collect()
}

fn collect(
    model: &Model,
    compiled: &Compiled,
    intact: &Intact,
    chunk: &[EventId],
    values: &LaneValues,
) -> Vec<SingleFailure> {
    let unharmed = |event: &EventId| SingleFailure {
        event: *event,
        reach: Reach::Total,
        reads: Toll::default(),
        writes: Toll::default(),
        first_journey: None,
    };
    let mut failures: Vec<SingleFailure> = chunk.iter().map(unharmed).collect();
    let mut answered = [0; WORDS];
    for (index, journey) in model.journeys.iter().enumerate() {
        let some = compiled.serves(journey.duty, Reading::Some);
        answered.iter_mut().zip(values.word(some)).for_each(|(word, more)| *word |= more);
        if !intact.answered[index] {
            continue;
        }
        let all = values.word(compiled.serves(journey.duty, Reading::All));
        for lane in set_bits(all.map(|word| !word)).take_while(|lane| *lane < chunk.len()) {
            let failure = &mut failures[lane];
            failure.first_journey.get_or_insert(index);
            let reads = journey.class == TrafficClass::Read;
            let toll = if reads { &mut failure.reads } else { &mut failure.writes };
            let partly = values.holds(some, lane);
            *(if partly { &mut toll.partly_down } else { &mut toll.down }) += intact.shares[index];
        }
    }
    for lane in set_bits(answered).take_while(|lane| *lane < chunk.len()) {
        failures[lane].reach = Reach::Partial;
    }
    failures
}

/// The lanes whose bit is set, in ascending order.
fn set_bits(words: [u64; WORDS]) -> impl Iterator<Item = usize> {
    words.into_iter().enumerate().flat_map(|(index, word)| {
        let mut rest = word;
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros() as usize;
            (rest != 0).then(|| {
                rest &= rest - 1;
                index * 64 + bit
            })
        })
    })
}
