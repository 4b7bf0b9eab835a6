//! What a design misses of its targets, and by how much.

use linchpin_analysis::{
    Answer, ComponentReport, JourneyAvailability, JourneyLatency, LatencyTarget, Outcome, Prepared, Query, Reach,
    RecoveryTarget, ReliabilityQuery, ReliabilityReport, Report, Severity, SinglePoint, availability, recovery,
};
use linchpin_document::{Arrange, Design, RecordId, SortedMap};

use super::targets::Asked;
use super::weakness::{Weakness, weaknesses};

/// What keeps a design from a target.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gap {
    /// Requests go unanswered while nothing has failed.
    Unanswered,
    /// The failure of this alone takes everything down.
    SinglePoint(RecordId),
    /// The failure of this alone overloads what is left until everything is down.
    HiddenPoint(RecordId),
    /// This cannot carry the peak: its utilisation.
    Overload(RecordId, f64),
    /// This lacks something.
    Weakness(Weakness, RecordId),
    /// The share of time everything is answered is too small.
    Availability {
        /// The entry or endpoint that asks for more; nothing for the whole design.
        asked_by: Option<RecordId>,
        /// What it is.
        is: f64,
        /// What it should be.
        wanted: f64,
    },
    /// Answers take too long: 99 of 100 come within these milliseconds (without end where what waits grows
    /// without end), and the target.
    Latency {
        /// The endpoint asked for, else where requests enter.
        of: RecordId,
        /// What it is.
        is: f64,
        /// What it should be.
        wanted: f64,
    },
    /// After the failure of this, requests are answered too late: seconds until then, and the target.
    Recovery(RecordId, f64, f64),
}

/// At and above this utilisation the peak is not carried.
const SATURATED: f64 = 1.0;
/// What is above a target by no more than rounding meets it.
const ROUNDING: f64 = 1e-12;
/// In designs of up to this many components every failure is followed to its end: that takes as long as the load
/// times the number of things that can fail, and is done for every set of fixes tried.
const MOST_COMPONENTS: usize = 60;
/// More hidden single points than this are as bad as these.
const MOST_HIDDEN: usize = 100;

impl Gap {
    /// The component or boundary at fault, or the entry or endpoint that gets too little.
    pub fn record(&self) -> Option<RecordId> {
        match *self {
            Self::SinglePoint(id)
            | Self::HiddenPoint(id)
            | Self::Overload(id, _)
            | Self::Weakness(_, id)
            | Self::Recovery(id, ..) => Some(id),
            Self::Availability { asked_by, .. } => asked_by,
            Self::Latency { of, .. } => Some(of),
            Self::Unanswered => None,
        }
    }

    /// How far it is from being closed; only for comparing.
    fn width(&self) -> f64 {
        match *self {
            Self::Unanswered => 10.0,
            Self::SinglePoint(_) => 2.0,
            Self::Overload(_, used) => 1.0 + used.min(1e6) / SATURATED,
            // Nines missing.
            Self::Availability { is, wanted, .. } => {
                let down = |availability: f64| (1.0 - availability).max(ROUNDING);
                0.1 + libm::log10(down(is) / down(wanted)).max(0.0)
            }
            Self::Latency { is, wanted, .. } => (is / wanted).min(1e6),
            Self::Recovery(_, seconds, wanted) => (seconds / wanted).min(1e6),
            Self::HiddenPoint(_) | Self::Weakness(..) => 1.0,
        }
    }
}

/// How far a design is from its targets: none when all are met.
pub(super) fn distance(gaps: &[Gap]) -> f64 {
    gaps.iter().map(Gap::width).sum()
}

/// Everything a design misses of what is asked of it.
pub(super) fn gaps(design: &Design, asked: &Asked, query: &Query) -> Vec<Gap> {
    let prepared = Prepared::of(design);
    let report = prepared.report(query);
    let mut gaps = Vec::new();
    if report.system.outcome >= Outcome::PartlyDown {
        gaps.push(Gap::Unanswered);
    }
    gaps.extend(overloads(&report));
    gaps.extend(weaknesses(&report, asked).into_iter().map(|(weakness, id)| Gap::Weakness(weakness, id)));
    if !asked.anything() {
        gaps.extend(single_points(&report));
    }
    if asked.recovery {
        gaps.extend(recoveries(&recovery(design).targets));
    }
    if asked.latency {
        gaps.extend(prepared.latency(query).journeys.iter().filter_map(slowness));
    }
    if !asked.availability.is_empty() {
        gaps.extend(downtime(design, asked));
    }
    if !asked.anything() && report.components.len() <= MOST_COMPONENTS {
        gaps.extend(hidden_points(&prepared, query));
    }
    gaps
}

