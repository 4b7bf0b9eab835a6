//! A fault tree made smaller without changing what it means: constants decided, gates of one kind
//! merged, equal gates shared, what the top does not need left out.

use linchpin_sorted::Arrange;
use std::collections::BTreeMap;

use crate::tree::{EventId, FaultTree, Gate, Node};

/// Gates reduced to what matters, children before parents, and the top.
#[derive(Debug, Clone)]
pub(crate) struct Prepared {
    pub(crate) gates: Vec<Gate>,
    pub(crate) top: Node,
}

/// Reduces a tree.
pub(crate) fn prepare(tree: &FaultTree) -> Prepared {
    let below = reachable(&tree.gates, tree.top);
    reduced(&below.gates, below.top)
}

/// The same where these events never happen.
pub(crate) fn without(prepared: &Prepared, never: &[EventId]) -> Prepared {
    if never.is_empty() {
        return prepared.clone();
    }
    let mut gone: Vec<EventId> = never.to_vec();
    gone.arrange();
    let of = |node: Node| match node {
        Node::Event(event) if gone.binary_search(&event).is_ok() => Node::Constant(false),
        _ => node,
    };
    let gates: Vec<Gate> = prepared.gates.iter().map(|gate| mapped(gate, of)).collect();
    reduced(&gates, of(prepared.top))
}

fn reduced(gates: &[Gate], top: Node) -> Prepared {
    let (gates, top) = simplify(gates, top);
    let merged = merge(gates, top);
    let (gates, top) = simplify(&merged, top);
    reachable(&gates, top)
}

/// Decides constants, drops what counts twice and shares equal gates.
fn simplify(gates: &[Gate], top: Node) -> (Vec<Gate>, Node) {
    let mut kept: Vec<Gate> = Vec::with_capacity(gates.len());
    let mut known: BTreeMap<(u64, Vec<(Node, u64)>), Node> = BTreeMap::new();
    let mut became: Vec<Node> = Vec::with_capacity(gates.len());
    for gate in gates {
        let of = |node: Node| if let Node::Gate(gate) = node { became[gate as usize] } else { node };
        let node = match simplified(gate, of) {
            Simplified::Node(node) => node,
            Simplified::Gate(gate) => *known.entry(key(&gate)).or_insert_with(|| {
                kept.push(gate);
                Node::Gate(kept.len() as u32 - 1)
            }),
        };
        became.push(node);
    }
    let top = if let Node::Gate(gate) = top { became[gate as usize] } else { top };
    (kept, top)
}

/// Equal keys, equal gates; no gate left after simplifying needs a weight of 0 or `u64::MAX`.
fn key(gate: &Gate) -> (u64, Vec<(Node, u64)>) {
    match gate {
        Gate::And(nodes) => (u64::MAX, nodes.iter().map(|node| (*node, 1)).collect()),
        Gate::Or(nodes) => (0, nodes.iter().map(|node| (*node, 1)).collect()),
        Gate::AtLeast(needed, nodes) => (*needed, nodes.clone()),
    }
}

enum Simplified {
    Node(Node),
    Gate(Gate),
}

fn simplified(gate: &Gate, of: impl Fn(Node) -> Node) -> Simplified {
    match gate {
        Gate::And(nodes) => plain(nodes.iter().map(|node| of(*node)), true),
        Gate::Or(nodes) => plain(nodes.iter().map(|node| of(*node)), false),
        Gate::AtLeast(needed, nodes) => threshold(*needed, nodes.iter().map(|(node, weight)| (of(*node), *weight))),
    }
}

/// And (`neutral` is true) and or.
fn plain(nodes: impl Iterator<Item = Node>, neutral: bool) -> Simplified {
    let mut nodes: Vec<Node> = nodes.filter(|node| *node != Node::Constant(neutral)).collect();
    if nodes.contains(&Node::Constant(!neutral)) {
        return Simplified::Node(Node::Constant(!neutral));
    }
    let in_order = nodes.clone();
    nodes.arrange();
    nodes.dedup();
    // The order children were written in tells what belongs together; only repetitions go.
    if nodes.len() < in_order.len() {
        let mut seen = vec![false; nodes.len()];
        let first = |node: &Node| {
            let at = nodes.binary_search(node).unwrap_or(0);
            !std::mem::replace(&mut seen[at], true)
        };
        nodes = in_order.into_iter().filter(first).collect();
    } else {
        nodes = in_order;
    }
    match nodes[..] {
        [] => Simplified::Node(Node::Constant(neutral)),
        [only] => Simplified::Node(only),
        _ if neutral => Simplified::Gate(Gate::And(nodes)),
        _ => Simplified::Gate(Gate::Or(nodes)),
    }
}

