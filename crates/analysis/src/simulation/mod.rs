//! A design simulated over time: the same model as everything else, with queues, chance and failures.
//!
//! Every component becomes stations of `linchpin_simulation`. Its *intake* holds a request from arrival to
//! answer, in one of its slots; messages have an intake of their own, where they wait while nobody can work on
//! them. Its *work* is done at servers as section "Latency" of the documentation has them: m servers an instance,
//! m the number of requests its tightest ceiling lets it work on at once, each taken for as long as makes the
//! ceiling. Instances have queues of their own, those that work off messages, scale or are many share one.
//!
//! What is called with which probability comes from the same [`crate::load`] flows as everything else, worked
//! out anew for every moment at which something fails, returns, or has been taken over for: so requests fail
//! exactly when the structure function says they do, and what overload does comes on top.
//!
//! Each member of a pool, and each way a request is passed on, is called as its own connection says: its timeout, its
//! retries, its breaker. What is tried again stays in its pool, and where a breaker is open another member is asked.
//! Where no member serves, the call fails as the first of them says.
//!
//! In reading order: `experiment` says what is asked, `stands` turns components into stations, `calls` duties
//! into work that calls on, `timeline` failures into moments, `profile` journeys into rates, `assemble` puts the
//! network together, `run` drives it, and `report` tells.
//!
//! Memory is that of the engine, however long the run: 68 MB at most for what is in flight at the default limit,
//! up to 0.9 MB and usually a tenth of that for the times of each class of a journey, of which there may be 5,000, and
//! 12 bytes for each station and 40 for each class at each of the points of the series.

mod assemble;
mod calls;
mod experiment;
mod profile;
mod report;
mod run;
mod stands;
mod timeline;

pub use experiment::{Experiment, Outage, Unsimulable};
pub use report::{
    ComponentPoint, ComponentRun, Ending, Interval, JourneyPoint, JourneyRun, RequestCounts, SimulationReport,
};
pub use run::{JourneyName, Layout, Moment, SimulationRun, StandNow};
