//! A computed number with how far it may lie off.

use linchpin_catalog::Param;
use std::ops::{Add, AddAssign, Mul};

/// What is reckoned with, and the same with every default at the end of its range that makes it least
/// and at the one that makes it most.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Figure {
    pub(crate) value: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Figure {
    /// A number without doubt.
    pub(crate) fn exact(value: f64) -> Self {
        Self { value, low: value, high: value }
    }

    /// The same, but nowhere more than this.
    pub(crate) fn at_most(self, most: f64) -> Self {
        Self { value: self.value.min(most), low: self.low.min(most), high: self.high.min(most) }
    }

    /// The larger one, at either end as well.
    pub(crate) fn max(self, other: Self) -> Self {
        Self { value: self.value.max(other.value), low: self.low.max(other.low), high: self.high.max(other.high) }
    }

    /// How much of so many of these are used; nothing is used of what nobody asks for.
    pub(crate) fn part_of(self, ceiling: Param, count: f64) -> Self {
        let part = |used: f64, ceiling: f64| if used > 0.0 { used / (ceiling * count) } else { 0.0 };
        Self {
            value: part(self.value, ceiling.value),
            low: part(self.low, ceiling.high),
            high: part(self.high, ceiling.low),
        }
    }
}

impl From<Param> for Figure {
    fn from(param: Param) -> Self {
        Self { value: param.value, low: param.low, high: param.high }
    }
}

impl Add for Figure {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self { value: self.value + more.value, low: self.low + more.low, high: self.high + more.high }
    }
}

impl AddAssign for Figure {
    fn add_assign(&mut self, more: Self) {
        *self = *self + more;
    }
}

impl Mul<f64> for Figure {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self { value: self.value * factor, low: self.low * factor, high: self.high * factor }
    }
}
