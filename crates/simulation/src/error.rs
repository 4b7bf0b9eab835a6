//! What is refused before a simulation starts.

use std::fmt;

/// Why a network or its settings cannot be simulated.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// A number is not finite, or outside the range that has a meaning.
    OutOfRange {
        /// Which number.
        what: &'static str,
        /// What was given.
        value: f64,
        /// The smallest accepted value.
        low: f64,
        /// The largest accepted value.
        high: f64,
    },
    /// An index names nothing.
    Dangling {
        /// What is named by it.
        what: &'static str,
        /// The index.
        index: usize,
    },
    /// A list that must be in order of time is not.
    NotInOrder {
        /// Which list.
        what: &'static str,
    },
    /// There are more of something than is granted.
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many are accepted.
        limit: usize,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfRange { what, value, low, high } => write!(f, "{what} is {value}, outside {low} to {high}"),
            Self::Dangling { what, index } => write!(f, "there is no {what} {index}"),
            Self::NotInOrder { what } => write!(f, "{what} are not in order of time"),
            Self::TooMany { what, limit } => write!(f, "there are more than {limit} {what}"),
        }
    }
}

impl std::error::Error for Error {}
