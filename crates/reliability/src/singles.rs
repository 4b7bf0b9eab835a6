//! Events that are enough alone: one pass over the gates with a set of events for each.

use crate::prepare::{Prepared, without};
use crate::tree::{EventId, Gate, Node};

/// Sets larger than this in all are not worth their memory: 256 MiB.
const MOST_WORDS: usize = 1 << 25;

/// Events in a set, as bits.
type Words = Vec<u64>;

/// The same tree as what is enough alone, or else what is left without it. No minimal set has one of the
/// former and anything else, so that what is left is much smaller, and a module.
pub(crate) fn set_apart(prepared: Prepared, events: usize) -> Prepared {
    let singles = singles(&prepared, events);
    if singles.is_empty() || !matches!(prepared.top, Node::Gate(_)) {
        return prepared;
    }
    let Prepared { mut gates, top } = without(&prepared, &singles);
    let rest = Some(top).filter(|top| *top != Node::Constant(false));
    let mut ways: Vec<Node> = singles.into_iter().map(Node::Event).chain(rest).collect();
    let top = match ways[..] {
        [only] => only,
        _ => {
            gates.push(Gate::Or(std::mem::take(&mut ways)));
            Node::Gate(gates.len() as u32 - 1)
        }
    };
    Prepared { gates, top }
}

/// Every event that brings the top about alone; none where the tree is too large to tell this way.
pub(crate) fn singles(prepared: &Prepared, events: usize) -> Vec<EventId> {
    let width = events.div_ceil(64);
    if width.saturating_mul(prepared.gates.len()) > MOST_WORDS {
        return Vec::new();
    }
    let mut of_gates: Vec<Words> = Vec::with_capacity(prepared.gates.len());
    for gate in &prepared.gates {
        let set = match gate {
            Gate::And(nodes) => joined(&of_gates, nodes, vec![u64::MAX; width], |own, other| *own &= other),
            Gate::Or(nodes) => joined(&of_gates, nodes, vec![0; width], |own, other| *own |= other),
            Gate::AtLeast(needed, nodes) => at_least(&of_gates, *needed, nodes, width),
        };
        of_gates.push(set);
    }
    match prepared.top {
        Node::Constant(_) => Vec::new(),
        Node::Event(event) => vec![event],
        Node::Gate(gate) => {
            let set = &of_gates[gate as usize];
            (0..events as u32).map(EventId).filter(|event| contains(set, *event)).collect()
        }
    }
}

fn contains(set: &[u64], event: EventId) -> bool {
    set[event.0 as usize / 64] >> (event.0 % 64) & 1 == 1
}

fn joined(of_gates: &[Words], nodes: &[Node], mut own: Words, join: impl Fn(&mut u64, u64)) -> Words {
    for node in nodes {
        match node {
            Node::Gate(gate) => {
                own.iter_mut().zip(&of_gates[*gate as usize]).for_each(|(own, other)| join(own, *other))
            }
            Node::Event(event) => {
                for (at, own) in own.iter_mut().enumerate() {
                    join(own, if at == event.0 as usize / 64 { 1 << (event.0 % 64) } else { 0 });
                }
            }
            // Preparing leaves none.
            Node::Constant(_) => {}
        }
    }
    own
}

/// An event is enough when the children it brings about weigh enough.
fn at_least(of_gates: &[Words], needed: u64, nodes: &[(Node, u64)], width: usize) -> Words {
    let mut sums = vec![0u64; width * 64];
    for (node, weight) in nodes {
        match node {
            Node::Gate(gate) => {
                let set = &of_gates[*gate as usize];
                let inside = (0..width as u32 * 64).filter(|event| contains(set, EventId(*event)));
                inside.for_each(|event| sums[event as usize] = sums[event as usize].saturating_add(*weight));
            }
            Node::Event(event) => sums[event.0 as usize] = sums[event.0 as usize].saturating_add(*weight),
            Node::Constant(_) => {}
        }
    }
    let mut own = vec![0; width];
    for (event, _) in sums.iter().enumerate().filter(|(_, sum)| **sum >= needed) {
        own[event / 64] |= 1 << (event % 64);
    }
    own
}
