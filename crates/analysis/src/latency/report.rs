//! What is said of how long answers take.

use linchpin_document::RecordId;
use serde::{Deserialize, Serialize};

use crate::report::{Finding, TrafficClass};
use crate::wire;

/// How long answers take, at the scale of the query and with what it says has failed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LatencyReport {
    /// Each class of what each entry sends, in the order of [`crate::Report::journeys`].
    pub journeys: Vec<JourneyLatency>,
    /// The targets that are missed.
    pub findings: Vec<Finding>,
    /// What waits at each component that is asked for anything, in the order of their ids.
    pub queues: Vec<QueueReport>,
}

impl LatencyReport {
    /// The journey whose p99 is longest.
    pub fn slowest(&self) -> Option<&JourneyLatency> {
        self.journeys.iter().max_by(|a, b| a.p99().total_cmp(&b.p99()))
    }
}

impl JourneyLatency {
    /// Milliseconds within which 99 of 100 answers come; infinite without a bound, or an answer.
    pub fn p99(&self) -> f64 {
        self.answer.p99()
    }
}

impl Answer {
    /// Milliseconds within which 99 of 100 answers come; infinite without a bound, or an answer.
    pub fn p99(&self) -> f64 {
        match self {
            Self::Within(times) => times.p99,
            Self::Unbounded(_) | Self::Unanswered => f64::INFINITY,
        }
    }
}

/// How long the answers of one class of what one entry sends take.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JourneyLatency {
    /// Where it enters.
    #[serde(with = "wire::id")]
    pub entry: RecordId,
    /// The endpoint asked for; nothing for what is sent beside endpoints.
    #[serde(with = "wire::optional_id")]
    pub endpoint: Option<RecordId>,
    /// Reads or writes.
    pub class: TrafficClass,
    /// How long.
    pub answer: Answer,
    /// The first component on its way to saturate.
    pub limit: Option<Limit>,
    /// What was asked for, judged.
    pub target: Option<LatencyTarget>,
    /// Where the time of an average request goes, in the order of the calls: each step is followed by
    /// those it makes. The longest ones; nothing where there is no mean.
    pub steps: Vec<LatencyStep>,
}

/// How long answers take.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Nothing is answered.
    Unanswered,
    /// More comes than a component on the way can do: what waits grows without end, and so does the time.
    Unbounded(Limit),
    /// So long.
    Within(Times),
}

/// What saturates first.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Limit {
    /// The multiple of today's peak at which it does; 0 where requests multiply without end.
    pub multiple: f64,
    /// The component.
    #[serde(with = "wire::id")]
    pub component: RecordId,
}

/// Milliseconds from request to answer. Of a hundred answers, fifty come within `p50`, and so on.
///
/// Means are those of the queueing model; percentiles lie within 1 % of what follows from it. Where
/// service times hardly vary (standard deviation over mean below 0.3) and several very different
/// answers are mixed, up to 6 %: the grid they are computed on is that coarse.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the field's own terms")]
pub struct Times {
    pub mean: f64,
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    pub p999: f64,
    /// Whether it takes at least so long: calls go round in a circle so often that not all rounds count.
    pub at_least: bool,
}

/// A target for the p99, and whether it is met.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LatencyTarget {
    /// Milliseconds.
    pub limit: f64,
    /// The record that asks for it: the endpoint, the entry, or the design.
    #[serde(with = "wire::id")]
    pub asked_by: RecordId,
    /// Whether the p99 is no longer.
    pub met: bool,
    /// Milliseconds left until it is missed; negative where it is. Nothing without an answer.
    pub left: Option<f64>,
}

/// A call that requests of a journey make, as an average request sees it: made by one in five, it takes a
/// fifth of its time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LatencyStep {
    /// Who is called; first of all the entry itself.
    #[serde(with = "wire::id")]
    pub component: RecordId,
    /// Along which connection; nothing for the entry.
    #[serde(with = "wire::optional_id")]
    pub connection: Option<RecordId>,
    /// How many calls deep.
    pub depth: u32,
    /// Calls for each request.
    pub calls: f64,
    /// Milliseconds since the request was sent, on average: when the call starts and when its answer is
    /// there. Calls made at once start at the same time.
    pub start: f64,
    /// See `start`.
    pub end: f64,
    /// Milliseconds of it on the way there and back.
    pub network: f64,
    /// Milliseconds of it until its turn comes.
    pub waiting: f64,
    /// Milliseconds of it of its own work.
    pub service: f64,
    /// Those three as a share of the mean of the journey, 0 to 1. What is made at once counts each.
    pub share: f64,
}

impl LatencyReport {
    /// How many steps a journey has at most.
    pub const MOST_STEPS: usize = 60;
    /// How many steps there are at most in all, but for one of each journey.
    pub const MOST_STEPS_IN_ALL: usize = 4_000;
}

/// What waits at a component.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct QueueReport {
    /// The component.
    #[serde(with = "wire::id")]
    pub component: RecordId,
    /// How many queues there are: one for each instance, or one for all where they take from a queue.
    pub queues: u32,
    /// How many requests each works on at once.
    pub servers: u32,
    /// Load over ceiling at the scale of the query; from 1 on there is no mean.
    pub utilisation: f64,
    /// Milliseconds of its own work.
    pub service: f64,
    /// Milliseconds until it is a request's turn, on average. Nothing where the queue grows without end.
    pub waiting: Option<f64>,
    /// The share of requests that do not have their turn at once.
    pub waiting_share: Option<f64>,
}
