//! Distributions of times, and what becomes of them along a path.

use super::gamma;
use super::grid::{Grid, POINTS, REACH, Shares};

/// So much of a distribution may be moved together at its lower end, and at its upper.
const LOWEST_SHARE: f64 = 2e-4;
const HIGHEST_SHARE: f64 = 1e-8;
/// Below this standard deviation over mean the grid is too coarse to read tails from. What is that narrow
/// is a sum of many or near constant, and has one hump.
const NARROW: f64 = 0.3;
/// Below this one sums of rounding have blurred the skewness, and that of a gamma distribution is taken.
const VERY_NARROW: f64 = 0.08;
/// Variations below this are none.
const LEAST_VARIATION: f64 = 0.02;
/// More calls than a design can say.
const MOST_TIMES: f64 = 1e6;
/// Into how many parts the space between two points is split to read a shape onto the grid.
const PARTS: usize = 4;

/// A distribution of milliseconds. All of them take `least`; what some take on top of it lies on the grid.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Distribution {
    least: f64,
    /// The share that takes no more than that.
    none: f64,
    /// The point of the first of `shares`; at least 1.
    first: usize,
    shares: Vec<f64>,
}

impl Distribution {
    /// Always the same time.
    pub(super) fn constant(time: f64) -> Self {
        Self { least: time, none: 1.0, first: 1, shares: Vec::new() }
    }

    /// The same, and this constant time on top.
    pub(super) fn and(mut self, time: f64) -> Self {
        self.least += time;
        self
    }

    fn end(&self) -> usize {
        self.first + self.shares.len()
    }
}

/// Shares by point while they are being added up.
struct Heap {
    none: f64,
    shares: Vec<f64>,
}

impl Heap {
    fn new() -> Self {
        Self { none: 0.0, shares: vec![0.0; POINTS + REACH + 1] }
    }

    /// Adds what lies between a point, at least 1, and the next.
    fn deal(&mut self, below: usize, shares: Shares, weight: f64) {
        let around = &mut self.shares[below - 1..below + 3];
        around.iter_mut().zip(shares).for_each(|(heap, share)| *heap += share * weight);
    }

    /// What lies in the heap, without the thin ends.
    fn settle(mut self, least: f64) -> Distribution {
        let beyond: f64 = self.shares.drain(POINTS..).sum();
        self.shares[POINTS - 1] += beyond;
        self.none += self.shares[0];
        let mut sum = 0.0;
        let mut start = 1;
        while start < POINTS && sum + self.shares[start].abs() <= LOWEST_SHARE {
            sum += self.shares[start].abs();
            start += 1;
        }
        let mut end = POINTS;
        sum = 0.0;
        while end > start && sum + self.shares[end - 1].abs() <= HIGHEST_SHARE {
            sum += self.shares[end - 1].abs();
            end -= 1;
        }
        let (low, high): (f64, f64) = (self.shares[1..start].iter().sum(), self.shares[end..].iter().sum());
        let mut shares = self.shares[start..end].to_vec();
        match shares.as_mut_slice() {
            [] => self.none += low + high,
            [only] => *only += low + high,
            [lowest, .., highest] => {
                *lowest += low;
                *highest += high;
            }
        }
        Distribution { least, none: self.none, first: start, shares }
    }
}

impl Grid {
    /// A gamma distribution of mean 1 ms with this standard deviation over mean: exponential for 1.
    pub(super) fn shape(&self, variation: f64) -> Distribution {
        if variation < LEAST_VARIATION {
            return Distribution::constant(1.0);
        }
        let shape = (variation * variation).recip();
        let below = |multiple: f64| {
            if variation == 1.0 { -libm::expm1(-multiple) } else { gamma::below(shape, multiple) }
        };
        let unit = self.below(1.0);
        let step = self.time(1) / self.time(0);
        let mut heap = Heap::new();
        let mut edge = self.time(1);
        let mut passed = below(edge);
        heap.none = passed;
        for point in 1..POINTS - 1 {
            for part in 1..=PARTS {
                let next = self.time(point) * libm::pow(step, part as f64 / PARTS as f64);
                let next_passed = below(next);
                let middle = (edge + next) / 2.0;
                heap.deal(point, self.shares(middle / self.time(point)), next_passed - passed);
                (edge, passed) = (next, next_passed);
            }
            if point > unit && 1.0 - passed < HIGHEST_SHARE {
                break;
            }
        }
        heap.settle(0.0)
    }

