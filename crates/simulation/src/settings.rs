//! How long and how exactly a network is simulated.

/// Settings of one run. All times are in the unit the network uses, say seconds.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Where chance starts: the same seed gives the same run.
    pub seed: u64,
    /// Simulated time at which the run ends; above 0.
    pub duration: f64,
    /// Simulated time from which on responses count for means and percentiles, so that the empty system at the
    /// start does not flatter them; less than `duration`. Counts and series start at 0.
    pub warm_up: f64,
    /// Points of the series over time, 1 to 10,000.
    pub points: u32,
    /// The run ends early when more requests, messages and calls than this are in flight: a network that
    /// is overloaded would need endless memory. Up to 10 million.
    pub most_in_flight: u32,
    /// The run ends early after this many events: absurd rates would need endless time.
    pub most_events: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 1,
            duration: 600.0,
            warm_up: 60.0,
            points: 240,
            most_in_flight: 200_000,
            most_events: 2_000_000_000,
        }
    }
}
