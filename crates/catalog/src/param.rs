//! A number the analysis reads, with how sure we are of it.

/// A parameter: the value used, the range it may lie in, and where both come from.
///
/// A number typed by the user has `low == high == value`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Param {
    /// The value analyses use.
    pub value: f64,
    /// The lowest value still plausible.
    pub low: f64,
    /// The highest value still plausible.
    pub high: f64,
    /// Where the figure comes from, in words a reader can check.
    pub source: &'static str,
}

impl Param {
    /// A default with a range.
    pub const fn range(value: f64, low: f64, high: f64, source: &'static str) -> Self {
        Self { value, low, high, source }
    }

    /// A default that is a convention, not an estimate.
    pub const fn exact(value: f64, source: &'static str) -> Self {
        Self::range(value, value, value, source)
    }

    /// A number the user typed.
    pub const fn typed(value: f64) -> Self {
        Self::exact(value, "set in this design")
    }
}
