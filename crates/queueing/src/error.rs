//! Why a question has no answer, and the checks every input goes through.

use std::fmt;

/// Smallest rate, time or number of visits that is not zero, in the caller's units.
///
/// Between this and [`LARGEST`] no product or quotient of two inputs leaves the range of `f64`.
pub const SMALLEST: f64 = 1e-30;

/// Largest rate, time or number of visits, in the caller's units.
pub const LARGEST: f64 = 1e30;

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// More work arrives than can be done: queues grow without end and no mean exists.
    Unstable {
        /// Arriving work over capacity, of the station that is worst off: 1 or more.
        utilisation: f64,
    },
    /// An input is not a number, or infinite.
    NotFinite {
        /// Which input.
        what: &'static str,
    },
    /// An input lies outside the range in which the answer has a meaning.
    OutOfRange {
        /// Which input.
        what: &'static str,
        /// What was given.
        value: f64,
        /// The smallest accepted value.
        low: f64,
        /// The largest accepted value.
        high: f64,
    },
    /// Two inputs that belong together differ in length.
    LengthMismatch {
        /// Which input.
        what: &'static str,
        /// The length it should have.
        expected: usize,
        /// The length it has.
        found: usize,
    },
    /// The answer would take more work or memory than is granted, so that nothing ever hangs.
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// Its size here.
        size: f64,
        /// The largest size accepted.
        limit: f64,
    },
    /// Jobs reach a station from which no way leads out of the open network.
    Trapped {
        /// Index of the station.
        station: usize,
    },
    /// A class of a closed network needs no time anywhere, so its throughput has no bound.
    NoWork {
        /// Index of the class.
        class: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unstable { utilisation } => write!(f, "unstable: {utilisation} times the capacity arrives"),
            Self::NotFinite { what } => write!(f, "{what} is not a finite number"),
            Self::OutOfRange { what, value, low, high } => {
                write!(f, "{what} is {value}, outside {low} to {high}")
            }
            Self::LengthMismatch { what, expected, found } => {
                write!(f, "{what} has {found} entries instead of {expected}")
            }
            Self::TooLarge { what, size, limit } => write!(f, "{what} is {size}, more than {limit}"),
            Self::Trapped { station } => write!(f, "jobs cannot leave the network from station {station}"),
            Self::NoWork { class } => write!(f, "class {class} needs no time anywhere"),
        }
    }
}

impl std::error::Error for Error {}

/// `value` if it lies in the range, both ends included.
pub(crate) fn within(what: &'static str, value: f64, low: f64, high: f64) -> Result<f64, Error> {
    if !value.is_finite() {
        return Err(Error::NotFinite { what });
    }
    if value < low || value > high {
        return Err(Error::OutOfRange { what, value, low, high });
    }
    Ok(value)
}

/// A rate or time that may not be zero.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<f64, Error> {
    within(what, value, SMALLEST, LARGEST)
}

/// A rate or time that may be zero.
pub(crate) fn non_negative(what: &'static str, value: f64) -> Result<f64, Error> {
    if value == 0.0 {
        return Ok(0.0);
    }
    match within(what, value, SMALLEST, LARGEST) {
        Err(Error::OutOfRange { what, value, high, .. }) => Err(Error::OutOfRange { what, value, low: 0.0, high }),
        other => other,
    }
}

/// A count from one to `limit`.
pub(crate) fn count(what: &'static str, value: u32, limit: u32) -> Result<u32, Error> {
    if value > limit {
        return Err(Error::TooLarge { what, size: f64::from(value), limit: f64::from(limit) });
    }
    within(what, f64::from(value), 1.0, f64::from(limit)).map(|_| value)
}

/// A probability of which a quantile exists: zero or more, less than one.
pub(crate) fn quantile_level(value: f64) -> Result<f64, Error> {
    within("the level of the quantile", value, 0.0, 1.0 - f64::EPSILON / 2.0)
}

/// Checks that a list has the length of the one it belongs to.
pub(crate) fn same_length(what: &'static str, expected: usize, found: usize) -> Result<(), Error> {
    if expected == found { Ok(()) } else { Err(Error::LengthMismatch { what, expected, found }) }
}
