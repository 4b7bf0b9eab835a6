//! What is said of how soon requests are answered again.

use linchpin_document::RecordId;
use serde::{Deserialize, Serialize};

use crate::query::Event;
use crate::report::Finding;
use crate::wire;

/// How soon requests are answered again after any one failure.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct RecoveryReport {
    /// The failures after which some are not for a while, the longest first: the first
    /// [`RecoveryReport::MOST_TOLD`] of them.
    pub interruptions: Vec<Interruption>,
    /// How many there are in all.
    pub count: u32,
    /// What was asked for, judged: by whom, in the order of the ids.
    pub targets: Vec<RecoveryTarget>,
    /// Those that are missed.
    pub findings: Vec<Finding>,
}

impl RecoveryReport {
    /// How many interruptions are told.
    pub const MOST_TOLD: usize = 200;
}

/// A failure and what it costs in time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interruption {
    /// What fails; of instances that fail alike, one.
    pub event: Event,
    /// Seconds until all that was answered before is answered again.
    pub seconds: f64,
    /// What that waits for.
    pub ends_by: EndsBy,
    /// The share of all traffic that is not, or only partly, answered at first, 0 to 1.
    pub share: f64,
}

/// What an interruption ends by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndsBy {
    /// Another takes over for this component.
    Takeover(#[serde(with = "wire::id")] RecordId),
    /// What failed is repaired.
    Repair,
}

/// A recovery time objective, and whether it is met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecoveryTarget {
    /// The record that asks for it: an endpoint, an entry, or the design.
    #[serde(with = "wire::id")]
    pub asked_by: RecordId,
    /// Seconds.
    pub limit: f64,
    /// Whether no single failure takes longer.
    pub met: bool,
    /// The failure after which its requests wait longest, if any makes them wait, and how long.
    pub longest: Option<(Event, f64)>,
    /// The failures after which they wait for longer than asked for, and how long, the longest first: the first
    /// [`RecoveryReport::MOST_TOLD`] of them.
    pub late: Vec<(Event, f64)>,
}