fn threshold(needed: u64, nodes: impl Iterator<Item = (Node, u64)>) -> Simplified {
    let mut weights: BTreeMap<Node, u64> = BTreeMap::new();
    let mut order: Vec<Node> = Vec::new();
    let mut needed = needed;
    for (node, weight) in nodes.filter(|(_, weight)| *weight > 0) {
        match node {
            Node::Constant(true) => needed = needed.saturating_sub(weight),
            Node::Constant(false) => {}
            _ => {
                let sum = weights.entry(node).or_insert_with(|| {
                    order.push(node);
                    0
                });
                *sum = sum.saturating_add(weight);
            }
        }
    }
    let total = weights.values().fold(0u64, |sum, weight| sum.saturating_add(*weight));
    let smallest = weights.values().min().copied().unwrap_or(0);
    if needed == 0 {
        Simplified::Node(Node::Constant(true))
    } else if total < needed {
        Simplified::Node(Node::Constant(false))
    } else if total - smallest < needed {
        plain(order.into_iter(), true)
    } else if smallest >= needed {
        plain(order.into_iter(), false)
    } else {
        Simplified::Gate(Gate::AtLeast(
            needed,
            order
                .into_iter()
                .map(|node| (node, weights.get(&node).map_or(0, |weight| (*weight).min(needed))))
                .collect(),
        ))
    }
}

/// Takes gates that only one gate of the same kind uses into that gate: from the top down, so that a
/// chain of gates is walked once.
fn merge(mut gates: Vec<Gate>, top: Node) -> Vec<Gate> {
    let mut parents = vec![0u32; gates.len()];
    let all = gates.iter().flat_map(Gate::children).chain([top]);
    all.for_each(|child| {
        if let Node::Gate(gate) = child {
            parents[gate as usize] += 1;
        }
    });
    let mut taken = vec![false; gates.len()];
    for index in (0..gates.len()).rev() {
        if !taken[index] && !matches!(gates[index], Gate::AtLeast(..)) {
            let children = merged(&gates, index, &parents, &mut taken);
            match &mut gates[index] {
                Gate::And(nodes) | Gate::Or(nodes) => *nodes = children,
                Gate::AtLeast(..) => {}
            }
        }
    }
    gates
}

/// The children of a gate, with those of the gates it takes in where these stood.
fn merged(gates: &[Gate], index: usize, parents: &[u32], taken: &mut [bool]) -> Vec<Node> {
    let same = |gate: &Gate| std::mem::discriminant(gate) == std::mem::discriminant(&gates[index]);
    let mut children = Vec::new();
    let mut waiting: Vec<Node> = gates[index].children().rev().collect();
    while let Some(node) = waiting.pop() {
        match node {
            Node::Gate(gate) if parents[gate as usize] == 1 && same(&gates[gate as usize]) => {
                taken[gate as usize] = true;
                waiting.extend(gates[gate as usize].children().rev());
            }
            _ => children.push(node),
        }
    }
    children
}

fn reachable(gates: &[Gate], top: Node) -> Prepared {
    let mut needed = vec![false; gates.len()];
    let mark = |needed: &mut Vec<bool>, node: Node| {
        if let Node::Gate(gate) = node {
            needed[gate as usize] = true;
        }
    };
    mark(&mut needed, top);
    for index in (0..gates.len()).rev() {
        if needed[index] {
            gates[index].children().for_each(|child| mark(&mut needed, child));
        }
    }
    let mut number = vec![0; gates.len()];
    let mut kept = Vec::new();
    for (index, gate) in gates.iter().enumerate().filter(|(index, _)| needed[*index]) {
        number[index] = kept.len() as u32;
        kept.push(mapped(gate, |node| renumber(node, &number)));
    }
    let top = renumber(top, &number);
    Prepared { gates: kept, top }
}

fn renumber(node: Node, number: &[u32]) -> Node {
    if let Node::Gate(gate) = node { Node::Gate(number[gate as usize]) } else { node }
}

fn mapped(gate: &Gate, of: impl Fn(Node) -> Node) -> Gate {
    let plain = |nodes: &[Node]| nodes.iter().map(|node| of(*node)).collect();
    match gate {
        Gate::And(nodes) => Gate::And(plain(nodes)),
        Gate::Or(nodes) => Gate::Or(plain(nodes)),
        Gate::AtLeast(needed, nodes) => {
            Gate::AtLeast(*needed, nodes.iter().map(|(node, weight)| (of(*node), *weight)).collect())
        }
    }
}
