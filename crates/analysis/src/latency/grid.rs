//! The fixed logarithmic grid that distributions of times lie on.
//!
//! What falls between two points is dealt out to them and to the next on either side, so that total,
//! mean, variance and skewness stay what they are (Lagrange interpolation of the third degree). That is
//! why errors do not add up along a path: what a coarser rule would smear at every step is a few percent
//! after twenty. A share may come out slightly negative; sums of shares are what is read.

use std::ops::Range;

/// Points a decade. Between two of them lie 12 %.
const PER_DECADE: usize = 20;
/// Milliseconds of the first point: what is shorter is nothing.
const SHORTEST: f64 = 1e-6;
/// Up to three thousand years: what is longer counts as that.
const DECADES: usize = 20;
/// How many points there are.
pub(super) const POINTS: usize = PER_DECADE * DECADES + 1;
/// From so many points apart on, the sum of two times lies within a point of the longer.
const FAR: usize = 19;
/// The sum of two equal times lies this many points above them, and the dealing reaches two further.
pub(super) const REACH: usize = 8;

/// What the points around a time get of it: the one before the one below, the one below, the one above
/// and the one after that.
pub(super) type Shares = [f64; 4];

/// Shares as polynomials of the third degree, lowest power first.
type Cubics = [[f64; 4]; 4];

/// Where a time goes: the point below it is so many above the one it is told from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dealt {
    pub(super) up: i32,
    pub(super) shares: Shares,
}

/// The points and what is worth computing once.
#[derive(Debug)]
pub(super) struct Grid {
    times: Vec<f64>,
    ratio: f64,
    /// Shares by how far a time lies beyond the point below it, as a multiple of that.
    cubics: Cubics,
    /// Where the sum of two times goes, told from the longer one, by how many points they lie apart.
    sums: Vec<Dealt>,
    /// What is dealt to a point and all before it is, on average, what lies below this multiple of it ...
    edge: f64,
    /// ... but for this share of the difference between the point and its successor.
    bend: f64,
}

impl Grid {
    pub(super) fn new() -> Self {
        let ratio = libm::pow(10.0, 1.0 / PER_DECADE as f64);
        let time = |point: usize| SHORTEST * libm::pow(10.0, point as f64 / PER_DECADE as f64);
        let (times, cubics) = ((0..POINTS).map(time).collect(), cubics(ratio));
        let mut grid = Self { times, ratio, cubics, sums: Vec::new(), edge: 0.0, bend: 0.0 };
        grid.sums = (0..FAR).map(|apart| grid.dealt(1.0 + libm::pow(ratio, -(apart as f64)))).collect();
        (grid.edge, grid.bend) = grid.edge();
        grid
    }

    /// Milliseconds of a point.
    pub(super) fn time(&self, point: usize) -> f64 {
        self.times[point]
    }

    /// Milliseconds of these points.
    pub(super) fn times(&self, points: Range<usize>) -> &[f64] {
        &self.times[points]
    }

    /// The point below a time, which is positive, or at it.
    pub(super) fn below(&self, time: f64) -> usize {
        let place = libm::floor(libm::log10(time / SHORTEST) * PER_DECADE as f64);
        place.clamp(0.0, (POINTS - 1) as f64) as usize
    }

    /// Where this multiple of any point goes.
    pub(super) fn dealt(&self, multiple: f64) -> Dealt {
        let up = libm::floor(libm::log10(multiple) * PER_DECADE as f64);
        Dealt { up: up as i32, shares: self.shares(multiple * libm::pow(10.0, -up / PER_DECADE as f64)) }
    }

    /// The shares of a time that is this multiple of the point below it.
    pub(super) fn shares(&self, multiple: f64) -> Shares {
        let beyond = multiple - 1.0;
        self.cubics.map(|[a, b, c, d]| a + beyond * (b + beyond * (c + beyond * d)))
    }

    /// [`Grid::edge`] and [`Grid::bend`]: mean and variance of the step that a sum of shares is smeared to.
    ///
    /// With K(x) the part of what lies at x that goes to the point at 1 or one before, sums are F smeared
    /// with the density -K', whose mean is the integral of K and whose second moment that of 2 x K; between
    /// points both are polynomials, of the third and fourth degree.
    fn edge(&self) -> (f64, f64) {
        let ratio = self.ratio;
        let part = |x: f64| match x {
            x if x < ratio.recip() => 1.0,
            x if x < 1.0 => 1.0 - self.shares(x * ratio)[3],
            x if x < ratio => self.shares(x)[0] + self.shares(x)[1],
            x => self.shares(x / ratio)[0],
        };
        let ends = [0.0, ratio.recip(), 1.0, ratio, ratio * ratio];
        let whole = |of: &dyn Fn(f64) -> f64| ends.windows(2).map(|ends| integral(ends[0], ends[1], of)).sum::<f64>();
        let (mean, square) = (whole(&part), whole(&|x| 2.0 * x * part(x)));
        let steps = (1.0 - ratio.recip()) * (ratio - 1.0);
        (mean, (mean * mean - square) / (2.0 * mean * steps))
    }

