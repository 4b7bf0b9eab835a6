//! What is to be simulated.

use std::fmt;

use linchpin_catalog::Profile;
use linchpin_document::RecordId;
use linchpin_figures::trimmed;
use serde::{Deserialize, Serialize};

use crate::query::Event;

/// One run of a design.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Experiment {
    /// The multiple of today's peak; above 0 up to [`Experiment::MOST_SCALE`].
    pub scale: f64,
    /// How all rates move, whatever the design says; as drawn if not said.
    #[serde(with = "crate::wire::optional_profile")]
    pub profile: Option<Profile>,
    /// Where chance starts: the same seed gives the same run.
    pub seed: u64,
    /// Simulated seconds; above 0 up to [`Experiment::LONGEST`].
    pub duration: f64,
    /// Simulated seconds after which answers count for means and percentiles; less than `duration`.
    pub warm_up: f64,
    /// What fails when, and when it is back.
    pub outages: Vec<Outage>,
    /// Points of the series over time, 1 to [`Experiment::MOST_POINTS`].
    pub points: u32,
    /// The run ends early when more requests, messages and calls than this are in flight; up to ten million.
    pub most_in_flight: u32,
    /// The run ends early after so many events.
    pub most_events: u64,
}

impl Experiment {
    /// The largest multiple of today's peak.
    pub const MOST_SCALE: f64 = 1e6;
    /// The longest run: a week.
    pub const LONGEST: f64 = 604_800.0;
    /// More points say nothing more.
    pub const MOST_POINTS: u32 = 1_000;
    /// More outages are refused.
    pub const MOST_OUTAGES: usize = 64;

    /// So many simulated seconds at today's peak, of which the first tenth does not count.
    pub fn lasting(duration: f64) -> Self {
        Self { duration, warm_up: duration / 10.0, ..Self::default() }
    }

    /// Refuses numbers without meaning.
    pub(super) fn check(&self) -> Result<(), Unsimulable> {
        within("the scale", self.scale, 1e-6, Self::MOST_SCALE)?;
        within("the duration in seconds", self.duration, 1e-3, Self::LONGEST)?;
        within("the warm-up in seconds", self.warm_up, 0.0, self.duration * 0.999)?;
        within("the number of points", f64::from(self.points), 1.0, f64::from(Self::MOST_POINTS))?;
        within("the limit of what is in flight", f64::from(self.most_in_flight), 1.0, 1e7)?;
        at_most("failures during the run", self.outages.len(), Self::MOST_OUTAGES)?;
        for outage in &self.outages {
            within("the start of a failure in seconds", outage.from, 0.0, Self::LONGEST)?;
            if let Some(to) = outage.to {
                within("the end of a failure in seconds", to, outage.from, Self::LONGEST)?;
            }
        }
        Ok(())
    }
}

impl Default for Experiment {
    /// Three minutes at today's peak with nothing failing.
    fn default() -> Self {
        Self {
            scale: 1.0,
            profile: None,
            seed: 1,
            duration: 180.0,
            warm_up: 18.0,
            outages: Vec::new(),
            points: 120,
            most_in_flight: 200_000,
            most_events: 500_000_000,
        }
    }
}

/// Something fails for a while.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Outage {
    /// What fails.
    pub event: Event,
    /// Simulated seconds from the start.
    pub from: f64,
    /// When it is back; never if not said.
    pub to: Option<f64>,
}

/// Why a design, or an experiment with it, cannot be simulated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Unsimulable {
    /// No client or scheduler sends anything.
    NothingEnters,
    /// A number is not finite or outside the range with a meaning.
    OutOfRange {
        /// Which number.
        what: String,
        /// What was given.
        value: f64,
        /// The smallest accepted value.
        low: f64,
        /// The largest accepted value.
        high: f64,
    },
    /// There is more of something than can be simulated.
    TooMany {
        /// Of what.
        what: String,
        /// How many there are.
        count: usize,
        /// How many can be.
        most: usize,
    },
    /// What is to fail is not there, or cannot fail like that.
    NothingToFail(#[serde(with = "crate::wire::id")] RecordId),
    /// The engine refuses what came of the design.
    Refused(String),
}

impl fmt::Display for Unsimulable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingEnters => f.write_str("nothing to simulate: no client or scheduler sends requests"),
            Self::OutOfRange { what, value, low, high } => {
                let [value, low, high] = [value, low, high].map(|number| trimmed(*number, 6));
                write!(f, "{what} is {value}, not from {low} to {high}")
            }
            Self::TooMany { what, count, most } => {
                write!(f, "{count} {what}: more than the {most} that can be simulated")
            }
            Self::NothingToFail(id) => write!(f, "{id} is nothing that can fail"),
            Self::Refused(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Unsimulable {}

pub(super) fn within(what: &'static str, value: f64, low: f64, high: f64) -> Result<(), Unsimulable> {
    // Not a number is in no range.
    if (low..=high).contains(&value) {
        return Ok(());
    }
    Err(Unsimulable::OutOfRange { what: what.into(), value, low, high })
}

pub(super) fn at_most(what: &'static str, count: usize, most: usize) -> Result<(), Unsimulable> {
    if count > most { Err(Unsimulable::TooMany { what: what.into(), count, most }) } else { Ok(()) }
}