    /// The same shape with all times this multiple of what they were.
    pub(super) fn stretched(&self, shape: &Distribution, multiple: f64) -> Distribution {
        if multiple <= 0.0 || shape.shares.is_empty() {
            return Distribution::constant(shape.least * multiple.max(0.0));
        }
        let dealt = self.dealt(multiple);
        let mut heap = Heap::new();
        heap.none = shape.none;
        for (offset, share) in shape.shares.iter().enumerate() {
            let point = (shape.first + offset) as i64 + i64::from(dealt.up);
            let below = point.clamp(0, POINTS as i64) as usize;
            if below == 0 { heap.none += share } else { heap.deal(below, dealt.shares, *share) }
        }
        heap.settle(shape.least * multiple)
    }

    /// Both one after the other, of times that do not depend on each other.
    pub(super) fn sum(&self, a: &Distribution, b: &Distribution) -> Distribution {
        let least = a.least + b.least;
        if a.shares.is_empty() || b.shares.is_empty() {
            let other = if a.shares.is_empty() { b } else { a };
            return Distribution { least, ..other.clone() };
        }
        let mut heap = Heap::new();
        heap.none = a.none * b.none;
        for (one, none) in [(a, b.none), (b, a.none)] {
            let heap = &mut heap.shares[one.first..one.end()];
            heap.iter_mut().zip(&one.shares).for_each(|(heap, share)| *heap += share * none);
        }
        self.convolve((a.first, &a.shares), (b.first, &b.shares), &mut heap.shares);
        heap.settle(least)
    }

    /// So many of the same, one after the other; of a number that is not whole, one more in some cases.
    pub(super) fn repeated(&self, of: &Distribution, times: f64) -> Distribution {
        let nothing = Distribution::constant(0.0);
        let mut left = times.clamp(0.0, MOST_TIMES) as u64;
        let one_more = times.clamp(0.0, MOST_TIMES) - left as f64;
        let mut sum = self.mixture(&[(one_more, of), (1.0 - one_more, &nothing)]);
        let mut power = of.clone();
        while left > 0 {
            if left % 2 == 1 {
                sum = self.sum(&sum, &power);
            }
            left /= 2;
            if left > 0 {
                power = self.sum(&power, &power);
            }
        }
        sum
    }

    /// One of several, with these probabilities, which add up to 1.
    pub(super) fn mixture(&self, parts: &[(f64, &Distribution)]) -> Distribution {
        if let [(_, only)] = parts {
            return (*only).clone();
        }
        let parts = || parts.iter().filter(|(weight, _)| *weight > 0.0);
        let least = parts().fold(f64::INFINITY, |least, (_, part)| least.min(part.least));
        if least == f64::INFINITY {
            return Distribution::constant(0.0);
        }
        let mut heap = Heap::new();
        parts().for_each(|(weight, part)| self.pour(part, part.least - least, *weight, &mut heap));
        heap.settle(least)
    }

    /// Adds a distribution whose least time is so much longer than that of the heap. Where it is shorter,
    /// what lies below the least of the heap counts as that.
    fn pour(&self, part: &Distribution, longer: f64, weight: f64, heap: &mut Heap) {
        if longer.abs() <= self.time(0) {
            heap.none += weight * part.none;
            let heap = &mut heap.shares[part.first..part.end()];
            heap.iter_mut().zip(&part.shares).for_each(|(heap, share)| *heap += share * weight);
            return;
        }
        let none = std::iter::once((0.0, part.none));
        let shares = self.times(part.first..part.end()).iter().copied().zip(part.shares.iter().copied());
        for (time, share) in none.chain(shares).filter(|(_, share)| *share != 0.0) {
            if time + longer < self.time(1) {
                heap.none += weight * share;
            } else {
                let below = self.below(time + longer).max(1);
                heap.deal(below, self.shares((time + longer) / self.time(below)), weight * share);
            }
        }
    }

