//! What is asked: a design at some multiple of its peak, with some things failed.

use linchpin_catalog::Profile;
use linchpin_document::RecordId;
use serde::{Deserialize, Serialize};

use crate::wire;

/// Something that can fail on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Event {
    /// All of a component at once: a bad deploy, a bad configuration.
    Component(#[serde(with = "wire::id")] RecordId),
    /// One instance of a component, counted from 0.
    Instance(#[serde(with = "wire::id")] RecordId, u32),
    /// The provider of a managed component.
    Provider(#[serde(with = "wire::id")] RecordId),
    /// A boundary that is a failure domain.
    Domain(#[serde(with = "wire::id")] RecordId),
}

impl Event {
    /// The component or boundary that fails, wholly or in part.
    pub fn record(self) -> RecordId {
        match self {
            Self::Component(id) | Self::Instance(id, _) | Self::Provider(id) | Self::Domain(id) => id,
        }
    }
}

/// The circumstances a design is analysed under.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// The multiple of today's peak; 1 is today. What is not a positive finite number counts as 1, what
    /// is beyond a billion as a billion.
    pub scale: f64,
    /// What has failed. Events that name nothing in the design are ignored.
    pub failed: Vec<Event>,
    /// How the rates of all clients, schedulers and endpoints move, whatever the design says; as drawn if not
    /// said. Only what passes over time heeds it, [`crate::peak`]: what is at its peak is there in any profile.
    #[serde(with = "wire::optional_profile")]
    pub profile: Option<Profile>,
}

impl Default for Query {
    fn default() -> Self {
        Self { scale: 1.0, failed: Vec::new(), profile: None }
    }
}

impl Query {
    /// The multiple of today's peak, made usable.
    pub(crate) fn usable_scale(&self) -> f64 {
        const MOST: f64 = 1e9;
        if self.scale.is_finite() && self.scale > 0.0 { self.scale.min(MOST) } else { 1.0 }
    }
}
