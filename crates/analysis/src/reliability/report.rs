//! What is said of availability: computed on request, because it takes longer than a frame.

use linchpin_document::RecordId;
use serde::{Deserialize, Serialize};

use crate::report::{Reach, TrafficClass};
use crate::wire;

/// What is asked, beyond a design.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReliabilityQuery {
    /// Combinations of up to this many failures: 2 for pairs, 3 for triples too.
    pub order: u32,
    /// How large a decision diagram may become before the answer is a bound. Each node takes about 30
    /// bytes.
    pub nodes: usize,
}

impl Default for ReliabilityQuery {
    fn default() -> Self {
        Self { order: 2, nodes: 200_000 }
    }
}

/// The share of time something is answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Availability {
    /// It is at least this; where that equals `high`, it is exactly this.
    pub low: f64,
    /// It is at most this.
    pub high: f64,
    /// With every default at the worst end of its range.
    pub pessimistic: f64,
    /// With every default at the best end of its range.
    pub optimistic: f64,
}

impl Availability {
    /// Minutes in a year of 365.25 days.
    pub const MINUTES_A_YEAR: f64 = 525_960.0;
    /// Minutes in a month, a twelfth of a year.
    pub const MINUTES_A_MONTH: f64 = Self::MINUTES_A_YEAR / 12.0;

    /// Whether it is known exactly and no bound.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    /// Minutes a year without an answer, at worst where it is a bound.
    pub fn downtime_a_year(self) -> f64 {
        (1.0 - self.low) * Self::MINUTES_A_YEAR
    }

    /// Minutes a month without an answer, at worst where it is a bound.
    pub fn downtime_a_month(self) -> f64 {
        (1.0 - self.low) * Self::MINUTES_A_MONTH
    }
}

/// The availability of one endpoint, or of what one entry sends beside endpoints; or of one class of that.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct JourneyAvailability {
    /// Where it enters, or the first of several entries.
    #[serde(with = "wire::id")]
    pub entry: RecordId,
    /// The endpoint asked for; nothing for what is sent beside endpoints.
    #[serde(with = "wire::optional_id")]
    pub endpoint: Option<RecordId>,
    /// Reads or writes; nothing for both together.
    pub class: Option<TrafficClass>,
    /// How much of the time all of it is answered.
    pub availability: Availability,
}

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FailureKind {
    /// Instances of a component.
    Instances,
    /// The provider of a managed component.
    Provider,
    /// A place with everything inside.
    Domain,
    /// A connection that is said to fail.
    Connection,
    /// A standby or replica that should take over is not ready yet.
    Takeover,
}

/// How much one component, place or takeover matters to the availability of the system.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// The component, boundary or connection.
    #[serde(with = "wire::id")]
    pub record: RecordId,
    /// What of it fails.
    pub kind: FailureKind,
    /// The availability of one of them that was reckoned with.
    pub availability: f64,
    /// Birnbaum: by how much the system's unavailability rises from none of them down to all of them down.
    pub birnbaum: f64,
    /// Fussell-Vesely: the share of the system's unavailability that would be gone if it never failed, 0
    /// to 1. Shares of several overlap, so that they add up to more than 1.
    pub fussell_vesely: f64,
    /// Risk achievement worth: how many times the system's unavailability grows while all of them are
    /// down.
    pub risk_achievement: f64,
}

/// Part of a combination: so many instances of a component, a provider, a place or a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The component, boundary or connection.
    #[serde(with = "wire::id")]
    pub record: RecordId,
    /// What of it fails.
    pub kind: FailureKind,
    /// How many; 1 but for instances.
    pub count: u32,
}

/// Failures that leave requests unanswered together, while none of them does alone: a minimal cut set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Combination {
    /// What fails.
    pub failures: Vec<Failure>,
    /// How many things that is: 2 is a pair.
    pub order: u32,
    /// How likely it is to find all of them down at once.
    pub probability: f64,
    /// Whether all requests go unanswered or some.
    pub reach: Reach,
    /// The innermost place all of them stand in, which would take them down together.
    #[serde(with = "wire::optional_id")]
    pub shared: Option<RecordId>,
}

/// What a change would buy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum UpgradeKind {
    /// One more instance.
    AnotherInstance,
    /// Standby or replica take over by themselves.
    AutomaticFailover,
}

/// A change and the availability of the system after it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Upgrade {
    /// The component to change.
    #[serde(with = "wire::id")]
    pub component: RecordId,
    /// What to change.
    pub kind: UpgradeKind,
    /// The availability of the system then.
    pub availability: Availability,
}

/// Everything said of the availability of a design.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReliabilityReport {
    /// How much of the time every request is answered; nothing without any traffic.
    pub system: Option<Availability>,
    /// The same for each entry: all it sends, then reads, then writes where it sends both. At most
    /// [`ReliabilityReport::MOST_JOURNEYS`].
    pub journeys: Vec<JourneyAvailability>,
    /// What matters to it, the greatest share first; empty where the availability is a bound.
    pub contributions: Vec<Contribution>,
    /// Dangerous pairs (and triples, if asked for): those that share a place first, then the likeliest. At
    /// most [`ReliabilityReport::MOST_COMBINATIONS`].
    pub combinations: Vec<Combination>,
    /// How many there are in all.
    pub combinations_in_all: u32,
    /// Up to which order they are known: less than was asked for where there are too many.
    pub combinations_to_order: u32,
    /// What buys most, the best first; at most [`ReliabilityReport::MOST_UPGRADES`].
    pub upgrades: Vec<Upgrade>,
}

impl ReliabilityReport {
    /// More entries than this are not reported one by one.
    pub const MOST_JOURNEYS: usize = 20;
    /// More combinations than this are counted only.
    pub const MOST_COMBINATIONS: usize = 200;
    /// How many changes are tried and reported.
    pub const MOST_UPGRADES: usize = 6;
}
