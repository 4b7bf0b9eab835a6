//! What a peak does to each journey: the worst of what its requests come to.

use linchpin_document::RecordId;

use super::report::{JourneyPeak, PeakComponent};
use crate::groups::Grouped;
use crate::load::Flows;
use crate::model::{Journey, Model};
use crate::report::Rung;

/// A verdict for each journey, with whether any of it is answered: `components` are in the order of how bad they are, rungs in that of their multiples.
pub(super) fn verdicts(
    model: &Model,
    flows: &Flows,
    answered: &[bool],
    components: &[PeakComponent],
    ladder: &[Rung],
) -> Vec<JourneyPeak> {
    let callers = callers(model, flows);
    let short: Vec<&PeakComponent> = components.iter().filter(|found| found.is_short()).collect();
    let worst = first_behind(model, &callers, short.iter().map(|found| found.component));
    let first = first_behind(model, &callers, ladder.iter().map(|rung| rung.component));
    let verdict = |(journey, answered): (&Journey, &bool)| JourneyPeak {
        entry: model.components[journey.entry].item.id,
        endpoint: model.endpoint_of(journey),
        class: journey.class,
        answered: *answered || journey.peak == 0.0,
        short: worst[journey.duty].map(|place| short[place].component),
        first: first[journey.duty].map(|place| ladder[place]),
    };
    model.journeys.iter().zip(answered).map(verdict).collect()
}

/// By duty, the duties whose load goes on to it.
fn callers(model: &Model, flows: &Flows) -> Grouped {
    let of_duty = |duty: usize| {
        flows.of_duty(duty).iter().filter(|flow| flow.factor > 0.0).filter_map(move |flow| Some((flow.to?, duty)))
    };
    let pairs: Vec<(usize, usize)> = (0..model.duties.len()).flat_map(of_duty).collect();
    Grouped::of(model.duties.len(), pairs.len(), &|at| Some(pairs[at]))
}

/// By duty, the first of these components its load comes to, by its place among them.
fn first_behind(model: &Model, callers: &Grouped, components: impl Iterator<Item = RecordId>) -> Vec<Option<usize>> {
    let mut first = vec![None; model.duties.len()];
    for (place, id) in components.enumerate() {
        let Some(component) = model.component_of(id) else { continue };
        let mut open: Vec<usize> = model.duties.of_component(component).collect();
        while let Some(duty) = open.pop() {
            if first[duty].is_none() {
                first[duty] = Some(place);
                open.extend(callers.get(duty));
            }
        }
    }
    first
}
