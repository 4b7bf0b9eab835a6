//! What a design is to reach.

use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Design, Item, RecordId};
use serde::{Deserialize, Serialize};

/// What is asked of the whole design, or of one entry.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Target {
    /// The share of time everything is answered, 0 to 1.
    pub availability: Option<f64>,
    /// Milliseconds within which 99 of 100 requests are answered.
    pub latency: Option<f64>,
    /// Seconds after any one failure within which requests are answered again.
    pub recovery: Option<f64>,
}

impl Target {
    /// What a record asks for.
    fn of(item: &Item) -> Self {
        Self {
            availability: item.number(Property::TargetAvailability),
            latency: item.number(Property::TargetLatency),
            recovery: item.number(Property::TargetRecovery),
        }
    }

    fn is_given(self) -> bool {
        self != Self::default()
    }
}

/// Everything a design is to reach.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Targets {
    /// Of the design as a whole.
    pub system: Target,
    /// Of single entries, in the order of their ids.
    pub entries: Vec<(RecordId, Target)>,
}

impl Targets {
    /// The targets a design states: its own, those of clients and schedulers, and those of endpoints, which
    /// count for the design as a whole.
    pub fn of(design: &Design) -> Self {
        let mut targets = Self::default();
        for item in design.items() {
            let target = Target::of(item);
            match item.record_type {
                RecordType::Component if item.kind().traits().entry && target.is_given() => {
                    targets.entries.push((item.id, target));
                }
                RecordType::Design | RecordType::Endpoint => {
                    targets.system = strictest(targets.system, target);
                }
                _ => {}
            }
        }
        targets
    }

    /// Whether any is given. Without one, no single failure may take everything down.
    pub fn is_given(&self) -> bool {
        self.system.is_given() || !self.entries.is_empty()
    }

    /// What is asked of an entry: what the whole design is asked for, and what it is asked for itself.
    pub(super) fn of_entry(&self, entry: RecordId) -> Target {
        let own = self.entries.iter().find(|(id, _)| *id == entry).map(|(_, target)| *target);
        strictest(self.system, own.unwrap_or_default())
    }

    pub(super) fn asks_for_latency(&self) -> bool {
        let entries = self.entries.iter().any(|(_, target)| target.latency.is_some());
        entries || self.system.latency.is_some()
    }

    /// The strictest recovery time asked for.
    pub(super) fn recovery(&self) -> Option<f64> {
        let all = self.entries.iter().map(|(_, target)| *target).chain([self.system]);
        all.filter_map(|target| target.recovery).reduce(f64::min)
    }

    /// With other targets for the design as a whole where they are given.
    pub fn with(mut self, system: Target) -> Self {
        self.system = Target {
            availability: system.availability.or(self.system.availability),
            latency: system.latency.or(self.system.latency),
            recovery: system.recovery.or(self.system.recovery),
        };
        self
    }
}

/// What meets both.
fn strictest(a: Target, b: Target) -> Target {
    let pick = |a: Option<f64>, b: Option<f64>, better: fn(f64, f64) -> f64| match (a, b) {
        (Some(a), Some(b)) => Some(better(a, b)),
        (one, other) => one.or(other),
    };
    Target {
        availability: pick(a.availability, b.availability, f64::max),
        latency: pick(a.latency, b.latency, f64::min),
        recovery: pick(a.recovery, b.recovery, f64::min),
    }
}
