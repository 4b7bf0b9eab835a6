//! Queueing theory: closed forms and exact algorithms, usable by themselves.
//!
//! | model | what it is | where |
//! | --- | --- | --- |
//! | Erlang B and C | share lost, share that waits | [`erlang_b`], [`erlang_c`] |
//! | M/M/1, M/M/c | one or many servers, unbounded queue | [`Mm1`], [`Mmc`] |
//! | M/M/c/K | bounded queue | [`Mmck`] |
//! | M/G/1 | any service time, one server | [`Mg1`] |
//! | G/G/c | any variability: an **approximation** | [`Ggc`] |
//! | open Jackson networks | jobs come, visit stations, and leave | [`OpenNetwork`] |
//! | closed networks, one or several classes | jobs go round for ever | [`ClosedNetwork`] |
//! | bounds on closed networks | without solving | [`asymptotic`], [`balanced_job`] |
//!
//! Units are the caller's: rates are per one unit of time, times in that unit. Every input is checked
//! and every failure is an [`Error`]; a system without a steady state is refused, never given a finite
//! number. Sizes are bounded, so that nothing hangs. Same input, same output, bit for bit, natively and
//! in WASM.
//!
//! ```
//! use linchpin_queueing::{Error, Mmc};
//!
//! // 9 jobs a second, 5 a second for each of two servers.
//! let station = Mmc::new(9.0, 5.0, 2)?;
//! assert!((station.mean_response() - 1.052_632).abs() < 1e-6);
//! assert!(station.response_quantile(0.99)? > station.mean_response());
//! assert_eq!(Mmc::new(12.0, 5.0, 2), Err(Error::Unstable { utilisation: 1.2 }));
//! # Ok::<(), Error>(())
//! ```

mod bounds;
mod closed;
mod erlang;
mod error;
mod ggc;
mod mg1;
mod mm1;
mod mmc;
mod mmck;
mod numeric;
mod open;
mod station;

pub use bounds::{Bounds, asymptotic, balanced_job, optimal_population};
pub use closed::{ClosedMetrics, ClosedNetwork, ClosedStation, ClosedStationMetrics, MOST_CELLS, MOST_PAIRS};
pub use erlang::{MOST_SERVERS, erlang_b, erlang_c};
pub use error::{Error, LARGEST, SMALLEST};
pub use ggc::Ggc;
pub use mg1::Mg1;
pub use mm1::Mm1;
pub use mmc::Mmc;
pub use mmck::{LARGEST_ROOM, Mmck};
pub use open::{MOST_STATIONS, OpenMetrics, OpenNetwork};
pub use station::{Demand, Servers, Station, StationMetrics};
