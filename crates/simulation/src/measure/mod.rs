//! What is collected while a simulation runs.

mod batches;
mod histogram;
mod series;
mod station;
mod student;

pub use batches::Batches;
pub use series::Series;
pub use station::StationMeter;
