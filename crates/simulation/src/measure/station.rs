//! Time averages of a station.

/// Areas under the numbers of jobs waiting and served, and the times of those that left.
#[derive(Clone, Copy, Debug, Default)]
pub struct StationMeter {
    /// Up to when the areas are counted.
    last: f64,
    /// Integral of the number waiting.
    pub waiting_area: f64,
    /// Integral of the number being served, or holding a server.
    pub serving_area: f64,
    /// Sum of the times of all jobs that left, from arrival on.
    pub left_time: f64,
    /// Jobs that left.
    pub left: u64,
    /// Jobs that left with their work done.
    pub completed: u64,
    /// Jobs that found no place, or no working server.
    pub refused: u64,
    /// Jobs that lost their server to a failure.
    pub interrupted: u64,
}

impl StationMeter {
    /// Counts the areas up to `now`, during which these numbers held.
    #[inline]
    pub fn advance(&mut self, now: f64, waiting: u32, serving: u32) {
        let time = now - self.last;
        self.waiting_area += time * f64::from(waiting);
        self.serving_area += time * f64::from(serving);
        self.last = now;
    }
}
