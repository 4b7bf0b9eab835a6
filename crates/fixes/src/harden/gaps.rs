//! What a design misses of its targets, and by how much.

use linchpin_analysis::{
    Answer, ComponentReport, JourneyLatency, Outcome, Query, Reach, ReliabilityQuery, Report, Severity, SinglePoint,
    analyse, availability, contingencies, latency,
};
use linchpin_catalog::{Failover, Property};
use linchpin_document::{Arrange, Design, RecordId};

use super::targets::{Target, Targets};

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
    /// The share of time everything is answered is too small: of an entry, or of everything.
    Availability {
        /// Where requests enter; nothing for the whole design.
        entry: Option<RecordId>,
        /// What it is.
        is: f64,
        /// What it should be.
        wanted: f64,
    },
    /// Answers of an entry take too long: 99 of 100 come within these milliseconds (without end where what waits
    /// grows without end), and the target.
    Latency {
        /// Where requests enter.
        entry: RecordId,
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
const SECONDS_A_MINUTE: f64 = 60.0;

impl Gap {
    /// The component or boundary at fault, or the entry that gets too little.
    pub fn record(&self) -> Option<RecordId> {
        match *self {
            Self::SinglePoint(id) | Self::HiddenPoint(id) | Self::Overload(id, _) | Self::Recovery(id, ..) => Some(id),
            Self::Availability { entry, .. } => entry,
            Self::Latency { entry, .. } => Some(entry),
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
            Self::HiddenPoint(_) => 1.0,
        }
    }
}

/// How far a design is from its targets: none when all are met.
pub(super) fn distance(gaps: &[Gap]) -> f64 {
    gaps.iter().map(Gap::width).sum()
}

/// Everything a design misses.
pub(super) fn gaps(design: &Design, targets: &Targets, scale: f64) -> Vec<Gap> {
    let query = Query { scale, ..Query::default() };
    let report = analyse(design, &query);
    let mut gaps = Vec::new();
    if report.system.outcome >= Outcome::PartlyDown {
        gaps.push(Gap::Unanswered);
    }
    gaps.extend(overloads(&report));
    if !targets.is_given() {
        gaps.extend(single_points(&report));
    }
    if let Some(wanted) = targets.recovery() {
        gaps.extend(recoveries(design, &report, wanted));
    }
    gaps.extend(slowness(design, targets, &query));
    gaps.extend(downtime(design, targets));
    if !targets.is_given() && report.components.len() <= MOST_COMPONENTS {
        gaps.extend(hidden_points(design, &query));
    }
    gaps
}

/// Failures that leave something answered at first, and nothing in the end.
fn hidden_points(design: &Design, query: &Query) -> Vec<Gap> {
    let followed = contingencies(design, query).contingencies;
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
    every_single_point(report).filter(move |(_, point)| total(point)).map(|(id, _)| Gap::SinglePoint(id))
}

fn every_single_point(report: &Report) -> impl Iterator<Item = (RecordId, SinglePoint)> {
    let components = report.components.iter().map(|component| (component.id, component.single_point));
    let boundaries = report.boundaries.iter().map(|boundary| (boundary.id, boundary.single_point));
    components.chain(boundaries).filter_map(|(id, point)| Some((id, point?)))
}

/// Failures after which requests are unanswered for longer than wanted: until what has no stand-in is
/// repaired, or until what has one has been taken over.
fn recoveries(design: &Design, report: &Report, wanted: f64) -> Vec<Gap> {
    let repair = |id: RecordId| {
        let minutes = design.get(id).and_then(|item| item.param(Property::Repair));
        minutes.map_or(f64::INFINITY, |minutes| minutes.value * SECONDS_A_MINUTE)
    };
    let mut gaps: Vec<Gap> = Vec::new();
    for (id, _) in every_single_point(report).filter(|(_, point)| point.severity > Severity::Info) {
        gaps.extend((repair(id) > wanted).then_some(Gap::Recovery(id, repair(id), wanted)));
    }
    for component in report.components.iter().filter(|component| component.single_point.is_none()) {
        let takes_over = component.failover.is_some_and(|failover| failover.value == Failover::Automatic);
        let takeover = design.get(component.id).and_then(|item| item.param(Property::Takeover));
        if let Some(seconds) =
            takeover.map(|takeover| takeover.value).filter(|_| takes_over && !component.managed.value)
        {
            gaps.extend((seconds > wanted).then_some(Gap::Recovery(component.id, seconds, wanted)));
        }
    }
    gaps
}

/// Entries whose answers take too long.
fn slowness(design: &Design, targets: &Targets, query: &Query) -> Vec<Gap> {
    if !targets.asks_for_latency() {
        return Vec::new();
    }
    let missed = |journey: &JourneyLatency| {
        let wanted = targets.of_entry(journey.entry).latency?;
        let is = match journey.answer {
            Answer::Within(times) => times.p99,
            Answer::Unbounded(_) => f64::INFINITY,
            // That they are not answered at all is told.
            Answer::Unanswered => return None,
        };
        (is > wanted).then_some(Gap::Latency { entry: journey.entry, is, wanted })
    };
    latency(design, query).journeys.iter().filter_map(missed).collect()
}

fn downtime(design: &Design, targets: &Targets) -> Vec<Gap> {
    let of_system = targets.system.availability.map(|wanted| (None, wanted));
    let of_entry = |(entry, target): &(RecordId, Target)| Some((Some(*entry), target.availability?));
    let wanted: Vec<_> = of_system.into_iter().chain(targets.entries.iter().filter_map(of_entry)).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let report = availability(design, &ReliabilityQuery::default());
    let is = |entry: Option<RecordId>| match entry {
        None => report.system,
        Some(entry) => {
            let whole = report.journeys.iter().find(|journey| journey.entry == entry && journey.class.is_none());
            whole.map(|journey| journey.availability).or(report.system)
        }
    };
    let missed = |(entry, wanted): (Option<RecordId>, f64)| {
        // Of a bound only what is certain counts.
        let is = is(entry)?.low;
        (is < wanted - ROUNDING).then_some(Gap::Availability { entry, is, wanted })
    };
    wanted.into_iter().filter_map(missed).collect()
}
