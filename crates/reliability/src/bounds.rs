//! Bounds on the probability of a tree too hard to solve.
//!
//! Gates of a coherent tree are associated: J. D. Esary, F. Proschan, D. W. Walkup: Association of
//! random variables, with applications. Annals of Mathematical Statistics 38(5), 1967.

use linchpin_sorted::Arrange;

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

    /// The value where it is known exactly.
    pub fn value(self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }
}

/// Bounds for a gate from those of its children, whatever they share.
pub(crate) fn gate(gate: &Gate, of: impl Fn(Node) -> Bounds) -> Bounds {
    match gate {
        Gate::And(nodes) => Bounds {
            low: nodes.iter().map(|node| of(*node).low).product(),
            high: nodes.iter().map(|node| of(*node).high).fold(1.0, f64::min),
        },
        Gate::Or(nodes) => Bounds {
            low: nodes.iter().map(|node| of(*node).low).fold(0.0, f64::max),
            high: 1.0 - nodes.iter().map(|node| 1.0 - of(*node).high).product::<f64>(),
        },
        Gate::AtLeast(needed, nodes) => at_least(*needed, nodes, of),
    }
}

fn at_least(needed: u64, nodes: &[(Node, u64)], of: impl Fn(Node) -> Bounds) -> Bounds {
    // Markov's inequality above; below, the likeliest children that are enough all happening.
    let expected: f64 = nodes.iter().map(|(node, weight)| of(*node).high * *weight as f64).sum();
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
    Bounds { low, high: (expected / needed as f64).min(1.0) }
}
