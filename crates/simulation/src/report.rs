//! What a simulation tells.

/// What was measured, so far or in all.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Simulated time that passed.
    pub simulated: f64,
    /// Events that were worked off.
    pub events: u64,
    /// One for each source, in order.
    pub sources: Vec<SourceReport>,
    /// One for each station, in order.
    pub stations: Vec<StationReport>,
    /// Length of one interval of the series.
    pub interval: f64,
}

/// A value, and the interval that holds the true one with a confidence of about 95 %: at least for means, somewhat
/// less for high percentiles of short runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The value measured.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval; infinite if nothing can be said.
    pub high: f64,
}

/// What became of the requests of one source.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceReport {
    /// Requests, counted from the start: offered = answered + failed + in flight.
    pub counts: Counts,
    /// Messages sent by the requests of this source and by their messages, from the start.
    pub messages: Counts,
    /// Answered requests per unit of time after the warm-up.
    pub throughput: f64,
    /// Mean response time of answered requests after the warm-up; None without any.
    pub mean: Option<Estimate>,
    /// Half of the answered requests took less.
    pub p50: Option<Estimate>,
    /// 95 % of the answered requests took less.
    pub p95: Option<Estimate>,
    /// 99 % of the answered requests took less.
    pub p99: Option<Estimate>,
    /// 99.9 % of the answered requests took less.
    pub p999: Option<Estimate>,
    /// Over time.
    pub series: Vec<Point>,
}

/// What became of requests, or of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Came in.
    pub offered: u64,
    /// Were answered.
    pub answered: u64,
    /// Were answered although an optional call failed; part of `answered`.
    pub degraded: u64,
    /// Failed, by the last reason.
    pub failed: Failures,
    /// Are still on their way, found by counting those there are.
    pub in_flight: u64,
    /// Attempts beyond the first of all calls made for them.
    pub retries: u64,
}

/// Failures by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Failures {
    /// A queue was full.
    pub full: u64,
    /// No server worked, or it failed while working.
    pub down: u64,
    /// No answer came in time.
    pub timed_out: u64,
    /// A circuit breaker was open.
    pub broken: u64,
    /// More came than a rate limit lets in.
    pub limited: u64,
}

impl Failures {
    /// Of all reasons.
    pub fn total(&self) -> u64 {
        self.full + self.down + self.timed_out + self.broken + self.limited
    }
}

impl Counts {
    /// Whether nothing was lost or made up: offered = answered + failed + in flight.
    pub fn are_conserved(&self) -> bool {
        self.offered == self.answered + self.failed.total() + self.in_flight
    }
}

/// One source during one interval. Rates are per unit of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Rate of requests coming in.
    pub offered: f32,
    /// Rate of requests answered.
    pub answered: f32,
    /// Rate of requests failing.
    pub failed: f32,
    /// Mean response time of those answered; None without any.
    pub mean: Option<f32>,
    /// Median response time.
    pub p50: Option<f32>,
    /// 99th percentile of the response time.
    pub p99: Option<f32>,
}

/// One station during one interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StationPoint {
    /// Mean number of jobs waiting.
    pub waiting: f32,
    /// Mean number of jobs holding a server.
    pub serving: f32,
    /// Servers that work at the end of the interval.
    pub working: u32,
}

/// One station over the whole run, from the start.
#[derive(Clone, Debug, PartialEq)]
pub struct StationReport {
    /// Jobs done per unit of time.
    pub throughput: f64,
    /// Mean number of jobs holding a server, over the number of servers it has when all work; 0 without bound.
    pub utilisation: f64,
    /// Mean number of jobs waiting.
    pub mean_waiting: f64,
    /// Mean number of jobs waiting or holding a server.
    pub mean_in_system: f64,
    /// Mean time of the jobs that left, from arrival on; None if none left.
    pub mean_time: Option<f64>,
    /// Jobs that found no place or no working server.
    pub refused: u64,
    /// Jobs that lost their server to a failure.
    pub interrupted: u64,
    /// Over time.
    pub series: Vec<StationPoint>,
}
