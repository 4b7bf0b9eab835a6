//! What each failure by itself does to the traffic.

use super::compile::{Compiled, Reading};
use super::scenario::Scenario;
use super::{EventId, Failing, FailureSets, Scenarios, Values, evaluate};
use crate::model::Model;
use crate::model::events::Cause;
use crate::{Reach, TrafficClass};

/// Words of 64 scenarios evaluated together: enough to keep vector units busy, few enough that the
/// values of thousands of gates stay in the cache.
pub(crate) const WORDS: usize = 8;

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

impl Intact {
    /// Reads it off a scenario.
    pub(crate) fn of(model: &Model, compiled: &Compiled, scenario: &Scenario) -> Self {
        let answered = model.journeys.iter().map(|journey| scenario.holds(compiled.serves(journey.duty, Reading::All)));
        Self { answered: answered.collect(), shares: model.shares() }
    }
}

/// Members of failure sets for each gate, on average, beyond which bit lanes are quicker.
pub(crate) const MOST_MEMBERS: usize = 64;

/// Every single failure that leaves requests unanswered which are answered while nothing has failed,
/// in the order of the events.
pub(crate) fn single_failures(model: &Model, compiled: &Compiled, intact: &Intact) -> Vec<SingleFailure> {
    let most = MOST_MEMBERS * compiled.function.len();
    by_failure_sets(model, compiled, intact, most).unwrap_or_else(|| by_lanes(model, compiled, intact))
}

/// All of them as sets; nothing when the sets grow too large.
fn by_failure_sets(model: &Model, compiled: &Compiled, intact: &Intact, most: usize) -> Option<Vec<SingleFailure>> {
    let runs: Vec<u32> = model.events.iter().map(|(_, _, size)| size).collect();
    let readings = [Reading::Some, Reading::All];
    let asked = readings
        .into_iter()
        .flat_map(|reading| model.journeys.iter().map(move |journey| compiled.serves(journey.duty, reading)));
    let sets = FailureSets::of(&compiled.function, &runs, asked, most)?;
    let mut tally = Tally::of(runs.len());
    for (index, journey) in model.journeys.iter().enumerate() {
        match sets.failing(compiled.serves(journey.duty, Reading::Some)) {
            Failing::Already => tally.always_unanswered += 1,
            Failing::AnyOf(events) => events.iter().for_each(|event| tally.leaves_nothing(*event as usize, index)),
        }
        if let Failing::AnyOf(events) = sets.failing(compiled.serves(journey.duty, Reading::All)) {
            let class = (journey.class, intact.shares[index]);
            events.iter().for_each(|event| tally.leaves_some(*event as usize, index, class));
        }
    }
    Some(tally.finish(model))
}

/// So many at a time, a bit each.
fn by_lanes(model: &Model, compiled: &Compiled, intact: &Intact) -> Vec<SingleFailure> {
    let candidates = candidates(model);
    let mut scenarios = Lanes::new(model.events.iter().map(|(_, _, size)| (size, size)));
    let mut values = LaneValues::default();
    let mut tally = Tally::of(model.events.iter().count());
    for chunk in candidates.chunks(Lanes::LANES) {
        scenarios.fail_one_each(chunk);
        evaluate(&compiled.function, &scenarios, &mut values);
        for (index, journey) in model.journeys.iter().enumerate() {
            let down = |reading| {
                let word = values.word(compiled.serves(journey.duty, reading)).map(|word| !word);
                set_bits(word).take_while(|lane| *lane < chunk.len()).map(|lane| chunk[lane].0 as usize)
            };
            down(Reading::Some).for_each(|event| tally.leaves_nothing(event, index));
            if intact.answered[index] {
                let class = (journey.class, intact.shares[index]);
                down(Reading::All).for_each(|event| tally.leaves_some(event, index, class));
            }
        }
    }
    tally.finish(model)
}

/// What each event does, added up journey class by journey class: first those of which nothing is
/// left, then those of which not all is.
struct Tally {
    /// How many journey classes go unanswered without any failure.
    always_unanswered: usize,
    events: Vec<Count>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    unanswered: usize,
    /// One more than the last journey class of which nothing is left.
    last_unanswered: usize,
    reads: Toll,
    writes: Toll,
    first_journey: Option<usize>,
}

impl Tally {
    fn of(events: usize) -> Self {
        Self { always_unanswered: 0, events: vec![Count::default(); events] }
    }

    fn leaves_nothing(&mut self, event: usize, journey: usize) {
        let count = &mut self.events[event];
        count.unanswered += 1;
        count.last_unanswered = journey + 1;
    }

    fn leaves_some(&mut self, event: usize, journey: usize, (class, share): (TrafficClass, f64)) {
        let count = &mut self.events[event];
        count.first_journey.get_or_insert(journey);
        let toll = if class == TrafficClass::Read { &mut count.reads } else { &mut count.writes };
        let nothing_left = count.last_unanswered == journey + 1;
        *(if nothing_left { &mut toll.down } else { &mut toll.partly_down }) += share;
    }

    fn finish(self, model: &Model) -> Vec<SingleFailure> {
        let journeys = model.journeys.len();
        let failure = |(event, count): (usize, &Count)| {
            let total = count.unanswered + self.always_unanswered == journeys;
            count.first_journey.map(|_| SingleFailure {
                event: EventId(event as u32),
                reach: if total { Reach::Total } else { Reach::Partial },
                reads: count.reads,
                writes: count.writes,
                first_journey: count.first_journey,
            })
        };
        self.events.iter().enumerate().filter_map(failure).collect()
    }
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
        Cause::Takeover(_) => false,
        Cause::Connection(connection) => asked[model.connections[*connection].from],
        Cause::Instances(index) => {
            let (component, placement) = (&model.components[*index], &model.placements[*index]);
            let leads = placement.leader && placement.runs.first().is_some_and(|run| run.event == *event);
            asked[*index] && (leads || component.instances <= component.needed)
        }
    };
    model.events.iter().filter(matters).map(|(event, _, _)| event).collect()
}

/// The lanes whose bit is set, in ascending order.
pub(crate) fn set_bits(words: [u64; WORDS]) -> impl Iterator<Item = usize> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::compile::compile;
    use linchpin_document::Design;
    use proptest::prelude::*;

    fn check(design: &Design) {
        let model = Model::of(design);
        let compiled = compile(&model);
        let nothing_failed = crate::structure::scenario::Scenario::of(&model, &compiled, &[]);
        let intact = Intact::of(&model, &compiled, &nothing_failed);
        let sets = by_failure_sets(&model, &compiled, &intact, usize::MAX);
        assert_eq!(sets, Some(by_lanes(&model, &compiled, &intact)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn two_evaluators_agree(design in linchpin_testkit::designs(120), seed: u64) {
            check(&design);
            let mut replica = linchpin_document::Replica::new(linchpin_document::PeerId::from_bits(1));
            replica.commit(&crate::synthetic(40, seed)).unwrap();
            check(replica.design());
        }
    }
}