    /// A time, and the value of the distribution function there, from the sum of the shares up to a point,
    /// its own and that of its successor.
    pub(super) fn passed(&self, point: usize, sum: f64, own: f64, next: f64) -> (f64, f64) {
        (self.times[point] * self.edge, sum + self.bend * (next / self.ratio - own))
    }

    /// Convolves two lists of shares and adds what comes out to `sum`, a list over all points with
    /// [`REACH`] more. A list is the number of its first point, at least 1, and its shares.
    pub(super) fn convolve(&self, a: (usize, &[f64]), b: (usize, &[f64]), sum: &mut [f64]) {
        for (apart, dealt) in self.sums.iter().enumerate() {
            add_pairs(a, b, apart, *dealt, sum);
            if apart > 0 {
                add_pairs(b, a, apart, *dealt, sum);
            }
        }
        self.add_far(a, b, sum);
        self.add_far(b, a, sum);
    }

    /// Adds the pairs of which the first lies far above the second. Shares are polynomials of the shorter
    /// time, so that no more than its moments counts.
    fn add_far(&self, a: (usize, &[f64]), b: (usize, &[f64]), sum: &mut [f64]) {
        let mut moments = [0.0; 4];
        let mut shorter = 0;
        for point in a.0.max(b.0 + FAR)..a.0 + a.1.len() {
            while shorter < b.1.len() && b.0 + shorter + FAR <= point {
                let mut moment = b.1[shorter];
                for sum in &mut moments {
                    *sum += moment;
                    moment *= self.times[b.0 + shorter];
                }
                shorter += 1;
            }
            let scale = self.times[point].recip();
            let [zeroth, first, second, third] = moments;
            let relative = [zeroth, first * scale, second * scale * scale, third * scale * scale * scale];
            let around = &mut sum[point - 1..point + 3];
            for (sum, cubic) in around.iter_mut().zip(&self.cubics) {
                let share: f64 = cubic.iter().zip(relative).map(|(factor, moment)| factor * moment).sum();
                *sum += a.1[point - a.0] * share;
            }
        }
    }
}

/// Adds the pairs of which the first lies exactly so many points above the second.
fn add_pairs(a: (usize, &[f64]), b: (usize, &[f64]), apart: usize, dealt: Dealt, sum: &mut [f64]) {
    let start = a.0.max(b.0 + apart);
    let end = (a.0 + a.1.len()).min(b.0 + b.1.len() + apart);
    if start >= end {
        return;
    }
    let longer = &a.1[start - a.0..end - a.0];
    let shorter = &b.1[start - apart - b.0..end - apart - b.0];
    let lowest = start + dealt.up as usize - 1;
    for (place, share) in dealt.shares.into_iter().enumerate() {
        let sums = &mut sum[lowest + place..];
        for ((sum, a), b) in sums.iter_mut().zip(longer).zip(shorter) {
            *sum += share * a * b;
        }
    }
}

/// The basis polynomials of Lagrange for the four points around.
fn cubics(ratio: f64) -> Cubics {
    let points = [ratio.recip() - 1.0, 0.0, ratio - 1.0, ratio * ratio - 1.0];
    [0, 1, 2, 3].map(|own| {
        let [a, b, c] = [1, 2, 3].map(|other| points[(own + other) % 4]);
        let scale = [a, b, c].into_iter().map(|other| points[own] - other).product::<f64>();
        [-a * b * c, a * b + a * c + b * c, -(a + b + c), 1.0].map(|factor| factor / scale)
    })
}

/// The integral of a polynomial up to the fifth degree, by Gauss's rule with three points.
fn integral(from: f64, to: f64, of: &dyn Fn(f64) -> f64) -> f64 {
    let (middle, half) = ((from + to) / 2.0, (to - from) / 2.0);
    let reach = half * libm::sqrt(0.6);
    half / 9.0 * (5.0 * of(middle - reach) + 8.0 * of(middle) + 5.0 * of(middle + reach))
}