    /// The slowest of several that start at once, each of them taken so many times: the product of the
    /// distribution functions.
    pub(super) fn slowest(&self, parts: &[(f64, &Distribution)]) -> Distribution {
        let least = parts.iter().fold(0.0, |least: f64, (_, part)| least.max(part.least));
        let mut passed = vec![1.0; POINTS];
        for (times, part) in parts {
            let mut heap = Heap::new();
            self.pour(part, part.least - least, 1.0, &mut heap);
            let mut sum = heap.none + heap.shares[0];
            passed[0] *= libm::pow(sum.clamp(0.0, 1.0), *times);
            for (passed, share) in passed.iter_mut().zip(&heap.shares).skip(1) {
                sum += share;
                *passed *= libm::pow(sum.clamp(0.0, 1.0), *times);
            }
        }
        let mut heap = Heap::new();
        heap.none = passed[0];
        let steps = passed.windows(2).map(|passed| passed[1] - passed[0]);
        heap.shares[1..].iter_mut().zip(steps).for_each(|(share, step)| *share = step);
        // What rounding and the end of the grid left out.
        heap.shares[POINTS - 1] += 1.0 - passed[POINTS - 1];
        heap.settle(least)
    }

    /// The mean.
    pub(super) fn mean(&self, of: &Distribution) -> f64 {
        of.least + self.moment(of, |time| time)
    }

    fn moment(&self, of: &Distribution, power: impl Fn(f64) -> f64) -> f64 {
        of.shares.iter().zip(self.times(of.first..of.end())).fold(0.0, |sum, (share, time)| sum + share * power(*time))
    }

    /// The time within which the share of the level lies.
    pub(super) fn quantile(&self, of: &Distribution, level: Level) -> f64 {
        let mean = self.moment(of, |time| time);
        let variance = self.moment(of, |time| (time - mean) * (time - mean)) + of.none * mean * mean;
        if variance < NARROW * NARROW * mean * mean {
            of.least + self.narrow_quantile(of, level, mean, libm::sqrt(variance.max(0.0)))
        } else {
            of.least + self.broad_quantile(of, level)
        }
    }

    /// As if it were a gamma distribution of the same mean, deviation and skewness, moved as need be
    /// (Pearson's type III), by the approximation of Wilson and Hilferty.
    fn narrow_quantile(&self, of: &Distribution, level: Level, mean: f64, deviation: f64) -> f64 {
        if deviation <= 0.0 {
            return mean;
        }
        let cube = |x: f64| x * x * x;
        let third = self.moment(of, |time| cube(time - mean)) - of.none * cube(mean);
        let very_narrow = deviation < VERY_NARROW * mean;
        let skewness = if very_narrow { 2.0 * deviation / mean } else { third / cube(deviation) };
        let sixth = skewness.clamp(1e-3, 1.0) / 6.0;
        mean + deviation * (cube((level.deviate - sixth) * sixth + 1.0) - 1.0) / (3.0 * sixth)
    }

    fn broad_quantile(&self, of: &Distribution, level: Level) -> f64 {
        let remaining = 1.0 - level.share;
        let (mut sum, mut left, mut edge) = (of.none, 1.0 - of.none, 0.0);
        if left <= remaining {
            return 0.0;
        }
        for (offset, share) in of.shares.iter().enumerate() {
            sum += share;
            let next = of.shares.get(offset + 1).copied().unwrap_or(0.0);
            let (next_edge, passed) = self.passed(of.first + offset, sum, *share, next);
            let next_left = (1.0 - passed).min(left);
            if next_left <= remaining {
                return edge + (next_edge - edge) * part_of_fall(left, next_left, remaining);
            }
            (left, edge) = (next_left, next_edge);
        }
        edge
    }
}

/// How far along it is when what is left has fallen to `to`; tails fall exponentially between two points.
fn part_of_fall(from: f64, end: f64, to: f64) -> f64 {
    let part = if end > 0.0 { libm::log(from / to) / libm::log(from / end) } else { (from - to) / (from - end) };
    if part.is_finite() { part.clamp(0.0, 1.0) } else { 1.0 }
}

/// A share of all times, and how many standard deviations above the mean a normal distribution has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    share: f64,
    deviate: f64,
}

impl Level {
    pub(super) const P50: Self = Self { share: 0.5, deviate: 0.0 };
    pub(super) const P95: Self = Self { share: 0.95, deviate: 1.644_853_626_951_472_2 };
    pub(super) const P99: Self = Self { share: 0.99, deviate: 2.326_347_874_040_840_8 };
    pub(super) const P999: Self = Self { share: 0.999, deviate: 3.090_232_306_167_813 };
}
