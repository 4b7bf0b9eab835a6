//! Many failures at once, one bit each.

use super::{BlastRadius, Subject};
use crate::model::Journey;
use crate::query::Event;
use crate::report::Outcome;
use crate::structure::compile::Reading;
use crate::structure::outcome::{outcome, overall};
use crate::structure::single_failures::{LaneValues, Lanes, WORDS, set_bits};
use crate::structure::{EventId, evaluate};

/// What each of these events does.
pub(super) fn single_events(subject: &Subject, failures: &[(Event, EventId)]) -> Vec<BlastRadius> {
    each(subject, failures, |chunk, scenarios| {
        scenarios.fail_one_each(&chunk.iter().map(|(_, id)| *id).collect::<Vec<_>>());
    })
}

/// What the failure of each of these groups does.
pub(super) fn groups(subject: &Subject, failures: &[(Event, Vec<EventId>)]) -> Vec<BlastRadius> {
    each(subject, failures, |chunk, scenarios| {
        scenarios.fail_whole_groups(&chunk.iter().map(|(_, runs)| runs.clone()).collect::<Vec<_>>());
    })
}

fn each<T>(subject: &Subject, failures: &[(Event, T)], fail: impl Fn(&[(Event, T)], &mut Lanes)) -> Vec<BlastRadius> {
    let mut scenarios = Lanes::new(subject.model.events.iter().map(|(_, _, size)| (size, size)));
    let mut values = LaneValues::default();
    let mut radii = Vec::with_capacity(failures.len());
    for chunk in failures.chunks(Lanes::LANES) {
        fail(chunk, &mut scenarios);
        evaluate(&subject.compiled.function, &scenarios, &mut values);
        let down = components_down(subject, &values);
        let events = chunk.iter().enumerate();
        radii.extend(events.map(|(lane, (event, _))| radius(subject, *event, &values, lane, down[lane])));
    }
    radii
}

fn radius(subject: &Subject, event: Event, values: &LaneValues, lane: usize, components_down: u32) -> BlastRadius {
    let of = |journey: &Journey| outcome(subject.compiled, journey.duty, |node| values.holds(node, lane));
    let outcomes: Vec<Outcome> = subject.model.journeys.iter().map(of).collect();
    let share = |wanted: &dyn Fn(Outcome) -> bool| -> f64 {
        let hit = outcomes.iter().zip(&subject.shares).filter(|(outcome, _)| wanted(**outcome));
        hit.fold(0.0, |sum: f64, (_, share)| sum + share).min(1.0)
    };
    BlastRadius {
        event,
        outcome: overall(outcomes.iter().copied()),
        down_share: share(&|outcome| outcome == Outcome::Down),
        partly_down_share: share(&|outcome| outcome == Outcome::PartlyDown),
        degraded_share: share(&|outcome| matches!(outcome, Outcome::Degraded | Outcome::Incomplete)),
        components_down,
    }
}

/// By lane, how many components can do nothing of what is asked of them; where nothing is, how many have
/// failed.
fn components_down(subject: &Subject, values: &LaneValues) -> Vec<u32> {
    let mut counts = vec![0; Lanes::LANES];
    for component in subject.serving_components() {
        let duties = subject.model.duties.of_component(component);
        let works = duties.map(|duty| *values.word(subject.compiled.works(duty, Reading::Some)));
        let useful = works.reduce(|a, b| std::array::from_fn::<u64, WORDS, _>(|word| a[word] | b[word]));
        let useful = useful.unwrap_or_else(|| *values.word(subject.compiled.alive[component]));
        set_bits(useful.map(|word| !word)).for_each(|lane| counts[lane] += 1);
    }
    counts
}
