//! Discrete-event simulation of networks of queues that call each other.
//!
//! A [`Network`] says what there is: stations with servers and queues, what is done there, who calls whom
//! and what happens when a call fails, where requests come from, and when servers fail and return. A
//! [`Simulation`] of it runs in slices, so that whoever drives it can show progress or stop; its
//! [`Report`] has means and percentiles with confidence intervals, series over time, and counts.
//!
//! The same network and [`Settings`] give the same report, bit for bit, natively and in WASM. Requests
//! are conserved, offered = answered + failed + in flight, and Little's law holds for every station:
//! [`Simulation::check`] proves both from the state itself.
//!
//! **Memory** is bounded by [`Settings::most_in_flight`]: at most 340 bytes for each request, message and call
//! in flight, its timers and the room lists grow by included, those of calls answered long ago too (68 MB at the
//! default of 200,000, reached only by a network in collapse). To that come histograms, up to 0.9 MB for each source
//! and usually a tenth of it, and the series, up to 40 bytes for each of its points and each source and station.
//!
//! ```
//! use linchpin_simulation::{Call, Entry, Error, Network, Service, Settings, Simulation, Source, Station};
//!
//! // A server with 16 threads asks a store that does one thing at a time.
//! let station = |servers| Station { waiting_places: Some(100), ..Station::with_servers(servers) };
//! let entry = |station, mean, steps| Entry { steps, ..Entry::new(station, Service::exponential(mean)) };
//! let network = Network {
//!     stations: vec![station(16), station(1)],
//!     entries: vec![entry(0, 0.02, vec![vec![Call::synchronous(1)]]), entry(1, 0.005, Vec::new())],
//!     sources: vec![Source::steady(100.0, 0)],
//!     ..Network::default()
//! };
//! let mut simulation = Simulation::new(&network, Settings::default())?;
//! while simulation.advance(100_000).end.is_none() { /* show progress, or stop */ }
//! let report = simulation.report();
//! assert!(report.sources[0].counts.are_conserved());
//! assert!(report.sources[0].p99.is_some());
//! # Ok::<(), Error>(())
//! ```
//!
//! In reading order: [`network`] describes, `check` refuses nonsense, `compiled` flattens, `engine` runs,
//! `measure` collects, `report` tells.

mod check;
mod compiled;
mod engine;
mod error;
mod events;
mod measure;
pub mod network;
mod random;
mod report;
mod settings;
mod slab;

pub use engine::{End, Progress, Simulation, StationNow};
pub use error::Error;
pub use events::EventQueue;
pub use network::{
    Backoff, Breaker, Call, Change, Entry, Family, Interaction, Network, Policy, Rate, Reroute, Route, Scaler, Service,
    Source, Station, Target,
};
pub use random::Random;
pub use report::{Counts, Estimate, Failures, Point, Report, SourceReport, StationPoint, StationReport};
pub use settings::Settings;
