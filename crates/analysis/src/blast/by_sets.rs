//! All failures at once, as the sets of events that bring each thing down: near-linear where few events
//! bring any one thing down.

use super::{BlastRadius, Subject};
use crate::query::Event;
use crate::report::Outcome;
use crate::structure::compile::Reading;
use crate::structure::single_failures::MOST_MEMBERS;
use crate::structure::{EventId, Failing, FailureSets, Node};

/// What each of these events does; nothing when the sets grow too large.
pub(super) fn single_events(subject: &Subject, failures: &[(Event, EventId)]) -> Option<Vec<BlastRadius>> {
    let runs: Vec<u32> = subject.model.events.iter().map(|(_, _, size)| size).collect();
    let function = &subject.compiled.function;
    let sets = FailureSets::of(function, &runs, asked(subject).into_iter(), MOST_MEMBERS * function.len())?;
    let mut tally = Tally::of(runs.len());
    for (journey, share) in subject.model.journeys.iter().zip(&subject.shares) {
        tally.count_journey(&sets, signs(subject, journey.duty), *share);
    }
    for component in subject.serving_components() {
        tally.count_component(&sets, &usefulness(subject, component));
    }
    Some(failures.iter().map(|(event, id)| tally.radius(*event, id.0 as usize)).collect())
}

/// What fails for each outcome worse than up, the mildest first.
fn signs(subject: &Subject, duty: usize) -> [(Node, Outcome); 4] {
    let compiled = subject.compiled;
    [
        (compiled.serves(duty, Reading::Full), Outcome::Degraded),
        (compiled.handed_over(duty), Outcome::Incomplete),
        (compiled.serves(duty, Reading::All), Outcome::PartlyDown),
        (compiled.serves(duty, Reading::Some), Outcome::Down),
    ]
}

/// A component is of use while one of these holds.
fn usefulness(subject: &Subject, component: usize) -> Vec<Node> {
    let duties = subject.model.duties.of_component(component);
    let works: Vec<Node> = duties.map(|duty| subject.compiled.works(duty, Reading::Some)).collect();
    if works.is_empty() { vec![subject.compiled.alive[component]] } else { works }
}

fn asked(subject: &Subject) -> Vec<Node> {
    let of_journeys = subject.model.journeys.iter().flat_map(|journey| signs(subject, journey.duty));
    let of_components = subject.serving_components().flat_map(|component| usefulness(subject, component));
    of_journeys.map(|(node, _)| node).chain(of_components).collect()
}

/// What each event does, added up journey by journey and component by component.
struct Tally {
    /// What holds with nothing failed.
    intact: Count,
    /// What each event adds to that, or takes from it.
    events: Vec<Count>,
    journeys: u32,
    /// Of the journey or component at hand, what each event makes of it.
    outcomes: Vec<Option<Outcome>>,
    held_up: Vec<u32>,
    touched: Vec<usize>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    worst: Outcome,
    journeys_down: u32,
    down_share: f64,
    partly_down_share: f64,
    degraded_share: f64,
    components_down: u32,
}

impl Count {
    fn add(&mut self, outcome: Outcome, share: f64) {
        self.worst = self.worst.max(outcome);
        self.journeys_down += u32::from(outcome == Outcome::Down);
        self.of(outcome).into_iter().for_each(|held| *held += share);
    }

    fn of(&mut self, outcome: Outcome) -> Option<&mut f64> {
        match outcome {
            Outcome::Up => None,
            Outcome::Degraded | Outcome::Incomplete => Some(&mut self.degraded_share),
            Outcome::PartlyDown => Some(&mut self.partly_down_share),
            Outcome::Down => Some(&mut self.down_share),
        }
    }
}

impl Tally {
    fn of(events: usize) -> Self {
        Self {
            intact: Count::default(),
            events: vec![Count::default(); events],
            journeys: 0,
            outcomes: vec![None; events],
            held_up: vec![0; events],
            touched: Vec::new(),
        }
    }

    fn count_journey(&mut self, sets: &FailureSets, signs: [(Node, Outcome); 4], share: f64) {
        let mut intact = Outcome::Up;
        for (node, outcome) in signs {
            match sets.failing(node) {
                Failing::Already => intact = outcome,
                Failing::AnyOf(events) => events.iter().for_each(|event| {
                    let held = &mut self.outcomes[*event as usize];
                    if held.is_none() {
                        self.touched.push(*event as usize);
                    }
                    *held = Some(outcome);
                }),
            }
        }
        self.journeys += 1;
        self.intact.add(intact, share);
        for event in self.touched.drain(..) {
            let outcome = self.outcomes[event].take().unwrap_or_default();
            // What is as bad with nothing failed is not of its making.
            if outcome > intact {
                let count = &mut self.events[event];
                count.add(outcome, share);
                count.of(intact).into_iter().for_each(|held| *held -= share);
            }
        }
    }

    /// It is of no use when everything that makes it useful has failed.
    fn count_component(&mut self, sets: &FailureSets, usefulness: &[Node]) {
        let mut ways = 0;
        for node in usefulness {
            let Failing::AnyOf(events) = sets.failing(*node) else { continue };
            ways += 1;
            for event in events {
                let gone = &mut self.held_up[*event as usize];
                if *gone == 0 {
                    self.touched.push(*event as usize);
                }
                *gone += 1;
            }
        }
        self.intact.components_down += u32::from(ways == 0);
        for event in self.touched.drain(..) {
            let gone = std::mem::take(&mut self.held_up[event]);
            self.events[event].components_down += u32::from(gone == ways);
        }
    }

    fn radius(&self, event: Event, id: usize) -> BlastRadius {
        let (intact, own) = (&self.intact, &self.events[id]);
        let worst = intact.worst.max(own.worst);
        let all_down = intact.journeys_down + own.journeys_down == self.journeys;
        let share = |intact: f64, own: f64| (intact + own).clamp(0.0, 1.0);
        BlastRadius {
            event,
            outcome: if worst == Outcome::Down && !all_down { Outcome::PartlyDown } else { worst },
            down_share: share(intact.down_share, own.down_share),
            partly_down_share: share(intact.partly_down_share, own.partly_down_share),
            degraded_share: share(intact.degraded_share, own.degraded_share),
            components_down: intact.components_down + own.components_down,
        }
    }
}
