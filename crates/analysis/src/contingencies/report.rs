//! What is said of failures that overload what is left.

use linchpin_document::RecordId;
use serde::{Deserialize, Serialize};

use crate::query::Event;
use crate::report::{Finding, Outcome, Reach, Resource};
use crate::wire;

/// What each failure by itself does to the load on everything else.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ContingencyReport {
    /// How many failures were looked at; instances that fail alike are one.
    pub checked: u32,
    /// Those after which something newly exceeds what it can do, the gravest first.
    pub contingencies: Vec<Contingency>,
    /// The hidden single points among them, most severe first.
    pub findings: Vec<Finding>,
}

/// A failure that overloads what is left, and what follows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contingency {
    /// What fails; of instances that fail alike, one.
    pub event: Event,
    /// What the failure makes of the system by itself, however much load there is.
    pub outcome: Outcome,
    /// Who is overloaded, step by step: all of one step fail together and bring the next.
    pub cascade: Vec<CascadeStep>,
    /// What becomes of the system in the end.
    pub final_outcome: Outcome,
    /// That requests go unanswered in the end which the failure by itself leaves answered.
    pub hidden: Option<HiddenPoint>,
}

/// What the failures looked at bring with them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Aftermath {
    /// What the failures make of the system by themselves, however much load there is.
    pub outcome: Outcome,
    /// Who is overloaded, step by step: all of one step fail together and bring the next.
    pub cascade: Vec<CascadeStep>,
    /// What becomes of the system in the end.
    pub final_outcome: Outcome,
}

/// A single point of failure that only shows under load.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct HiddenPoint {
    /// Whether in the end no request is answered, or some.
    pub reach: Reach,
    /// The share of all traffic that goes unanswered because of the overload, 0 to 1.
    pub share: f64,
}

/// What is overloaded at the same time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CascadeStep {
    /// In the order of their ids, the first [`CascadeStep::MOST_OVERLOADS`] of them.
    pub overloads: Vec<Overload>,
    /// How many there are in all.
    pub count: u32,
}

impl CascadeStep {
    /// Each failure tells its own, so that telling all of many would grow with their square.
    pub const MOST_OVERLOADS: usize = 100;
}

/// A component that cannot do what it is asked for any more.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Overload {
    /// The component.
    #[serde(with = "wire::id")]
    pub component: RecordId,
    /// What it has least of.
    pub resource: Resource,
    /// Load over ceiling now, at the scale of the query; above 1.
    pub utilisation: f64,
    /// The same before anything failed.
    pub before: f64,
    /// Whether it only works off messages: these wait, so it falls behind and does not fail.
    pub backlog: bool,
}
