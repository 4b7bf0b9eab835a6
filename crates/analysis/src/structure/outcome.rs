//! What becomes of requests, read off the structure function.

use super::Node;
use super::compile::{Compiled, Reading};
use crate::Outcome;

/// What becomes of the requests a duty gets, given which nodes hold.
pub(crate) fn outcome(compiled: &Compiled, duty: usize, holds: impl Fn(Node) -> bool) -> Outcome {
    if !holds(compiled.serves(duty, Reading::Some)) {
        Outcome::Down
    } else if !holds(compiled.serves(duty, Reading::All)) {
        Outcome::PartlyDown
    } else if !holds(compiled.handed_over(duty)) {
        Outcome::Incomplete
    } else if !holds(compiled.serves(duty, Reading::Full)) {
        Outcome::Degraded
    } else {
        Outcome::Up
    }
}

/// What becomes of a system whose classes of traffic come to these: down only when all of them are.
pub(crate) fn overall(outcomes: impl Iterator<Item = Outcome> + Clone) -> Outcome {
    let worst = outcomes.clone().max().unwrap_or_default();
    let all_down = outcomes.min() == Some(Outcome::Down);
    if worst == Outcome::Down && !all_down { Outcome::PartlyDown } else { worst }
}
