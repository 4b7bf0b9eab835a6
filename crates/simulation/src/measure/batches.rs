//! Responses in batches of time, for means and quantiles with confidence intervals.

use super::histogram::Histogram;
use super::student::t_975;
use crate::report::Estimate;

/// Number of batches the time after the warm-up is cut into.
const BATCHES: usize = 32;

/// Batches are also taken together by twos and fours; the widest interval counts.
const GROUPINGS: [usize; 3] = [1, 2, 4];

/// Response times of one source, by the batch in which they were answered.
#[derive(Clone, Debug)]
pub struct Batches {
    start: f64,
    per_time: f64,
    batches: Vec<Batch>,
}

#[derive(Clone, Debug, Default)]
struct Batch {
    sum: f64,
    histogram: Histogram,
}

impl Batch {
    fn add(&mut self, other: &Self) {
        self.sum += other.sum;
        self.histogram.add(&other.histogram);
    }

    fn mean(&self) -> Option<f64> {
        let count = self.histogram.total();
        (count > 0).then(|| self.sum / count as f64)
    }
}

impl Batches {
    /// Batches of equal length from `start` to `end`.
    pub fn new(start: f64, end: f64) -> Self {
        Self { start, per_time: BATCHES as f64 / (end - start), batches: vec![Batch::default(); BATCHES] }
    }

    /// Records a response given at `now`; nothing before the start.
    #[inline]
    pub fn record(&mut self, now: f64, response: f64) {
        if now < self.start {
            return;
        }
        let batch = ((now - self.start) * self.per_time) as usize;
        let batch = &mut self.batches[batch.min(BATCHES - 1)];
        batch.sum += response;
        batch.histogram.record(response);
    }

    /// Number of responses.
    pub fn count(&self) -> u64 {
        self.batches.iter().map(|batch| batch.histogram.total()).sum()
    }

    /// The mean response time.
    pub fn mean(&self) -> Option<Estimate> {
        self.estimate(Batch::mean)
    }

    /// Below which a share of `level` of the response times lies.
    pub fn quantile(&self, level: f64) -> Option<Estimate> {
        self.estimate(|batch| batch.histogram.quantile(level))
    }

    /// The statistic of all responses, with an interval from how it varies between batches: batch means, and
    /// for quantiles sectioning (S. Asmussen and P. Glynn, Stochastic Simulation, 2007, chapters III.5 and IV.5).
    ///
    /// Neighbouring batches are correlated, which makes intervals too narrow; longer batches less so. The widest
    /// of the intervals is given. Measured on M/M/1 and M/M/4 at 60 to 80 % utilisation over 500 seeds, 96 to 98 % of
    /// the intervals of the mean hold it, and 93 to 97 % of those of the p99, with 120,000 responses; with half
    /// as many, and 80 % utilisation, 91 % of those of the p99.
    fn estimate(&self, statistic: impl Fn(&Batch) -> Option<f64>) -> Option<Estimate> {
        let value = statistic(&together(&self.batches))?;
        let half = |grouping: &usize| {
            let groups: Vec<f64> =
                self.batches.chunks(*grouping).filter_map(|group| statistic(&together(group))).collect();
            half_width(&groups)
        };
        let half = GROUPINGS.iter().map(half).fold(0.0, f64::max);
        Some(Estimate { value, low: (value - half).max(0.0), high: value + half })
    }
}

fn together(batches: &[Batch]) -> Batch {
    let mut sum = Batch::default();
    batches.iter().for_each(|batch| sum.add(batch));
    sum
}

/// Half the width of the 95 % interval for the mean of these values.
fn half_width(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    if values.len() < 2 {
        return f64::INFINITY;
    }
    t_975(values.len() - 1) * libm::sqrt(squares / (count * (count - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_by_hand() {
        // Mean 3, variance 2.5, five values: 3 +- 2.776 sqrt(2.5 / 5).
        assert!((half_width(&[1.0, 2.0, 3.0, 4.0, 5.0]) - 2.776 * 0.5f64.sqrt()).abs() < 1e-12);
        assert_eq!(half_width(&[1.0]), f64::INFINITY);
    }

    #[test]
    fn the_warm_up_does_not_count() {
        let mut batches = Batches::new(10.0, 20.0);
        batches.record(9.0, 100.0);
        assert_eq!((batches.count(), batches.mean()), (0, None));
        for i in 0..100 {
            batches.record(10.0 + f64::from(i) / 10.0, 2.0);
        }
        let mean = batches.mean().unwrap();
        assert_eq!((batches.count(), mean.value, mean.low, mean.high), (100, 2.0, 2.0, 2.0));
    }
}
