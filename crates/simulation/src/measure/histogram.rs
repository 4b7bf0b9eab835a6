//! A histogram with logarithmic buckets.

/// Bits of the mantissa that tell buckets apart: 64 buckets from a power of two to the next.
const BITS: u32 = 6;

/// Counts of positive numbers, each within 1/64 of its value.
///
/// A bucket is the exponent and the first six bits of the mantissa, so buckets are at most 1.6 % wide, and
/// quantiles are interpolated within them: on a smooth distribution they are off by far less. Only the
/// range of buckets in use has memory: 4 bytes a bucket, and 256 bytes for each doubling between the least
/// and the greatest number.
#[derive(Clone, Debug, Default)]
pub struct Histogram {
    /// Bucket of the first count.
    first: u64,
    counts: Vec<u32>,
    total: u64,
}

impl Histogram {
    /// Counts a number, 0 or more.
    #[inline]
    pub fn record(&mut self, value: f64) {
        let bucket = bucket_of(value);
        self.total += 1;
        match self.counts.get_mut(bucket.wrapping_sub(self.first) as usize) {
            Some(count) => *count = count.saturating_add(1),
            None => self.widen(bucket),
        }
    }

    /// Makes room for a bucket and counts it once.
    #[cold]
    fn widen(&mut self, bucket: u64) {
        if self.counts.is_empty() {
            self.first = bucket;
        }
        if bucket < self.first {
            let missing = (self.first - bucket) as usize;
            self.counts.splice(0..0, std::iter::repeat_n(0, missing));
            self.first = bucket;
        }
        let at = (bucket - self.first) as usize;
        self.counts.resize(self.counts.len().max(at + 1), 0);
        self.counts[at] += 1;
    }

    /// Adds the counts of another histogram.
    pub fn add(&mut self, other: &Self) {
        for (i, count) in other.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let bucket = other.first + i as u64;
            if bucket.wrapping_sub(self.first) as usize >= self.counts.len() {
                self.widen(bucket);
                self.counts[(bucket - self.first) as usize] -= 1;
            }
            let count_here = &mut self.counts[(bucket - self.first) as usize];
            *count_here = count_here.saturating_add(*count);
        }
        self.total += other.total;
    }

    /// Forgets all counts, and keeps the memory.
    pub fn clear(&mut self) {
        self.counts.fill(0);
        self.total = 0;
    }

    /// How many numbers were counted.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The number below which a share of `level` lies, interpolated within its bucket; None if empty.
    pub fn quantile(&self, level: f64) -> Option<f64> {
        let rank = level * self.total as f64;
        let mut below = 0.0;
        for (i, count) in self.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let count = f64::from(*count);
            if below + count >= rank {
                let (low, high) = (lower_end(self.first + i as u64), lower_end(self.first + i as u64 + 1));
                return Some(low + (high - low) * ((rank - below) / count).clamp(0.0, 1.0));
            }
            below += count;
        }
        None
    }
}

/// Numbers below this are counted as this: 2^-60, a billionth of a billionth.
const LEAST: f64 = 8.673_617_379_884_035e-19;

#[inline]
fn bucket_of(value: f64) -> u64 {
    value.max(LEAST).to_bits() >> (52 - BITS)
}

fn lower_end(bucket: u64) -> f64 {
    f64::from_bits(bucket << (52 - BITS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_the_numbers() {
        let mut histogram = Histogram::default();
        let mut other = Histogram::default();
        for i in 1..=100_000u32 {
            if i % 3 == 0 { histogram.record(f64::from(i)) } else { other.record(f64::from(i)) }
        }
        histogram.add(&other);
        assert_eq!(histogram.total(), 100_000);
        for level in [0.001, 0.01, 0.5, 0.9, 0.99, 0.999] {
            let found = histogram.quantile(level).unwrap();
            assert!((found / (level * 100_000.0) - 1.0).abs() <= 1.0 / 64.0, "{level}: {found}");
            // Within a bucket that is full, interpolation does far better.
            assert!(
                !(0.1..=0.99).contains(&level) || (found / (level * 100_000.0) - 1.0).abs() < 2e-4,
                "{level}: {found}"
            );
        }
    }

    #[test]
    fn a_single_number_is_within_one_part_in_sixty_four() {
        for value in [1e-9, 0.003, 1.0, 1.999, 123_456.0, 1e12] {
            let mut histogram = Histogram::default();
            histogram.record(value);
            let found = histogram.quantile(0.5).unwrap();
            assert!((found / value - 1.0).abs() <= 1.0 / 64.0, "{value}: {found}");
        }
    }

    #[test]
    fn nothing_and_zero() {
        let mut histogram = Histogram::default();
        assert_eq!(histogram.quantile(0.5), None);
        histogram.record(0.0);
        assert!(histogram.quantile(0.5).unwrap() < 1e-17);
        histogram.clear();
        assert_eq!((histogram.total(), histogram.quantile(0.5)), (0, None));
    }
}
