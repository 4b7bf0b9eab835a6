//! What is said of a peak while it passes.

use linchpin_document::RecordId;
use serde::{Deserialize, Serialize};

use crate::report::{Resource, Rung, TrafficClass};
use crate::wire;

/// A day, or a burst with what is before and after it. Times are seconds since its beginning.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PeakReport {
    /// How long it is.
    pub seconds: f64,
    /// Seconds between two points of a series.
    pub step: f64,
    /// What all entries send, requests a second, point by point.
    pub requests: Vec<f64>,
    /// Whatever is at its limit at some time, falls behind or scales out: the most overloaded first.
    pub components: Vec<PeakComponent>,
    /// What that does to each class of each journey, in the order of [`crate::Report::journeys`].
    pub journeys: Vec<JourneyPeak>,
}

impl PeakReport {
    /// How many points a series has at most.
    pub const MOST_POINTS: usize = 144;
    /// How many components are told, those with the highest utilisation.
    pub const MOST_COMPONENTS: usize = 100;

    /// What is short of something, the worst of all.
    pub fn worst(&self) -> Option<&PeakComponent> {
        self.components.iter().find(|found| found.is_short())
    }

    /// What becomes of the peak.
    pub fn verdict(&self) -> PeakVerdict {
        match self.worst() {
            _ if self.journeys.iter().any(|journey| !journey.answered) => PeakVerdict::Unanswered,
            None => PeakVerdict::Carried,
            Some(worst) if worst.backlog.is_some() => PeakVerdict::FallsBehind,
            Some(worst) if worst.resource.refuses() => PeakVerdict::Refused,
            Some(_) => PeakVerdict::TooMuch,
        }
    }
}

/// What becomes of a peak as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PeakVerdict {
    /// Some of what is sent is not answered whatever the load: what would answer it is down.
    Unanswered,
    /// Something has more to do than it can.
    TooMuch,
    /// Somebody who sets a limit refuses some of it.
    Refused,
    /// What works off messages does not come to an end with them.
    FallsBehind,
    /// Everything that comes is done.
    Carried,
}

/// What a peak does to one class of a journey.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct JourneyPeak {
    /// Where it enters.
    #[serde(with = "wire::id")]
    pub entry: RecordId,
    /// The endpoint asked for; nothing for what is sent beside endpoints.
    #[serde(with = "wire::optional_id")]
    pub endpoint: Option<RecordId>,
    /// Reads or writes.
    pub class: TrafficClass,
    /// Whether any of it is answered, or nothing is sent at all.
    pub answered: bool,
    /// The worst that is short of something while its requests come by; nothing where all is carried.
    #[serde(with = "wire::optional_id")]
    pub short: Option<RecordId>,
    /// The first on its way to saturate, or to refuse, with the instances there are at least.
    pub first: Option<Rung>,
}

/// What becomes of a component while a peak passes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeakComponent {
    /// The component.
    #[serde(with = "wire::id")]
    pub component: RecordId,
    /// What it has least of.
    pub resource: Resource,
    /// The highest utilisation, with the instances there are then; above 1 it cannot keep up.
    pub utilisation: f64,
    /// When that is.
    pub at: f64,
    /// For how many seconds it is above 1.
    pub overloaded: f64,
    /// Requests that come beyond what it can do, which wait until they are given up or are refused; of what
    /// works off messages, those the queue has no room for.
    pub beyond: f64,
    /// The same as a share of all that come.
    pub beyond_share: f64,
    /// How it scales out, where it does.
    pub scaling: Option<Scaling>,
    /// What waits for it, where it works off messages.
    pub backlog: Option<Backlog>,
    /// How it goes, point by point.
    pub series: PeakSeries,
}

impl PeakComponent {
    /// Whether anybody notices: it is above its ceiling while requests wait for it, or what it works off finds no
    /// room or is never done.
    pub fn is_short(&self) -> bool {
        match self.backlog {
            None => self.overloaded > 0.0,
            Some(backlog) => self.beyond > 0.0 || backlog.most > 0.0 && backlog.drained.is_none(),
        }
    }
}

/// How a component scales out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Scaling {
    /// The instances there are at least, and may be at most.
    pub fewest: u32,
    /// See `fewest`.
    pub most: u32,
    /// The most there were.
    pub reached: u32,
    /// Whether all it may start can carry the peak: where they can and it is overloaded all the same, scaling
    /// out takes too long.
    pub enough: bool,
}

/// Messages that wait.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Backlog {
    /// The most there were.
    pub most: f64,
    /// When that was.
    pub at: f64,
    /// The longest a message waits for its turn, in seconds.
    pub longest_wait: f64,
    /// When nothing waits any more, maybe after the end; nothing where it takes longer than a week.
    pub drained: Option<f64>,
}

/// Values at the same times as [`PeakReport::requests`], each at the worst moment until the next.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PeakSeries {
    /// Requests a second that come.
    pub rate: Vec<f64>,
    /// Requests a second it could do.
    pub capacity: Vec<f64>,
    /// Instances that work.
    pub instances: Vec<u32>,
    /// Messages that wait.
    pub backlog: Vec<f64>,
}
