//! Chance, from a seed.

mod arrivals;
mod generator;
mod sampler;

pub use arrivals::Arrivals;
pub use generator::Random;
pub use sampler::Sampler;