/// Failures that leave something answered at first, and nothing in the end.
fn hidden_points(prepared: &Prepared, query: &Query) -> Vec<Gap> {
    let followed = prepared.contingencies(query).contingencies;
    let total = followed.iter().filter(|one| one.hidden.is_some_and(|hidden| hidden.reach == Reach::Total));
    let mut records: Vec<RecordId> = total.map(|one| one.event.record()).collect();
    records.arrange();
    records.dedup();
    records.into_iter().take(MOST_HIDDEN).map(Gap::HiddenPoint).collect()
}

fn overloads(report: &Report) -> impl Iterator<Item = Gap> {
    let overload = |component: &ComponentReport| {
        let used = component.utilisation.filter(|used| *used >= SATURATED)?;
        Some(Gap::Overload(component.id, used))
    };
    report.components.iter().filter_map(overload)
}

/// Components and boundaries whose failure alone takes everything down, what is accepted left out.
fn single_points(report: &Report) -> impl Iterator<Item = Gap> {
    let total = |point: &SinglePoint| point.reach == Reach::Total && point.severity > Severity::Info;
    let components = report.components.iter().map(|component| (component.id, component.single_point));
    let boundaries = report.boundaries.iter().map(|boundary| (boundary.id, boundary.single_point));
    let every = components.chain(boundaries).filter_map(|(id, point)| Some((id, point?)));
    every.filter(move |(_, point)| total(point)).map(|(id, _)| Gap::SinglePoint(id))
}

/// Failures after which requests are unanswered for longer than wanted, each once: by the strictest target.
fn recoveries(targets: &[RecoveryTarget]) -> Vec<Gap> {
    let mut worst: SortedMap<RecordId, (f64, f64)> = SortedMap::new();
    for target in targets {
        for (event, seconds) in &target.late {
            let known = worst.get_or_insert_with(event.record(), || (*seconds, target.limit));
            if seconds / target.limit > known.0 / known.1 {
                *known = (*seconds, target.limit);
            }
        }
    }
    worst.into_iter().map(|(id, (seconds, wanted))| Gap::Recovery(id, seconds, wanted)).collect()
}

/// A journey whose answers take too long.
fn slowness(journey: &JourneyLatency) -> Option<Gap> {
    let LatencyTarget { limit, .. } = journey.target.filter(|target| !target.met)?;
    let is = match journey.answer {
        Answer::Within(times) => times.p99,
        Answer::Unbounded(_) => f64::INFINITY,
        // That they are not answered at all is told.
        Answer::Unanswered => return None,
    };
    Some(Gap::Latency { of: journey.endpoint.unwrap_or(journey.entry), is, wanted: limit })
}

/// Targets for the share of time that are missed. Of a bound only what is certain counts.
fn downtime(design: &Design, asked: &Asked) -> Vec<Gap> {
    let report = availability(design, &ReliabilityQuery::default());
    let concerns = |journey: &JourneyAvailability, asked_by: RecordId| match journey.endpoint {
        Some(endpoint) if endpoint == asked_by || asked.is_asked_by(endpoint) => endpoint == asked_by,
        _ => journey.entry == asked_by,
    };
    let journeys = || report.journeys.iter().filter(|journey| journey.class.is_none());
    // Of more journeys than are told, what holds for everything holds.
    let untold = journeys().count() >= ReliabilityReport::MOST_JOURNEYS;
    let missed = |(asked_by, wanted): &(RecordId, f64)| {
        let (asked_by, wanted) = (*asked_by, *wanted);
        let own = journeys().filter(|journey| concerns(journey, asked_by)).map(|journey| journey.availability.low);
        let whole = asked_by == RecordId::DESIGN;
        let of_system = report.system.map(|system| system.low).filter(|_| whole || untold);
        let is = own.filter(|_| !whole).reduce(f64::min).or(of_system)?;
        let asked_by = Some(asked_by).filter(|_| !whole);
        (is < wanted - ROUNDING).then_some(Gap::Availability { asked_by, is, wanted })
    };
    asked.availability.iter().filter_map(missed).collect()
}
