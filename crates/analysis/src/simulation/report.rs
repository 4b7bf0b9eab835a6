//! What a simulated run says. Times are in milliseconds unless they say seconds.

use linchpin_document::RecordId;
use serde::{Deserialize, Serialize};

use crate::{TrafficClass, wire};

/// A run, or what of it has passed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SimulationReport {
    /// Simulated seconds that passed.
    pub simulated: f64,
    /// Events that were worked off.
    pub events: u64,
    /// Why it is over; nothing while it runs.
    pub ending: Option<Ending>,
    /// Seconds between two points of a series.
    pub interval: f64,
    /// Simulated seconds from which on answers count for means and percentiles.
    pub warm_up: f64,
    /// One for each class of each journey.
    pub journeys: Vec<JourneyRun>,
    /// Every component that traffic can reach, in the order of their ids; entries left out.
    pub components: Vec<ComponentRun>,
}

/// Why a run is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// Its time is over.
    Time,
    /// More was in flight than was allowed: the design is overloaded, and what waits grows without end.
    InFlight,
    /// As many events happened as were allowed.
    Events,
}

/// A value measured, and the interval that holds the true one with a confidence of about 95 %.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The value.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end; infinite if too little was measured to say.
    pub high: f64,
}

/// What became of requests: offered = answered + failed + in flight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestCounts {
    /// Came in.
    pub offered: u64,
    /// Were answered.
    pub answered: u64,
    /// Were answered with something soft missing; part of `answered`.
    pub degraded: u64,
    /// Failed, whyever.
    pub failed: u64,
    /// Of those: found a queue full.
    pub full: u64,
    /// Found nobody to answer, or lost who was answering.
    pub down: u64,
    /// Got no answer in time.
    pub timed_out: u64,
    /// Were stopped by a circuit breaker.
    pub broken: u64,
    /// Exceeded a rate limit.
    pub limited: u64,
    /// Are on their way.
    pub in_flight: u64,
    /// Calls made again after they failed.
    pub retries: u64,
}

impl RequestCounts {
    /// Whether nothing was lost or made up.
    pub fn are_conserved(&self) -> bool {
        let reasons = self.full + self.down + self.timed_out + self.broken + self.limited;
        self.offered == self.answered + self.failed + self.in_flight && self.failed == reasons
    }
}

/// One class of a journey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JourneyRun {
    /// Where it enters.
    #[serde(with = "wire::id")]
    pub entry: RecordId,
    /// The endpoint asked for; nothing for what is sent beside endpoints.
    #[serde(with = "wire::optional_id")]
    pub endpoint: Option<RecordId>,
    /// Reads or writes.
    pub class: TrafficClass,
    /// Its requests, from the start.
    pub requests: RequestCounts,
    /// The messages its requests led to, from the start: one for each consumer and copy.
    pub messages: RequestCounts,
    /// Answers a second after the warm-up.
    pub throughput: f64,
    /// Mean response time of what was answered after the warm-up; nothing without any, as for all that follow.
    pub mean: Option<Interval>,
    /// Half of the answers took less.
    pub p50: Option<Interval>,
    /// 95 % took less.
    pub p95: Option<Interval>,
    /// 99 % took less.
    pub p99: Option<Interval>,
    /// 99.9 % took less.
    pub p999: Option<Interval>,
    /// Over time.
    pub series: Vec<JourneyPoint>,
}

/// A class of a journey during one interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct JourneyPoint {
    /// Requests a second that came in.
    pub offered: f32,
    /// Requests a second that were answered.
    pub answered: f32,
    /// Requests a second that failed.
    pub failed: f32,
    /// Response times of what was answered: the mean, the median and the 99th percentile; nothing without any.
    pub mean: Option<f32>,
    /// Half took less.
    pub p50: Option<f32>,
    /// 99 % took less.
    pub p99: Option<f32>,
}

/// A component over the run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComponentRun {
    /// The component.
    #[serde(with = "wire::id")]
    pub id: RecordId,
    /// Requests and messages a second that it was done with.
    pub throughput: f64,
    /// Share of what its instances can work on that was taken, on average: 1 is always busy.
    pub utilisation: f64,
    /// Share of its slots that were held, on average; nothing where they have no bound.
    pub held: Option<f64>,
    /// Requests and messages waiting, on average.
    pub waiting: f64,
    /// How long each waited, on average; nothing where none came.
    pub waiting_time: Option<f64>,
    /// Requests and messages refused: its queue was full, its rate limit exceeded, or it was down.
    pub refused: u64,
    /// Those it was working on when it failed.
    pub interrupted: u64,
    /// Over time.
    pub series: Vec<ComponentPoint>,
}

/// A component during one interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ComponentPoint {
    /// Requests and messages waiting, on average.
    pub waiting: f32,
    /// Being worked on, on average.
    pub busy: f32,
    /// How many it could work on at once at the end.
    pub servers: u32,
}
