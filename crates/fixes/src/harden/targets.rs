//! What a design is to reach.

use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Design, RecordId, Replica, Transaction};

/// What is asked of a design as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Target {
    /// The share of time everything is answered, 0 to 1.
    pub availability: Option<f64>,
    /// Milliseconds within which 99 of 100 requests are answered.
    pub latency: Option<f64>,
    /// Seconds after any one failure within which requests are answered again.
    pub recovery: Option<f64>,
}

impl Target {
    /// Writes down what is given here in place of what a design asks of itself.
    pub(super) fn write_into(self, replica: &mut Replica) {
        let mut transaction = Transaction::new();
        for (property, wanted) in [
            (Property::TargetAvailability, self.availability),
            (Property::TargetLatency, self.latency),
            (Property::TargetRecovery, self.recovery),
        ] {
            if let Some(wanted) = wanted {
                transaction.set(RecordId::DESIGN, property, wanted);
            }
        }
        // What no design could be asked for is not asked for.
        let _ = replica.commit(&transaction);
    }
}

/// What a design asks for: of itself as a whole, of what its clients and schedulers send, and of endpoints.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Asked {
    /// Who asks for which share of time.
    pub(super) availability: Vec<(RecordId, f64)>,
    /// Whether answers within a time are asked for.
    pub(super) latency: bool,
    /// Whether it is asked for that requests are answered again within a time.
    pub(super) recovery: bool,
}

impl Asked {
    pub(super) fn of(design: &Design) -> Self {
        let mut asked = Self::default();
        for item in design.items() {
            let may_ask = match item.record_type {
                RecordType::Component => item.kind().traits().entry,
                of => matches!(of, RecordType::Design | RecordType::Endpoint),
            };
            if may_ask {
                asked.availability.extend(item.number(Property::TargetAvailability).map(|wanted| (item.id, wanted)));
                asked.latency |= item.number(Property::TargetLatency).is_some();
                asked.recovery |= item.number(Property::TargetRecovery).is_some();
            }
        }
        asked
    }

    /// Whether anything is. Where nothing is, no single failure may take everything down.
    pub(super) fn anything(&self) -> bool {
        !self.availability.is_empty() || self.latency || self.recovery
    }

    /// Whether somebody asks for a share of time himself.
    pub(super) fn is_asked_by(&self, record: RecordId) -> bool {
        self.availability.iter().any(|(asked_by, _)| *asked_by == record)
    }
}
