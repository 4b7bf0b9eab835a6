//! Bounds on the probability of a tree too hard to solve.
//!
//! Gates of a coherent tree are associated: J. D. Esary, F. Proschan, D. W. Walkup: Association of
//! random variables, with applications. Annals of Mathematical Statistics 38(5), 1967.

use linchpin_sorted::Arrange;

use crate::sums::sums;
use crate::tree::{Gate, Node};

/// Between which two values a probability lies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// It is at least this.
    pub low: f64,
    /// It is at most this.
    pub high: f64,
}

impl Bounds {
    /// A probability that is known.
    pub fn exact(value: f64) -> Self {
        Self { low: value, high: value }
    }

    /// Between both: each of them holds.
    pub(crate) fn narrowed(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }

    /// The value where it is known exactly.
    pub fn value(self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }
}

/// A child taken apart: it happens when what nothing else hangs on does, or else what is shared. How likely
/// each part is at most.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts {
    pub(crate) own: f64,
    pub(crate) shared: f64,
}

/// Bounds for a gate from those of its children, whatever they share.
/// Variables are independent, what gates share nobody knows.
pub(crate) fn gate(
    gate: &Gate,
    of: impl Fn(Node) -> Bounds,
    is_variable: impl Fn(Node) -> bool,
    parts: impl Fn(Node) -> Parts,
) -> Bounds {
    match gate {
        Gate::And(nodes) => Bounds {
            low: nodes.iter().map(|node| of(*node).low).product(),
            high: {
                let (variables, gates): (Vec<Node>, Vec<Node>) = nodes.iter().partition(|node| is_variable(**node));
                let all_variables = variables.into_iter().map(|node| of(node).high).product();
                gates.into_iter().map(|node| of(node).high).fold(all_variables, f64::min)
            },
        },
        Gate::Or(nodes) => Bounds {
            low: nodes.iter().map(|node| of(*node).low).fold(0.0, f64::max),
            high: any(nodes.iter().map(|node| of(*node).high)),
        },
        Gate::AtLeast(needed, nodes) => {
            let apart: Vec<(Parts, u64)> = nodes.iter().map(|(node, weight)| (parts(*node), *weight)).collect();
            Bounds { low: likeliest_enough(*needed, nodes, of), high: too_many(*needed, &apart) }
        }
    }
}

/// That one of these happens, at most.
pub(crate) fn any(chances: impl Iterator<Item = f64>) -> f64 {
    1.0 - chances.map(|chance| 1.0 - chance).product::<f64>()
}

/// At least as likely as the likeliest children that are enough all happening.
fn likeliest_enough(needed: u64, nodes: &[(Node, u64)], of: impl Fn(Node) -> Bounds) -> f64 {
    let mut likeliest: Vec<(f64, u64)> = nodes.iter().map(|(node, weight)| (of(*node).low, *weight)).collect();
    likeliest.arrange_by(|a, b| b.0.total_cmp(&a.0));
    let (mut low, mut sum) = (1.0, 0);
    for (probability, weight) in likeliest {
        if sum >= needed {
            break;
        }
        low *= probability;
        sum += weight;
    }
    low
}

/// Tables larger than this are not worth their time.
const MOST_STEPS: usize = 10_000_000;

/// For `needed` to come together, `needed - s` must come from the children's own parts, or more than `s` from
/// what they share, for any s. Own parts are independent, so that the first is known; for the second there is
/// Markov's inequality.
fn too_many(needed: u64, children: &[(Parts, u64)]) -> f64 {
    let sum =
        |part: fn(&Parts) -> f64| children.iter().map(|(parts, weight)| part(parts) * *weight as f64).sum::<f64>();
    let (own, shared) = (sum(|parts| parts.own), sum(|parts| parts.shared));
    let by_markov = ((own + shared) / needed as f64).min(1.0);
    let width = usize::try_from(needed).ok().filter(|width| width.saturating_mul(children.len()) <= MOST_STEPS);
    let Some(width) = width else { return by_markov };
    let sums = sums(width, children.iter().map(|(parts, weight)| (parts.own, *weight)));
    let (mut best, mut own_at_least) = (by_markov, 0.0);
    for from_shared in 0..width {
        own_at_least += sums[width - from_shared];
        best = best.min(own_at_least + shared / (from_shared + 1) as f64);
    }
    best
}
