//! Arrivals at random: a Poisson process whose rate changes at stated times.

use super::Random;
use crate::network::Rate;

/// The arrivals of one source.
#[derive(Clone, Debug)]
pub struct Arrivals {
    rates: Vec<Rate>,
    /// Which rate holds at the last arrival.
    piece: usize,
    random: Random,
}

impl Arrivals {
    /// Arrivals at these checked rates.
    pub fn new(rates: &[Rate], random: Random) -> Self {
        Self { rates: rates.to_vec(), piece: 0, random }
    }

    /// The next arrival after `now`; infinity if there is none.
    ///
    /// Exact, not step by step: an exponential amount of expected arrivals is spent at each rate in turn.
    #[inline]
    pub fn next_after(&mut self, now: f64) -> f64 {
        let mut left = self.random.exponential();
        let mut from = now;
        loop {
            let rate = self.rates[self.piece].rate;
            let end = self.rates.get(self.piece + 1).map_or(f64::INFINITY, |next| next.from);
            if rate > 0.0 && from + left / rate <= end {
                return from + left / rate;
            }
            if end == f64::INFINITY {
                return end;
            }
            left = (left - rate * (end - from)).max(0.0);
            from = end;
            self.piece += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rate_holds_in_its_time() {
        let rates = [(0.0, 100.0), (10.0, 0.0), (20.0, 400.0), (30.0, 0.0)].map(|(from, rate)| Rate { from, rate });
        let mut arrivals = Arrivals::new(&rates, Random::new(1, 0));
        let mut counts = [0u32; 5];
        let mut now = 0.0;
        loop {
            now = arrivals.next_after(now);
            if now == f64::INFINITY {
                break;
            }
            counts[(now / 10.0) as usize] += 1;
        }
        // Four standard deviations around 1,000 and 4,000.
        assert!(counts[0].abs_diff(1_000) < 127 && counts[2].abs_diff(4_000) < 253, "{counts:?}");
        assert_eq!((counts[1], counts[3]), (0, 0));
    }
}
