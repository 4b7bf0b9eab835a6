//! How soon requests are answered again after any one failure: after the takeovers it needs, or else when
//! what failed is repaired.
//!
//! Each failure is evaluated before anybody has taken over, and again with all that takes over within
//! some time, time after time. Automatic takeovers and those by hand count alike, each with its time.

mod report;

use linchpin_catalog::Property;
use linchpin_document::{Arrange, Design, RecordId, SortedMap};

use crate::Prepared;
use crate::contingencies::{Candidate, candidates};
use crate::model::events::Cause;
use crate::model::{Journey, Model};
use crate::query::{Event, Query};
use crate::rules::failure::recovery_target;
use crate::rules::settled;
use crate::structure::compile::{Compiled, Reading};
use crate::structure::single_failures::{Intact, LaneValues, Lanes};
use crate::structure::{EventId, evaluate};

pub use report::{EndsBy, Interruption, RecoveryReport, RecoveryTarget};

/// More different times to take over than this are rounded up to some of them.
const MOST_TIMES: usize = 24;

/// Works out how soon requests are answered again after any one failure.
pub fn recovery(design: &Design) -> RecoveryReport {
    let prepared = Prepared::for_availability(design);
    let Prepared { model, compiled, .. } = &prepared;
    let intact = prepared.scenario(&[]);
    let traffic = Intact::of(model, compiled, &intact);
    let candidates = candidates(model, &intact, &Query::default());
    let times = times(model);
    let back = back(model, compiled, &traffic, &candidates, &times);
    let watch = Watch { model, traffic: &traffic, times: &times };
    let mut interruptions: Vec<Interruption> =
        candidates.iter().zip(&back).filter_map(|(candidate, back)| watch.interruption(candidate, back)).collect();
    interruptions.arrange_by(|a, b| b.seconds.total_cmp(&a.seconds).then(b.share.total_cmp(&a.share)));
    let count = interruptions.len() as u32;
    interruptions.truncate(RecoveryReport::MOST_TOLD);
    let targets = watch.targets(design, &candidates, &back);
    let findings = settled(design, recovery_target::find(design, &targets));
    RecoveryReport { interruptions, count, targets, findings }
}

/// When a journey is answered again: the number of a time to take over, counted from 1; [`AT_ONCE`], or
/// [`REPAIRED`].
type Back = u8;
const AT_ONCE: Back = 0;
/// Only when what failed is repaired.
const REPAIRED: Back = Back::MAX;

/// What the failures are looked at with.
struct Watch<'a, 'b> {
    model: &'b Model<'a>,
    traffic: &'b Intact,
    times: &'b [f64],
}

impl Watch<'_, '_> {
    /// How long a journey waits.
    fn seconds(&self, candidate: &Candidate, back: Back) -> f64 {
        let repair = repair(self.model, candidate.cause);
        match back {
            AT_ONCE => 0.0,
            REPAIRED => repair,
            level => self.times[usize::from(level) - 1].min(repair),
        }
    }

    fn interruption(&self, candidate: &Candidate, back: &[Back]) -> Option<Interruption> {
        let latest = back.iter().copied().max().unwrap_or(AT_ONCE);
        let seconds = self.seconds(candidate, latest);
        let hit = back.iter().zip(&self.traffic.shares).filter(|(back, _)| **back != AT_ONCE);
        let share = hit.map(|(_, share)| share).sum::<f64>().min(1.0);
        let ends_by = ends_by(self.model, candidate, seconds);
        (seconds > 0.0).then_some(Interruption { event: candidate.event, seconds, ends_by, share })
    }

    /// Every target, judged by the failures after which its requests wait.
    fn targets(&self, design: &Design, candidates: &[Candidate], back: &[Vec<Back>]) -> Vec<RecoveryTarget> {
        let mut asked: SortedMap<RecordId, (f64, Vec<usize>)> = SortedMap::new();
        for (number, journey) in self.model.journeys.iter().enumerate() {
            if let Some((asked_by, limit)) = target(design, self.model, journey) {
                asked.get_or_insert_with(asked_by, || (limit, Vec::new())).1.push(number);
            }
        }
        let judged = asked.iter().map(|(asked_by, (limit, journeys))| {
            let waits = candidates.iter().zip(back).map(|(candidate, back)| {
                let latest = journeys.iter().map(|number| back[*number]).max().unwrap_or(AT_ONCE);
                (candidate.event, self.seconds(candidate, latest))
            });
            judged(*asked_by, *limit, waits.collect())
        });
        judged.collect()
    }
}

