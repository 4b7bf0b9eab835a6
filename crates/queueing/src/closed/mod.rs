//! Closed networks: a fixed number of jobs of each class goes round for ever.
//!
//! In reading order: [`network`](ClosedNetwork) is asked, `lattice` numbers the populations, `mean_value`
//! solves single servers and delays, `convolution` adds stations with several servers.

mod convolution;
mod lattice;
mod mean_value;
mod network;

pub use convolution::MOST_PAIRS;
pub use network::{ClosedMetrics, ClosedNetwork, ClosedStation, ClosedStationMetrics, MOST_CELLS};