/// Judges a target by how long its requests wait after each failure.
fn judged(asked_by: RecordId, limit: f64, mut waits: Vec<(Event, f64)>) -> RecoveryTarget {
    waits.retain(|(_, seconds)| *seconds > 0.0);
    waits.arrange_by(|a, b| b.1.total_cmp(&a.1));
    let longest = waits.first().copied();
    waits.retain(|(_, seconds)| *seconds > limit);
    waits.truncate(RecoveryReport::MOST_TOLD);
    RecoveryTarget { asked_by, limit, met: waits.is_empty(), longest, late: waits }
}

/// The times to take over, in ascending order.
fn times(model: &Model) -> Vec<f64> {
    let taken_over = model.components.iter().zip(&model.takeovers).filter(|(_, event)| event.is_some());
    let mut times: Vec<f64> = taken_over.map(|(component, _)| component.takeover.value).collect();
    times.arrange_by(f64::total_cmp);
    times.dedup();
    let count = times.len();
    if count > MOST_TIMES {
        times = (1..=MOST_TIMES).map(|part| times[part * count / MOST_TIMES - 1]).collect();
    }
    times
}

/// Of each failure, when each journey is answered again. What was not answered before waits for nothing.
fn back(
    model: &Model,
    compiled: &Compiled,
    traffic: &Intact,
    candidates: &[Candidate],
    times: &[f64],
) -> Vec<Vec<Back>> {
    let mut back: Vec<Vec<Back>> = vec![vec![REPAIRED; model.journeys.len()]; candidates.len()];
    let mut values = LaneValues::default();
    // The latest first: what is answered sooner overwrites.
    for level in (0..=times.len()).rev() {
        let passed = level.checked_sub(1).map(|level| times[level]);
        let pending = |cause: Cause| match cause {
            Cause::Takeover(component) => {
                passed.is_none_or(|passed| model.components[component].takeover.value > passed)
            }
            _ => false,
        };
        let runs = model.events.iter().map(|(_, cause, size)| (size, if pending(cause) { 0 } else { size }));
        let mut lanes = Lanes::new(runs);
        for (chunk, back) in candidates.chunks(Lanes::LANES).zip(back.chunks_mut(Lanes::LANES)) {
            let events: Vec<EventId> = chunk.iter().map(|candidate| candidate.id).collect();
            lanes.fail_one_each(&events);
            evaluate(&compiled.function, &lanes, &mut values);
            for (lane, back) in back.iter_mut().enumerate() {
                for (number, journey) in model.journeys.iter().enumerate() {
                    let answered =
                        !traffic.answered[number] || values.holds(compiled.serves(journey.duty, Reading::All), lane);
                    if answered {
                        back[number] = level as Back;
                    }
                }
            }
        }
    }
    back
}

/// Seconds until what failed is back; of a place, until all is that stands in it.
fn repair(model: &Model, cause: Cause) -> f64 {
    const MINUTE: f64 = 60.0;
    let of = |component: usize| model.components[component].repair.value * MINUTE;
    let stands_in = |component: &usize, place: usize| {
        model.placements[*component].runs.iter().any(|run| run.domains.contains(&place))
    };
    match cause {
        Cause::Instances(component) | Cause::Provider(component) | Cause::Takeover(component) => of(component),
        Cause::Domain(place) => {
            let inside = (0..model.components.len()).filter(|component| stands_in(component, place));
            inside.map(of).fold(MINUTE, f64::max)
        }
        Cause::Connection(_) => MINUTE,
    }
}

/// What ends an interruption of so many seconds: the takeover that takes so long, that of what failed
/// foremost.
fn ends_by(model: &Model, candidate: &Candidate, seconds: f64) -> EndsBy {
    if seconds >= repair(model, candidate.cause) {
        return EndsBy::Repair;
    }
    let time = |component: usize| model.components[component].takeover.value;
    let takes = |component: &usize| model.takeovers[*component].is_some() && time(*component) <= seconds;
    let own = match candidate.cause {
        Cause::Instances(component) | Cause::Provider(component) => Some(component),
        Cause::Domain(_) | Cause::Connection(_) | Cause::Takeover(_) => None,
    };
    let longest = || {
        let all = (0..model.components.len()).filter(takes);
        all.max_by(|a, b| time(*a).total_cmp(&time(*b)).then(b.cmp(a)))
    };
    let component = own.filter(takes).or_else(longest);
    component.map_or(EndsBy::Repair, |component| EndsBy::Takeover(model.components[component].item.id))
}

/// What a journey is to reach: as its endpoint says, else where it enters, else the design.
fn target(design: &Design, model: &Model, journey: &Journey) -> Option<(RecordId, f64)> {
    let asked = |id: RecordId| Some((id, design.get(id)?.number(Property::TargetRecovery)?));
    let endpoint = model.endpoint_of(journey);
    endpoint.into_iter().chain([model.components[journey.entry].item.id, RecordId::DESIGN]).find_map(asked)
}
