//! Orders of variables. The size of a decision diagram hangs on the order, and no rule finds a good one
//! for every tree; so there are several to try.

use linchpin_sorted::Arrange;
use std::collections::{BTreeMap, BTreeSet};

use crate::prepare::Prepared;
use crate::tree::{Gate, Node};

/// A rule to order the variables of a module by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heuristic {
    /// As a walk through the tree meets them, children as written.
    AsWritten,
    /// The same, children with little below them first.
    LightFirst,
    /// The same, children with much below them first.
    HeavyFirst,
    /// Near the top first.
    BreadthFirst,
    /// Drawn together by the gates they share, starting from [`Heuristic::LightFirst`].
    ///
    /// F. A. Aloul, I. L. Markov, K. A. Sakallah: FORCE: a fast and easy-to-implement variable-ordering
    /// heuristic. GLSVLSI 2003.
    Force,
}

impl Heuristic {
    pub(crate) const EACH: [Self; 5] =
        [Self::LightFirst, Self::AsWritten, Self::Force, Self::HeavyFirst, Self::BreadthFirst];
}

/// A module as a tree of its own: its gates, and what counts as a variable in it.
#[derive(Debug, Clone)]
pub(crate) struct Module {
    /// Its gates, children first, itself last.
    pub(crate) gates: Vec<u32>,
    /// How much is below each gate of the tree that belongs to it.
    weights: Vec<(u32, f64)>,
}

impl Module {
    /// The gates of a module: those above other modules and events.
    pub(crate) fn of(prepared: &Prepared, is_module: &[bool], root: u32) -> Self {
        let mut gates = vec![root];
        let mut at = 0;
        let mut seen = BTreeSet::from([root]);
        while at < gates.len() {
            for child in prepared.gates[gates[at] as usize].children() {
                if let Node::Gate(gate) = child
                    && !is_module[gate as usize]
                    && seen.insert(gate)
                {
                    gates.push(gate);
                }
            }
            at += 1;
        }
        gates.arrange();
        let mut module = Self { gates, weights: Vec::new() };
        for gate in module.gates.clone() {
            let weight = prepared.gates[gate as usize].children().map(|child| module.weight(child)).sum();
            module.weights.push((gate, weight));
        }
        module
    }

    /// Whether a node is a gate of this module, and not a variable of it.
    pub(crate) fn contains(&self, node: Node) -> bool {
        matches!(node, Node::Gate(gate) if self.gates.binary_search(&gate).is_ok())
    }

    fn weight(&self, node: Node) -> f64 {
        let Node::Gate(gate) = node else { return 1.0 };
        self.weights.binary_search_by_key(&gate, |(gate, _)| *gate).map_or(1.0, |at| self.weights[at].1)
    }

    /// The variables in the order of a heuristic.
    pub(crate) fn order(&self, prepared: &Prepared, heuristic: Heuristic) -> Vec<Node> {
        match heuristic {
            Heuristic::AsWritten => self.walk(prepared, |_| {}),
            Heuristic::LightFirst => {
                self.walk(prepared, |children| children.arrange_by(|a, b| self.weight(*a).total_cmp(&self.weight(*b))))
            }
            Heuristic::HeavyFirst => {
                self.walk(prepared, |children| children.arrange_by(|a, b| self.weight(*b).total_cmp(&self.weight(*a))))
            }
            Heuristic::BreadthFirst => self.breadth_first(prepared),
            Heuristic::Force => self.force(prepared),
        }
    }

    fn root(&self) -> Node {
        // A module has at least the gate it is named for.
        Node::Gate(self.gates.last().copied().unwrap_or_default())
    }

    fn walk(&self, prepared: &Prepared, arrange: impl Fn(&mut Vec<Node>)) -> Vec<Node> {
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        let mut path = vec![self.root()];
        while let Some(node) = path.pop() {
            if !seen.insert(node) {
                continue;
            }
            match node {
                Node::Gate(gate) if self.contains(node) => {
                    let mut children: Vec<Node> = prepared.gates[gate as usize].children().collect();
                    arrange(&mut children);
                    path.extend(children.into_iter().rev());
                }
                _ => order.push(node),
            }
        }
        order
    }

    fn breadth_first(&self, prepared: &Prepared) -> Vec<Node> {
        let mut met = vec![self.root()];
        let mut seen = BTreeSet::from([self.root()]);
        let mut at = 0;
        while at < met.len() {
            if let Node::Gate(gate) = met[at]
                && self.contains(met[at])
            {
                met.extend(prepared.gates[gate as usize].children().filter(|child| seen.insert(*child)));
            }
            at += 1;
        }
        met.retain(|node| !self.contains(*node));
        met
    }

    /// Gates and variables alike have a place; each moves to the middle of what it is connected with.
    fn force(&self, prepared: &Prepared) -> Vec<Node> {
        let mut order = self.all_in_order(prepared);
        let number: BTreeMap<Node, usize> = order.iter().copied().zip(0..).collect();
        let edges: Vec<Vec<usize>> = self.gates.iter().map(|gate| edge(prepared, *gate, &number)).collect();
        let mut nodes: Vec<Node> = order.clone();
        nodes.arrange_by_key(|node| number.get(node).copied());
        let mut place: Vec<f64> = (0..nodes.len()).map(|index| index as f64).collect();
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let span: f64 = edges.iter().map(|edge| span(edge, &place)).sum();
            if span >= best {
                break;
            }
            best = span;
            order = sorted(&nodes, &place);
            place = rank(&pulled(&edges, &place));
        }
        order.retain(|node| !self.contains(*node));
        order
    }

    /// Variables and gates in the order a walk leaves them.
    fn all_in_order(&self, prepared: &Prepared) -> Vec<Node> {
        let mut order = Vec::new();
        let mut seen = BTreeSet::new();
        let mut path = vec![(self.root(), false)];
        while let Some((node, leaving)) = path.pop() {
            if leaving {
                order.push(node);
            } else if seen.insert(node) {
                path.push((node, true));
                if let Node::Gate(gate) = node
                    && self.contains(node)
                {
                    let mut children: Vec<Node> = prepared.gates[gate as usize].children().collect();
                    children.arrange_by(|a, b| self.weight(*b).total_cmp(&self.weight(*a)));
                    path.extend(children.into_iter().map(|child| (child, false)));
                }
            }
        }
        order
    }
}

/// How often places are improved.
const ROUNDS: usize = 40;

fn edge(prepared: &Prepared, gate: u32, number: &BTreeMap<Node, usize>) -> Vec<usize> {
    let own = std::iter::once(Node::Gate(gate));
    own.chain(prepared.gates[gate as usize].children()).filter_map(|node| number.get(&node).copied()).collect()
}

fn span(edge: &[usize], place: &[f64]) -> f64 {
    let places = edge.iter().map(|node| place[*node]);
    let (low, high) = places.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
    high - low
}

fn pulled(edges: &[Vec<usize>], place: &[f64]) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); place.len()];
    for edge in edges {
        let middle = edge.iter().map(|node| place[*node]).sum::<f64>() / edge.len() as f64;
        edge.iter().for_each(|node| {
            sums[*node].0 += middle;
            sums[*node].1 += 1.0;
        });
    }
    sums.iter().zip(place).map(|((sum, count), at)| if *count > 0.0 { sum / count } else { *at }).collect()
}

fn rank(wanted: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.arrange_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut place = vec![0.0; wanted.len()];
    order.into_iter().enumerate().for_each(|(rank, node)| place[node] = rank as f64);
    place
}

fn sorted(nodes: &[Node], place: &[f64]) -> Vec<Node> {
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.arrange_by(|a, b| place[*a].total_cmp(&place[*b]));
    order.into_iter().map(|index| nodes[index]).collect()
}

/// The diagram of a module over an order of its variables.
pub(crate) fn build(
    prepared: &Prepared,
    module: &Module,
    order: &[Node],
    diagrams: &mut crate::diagram::Diagrams,
) -> Result<u32, crate::store::Exhausted> {
    let mut refs: BTreeMap<Node, u32> = BTreeMap::new();
    for (level, node) in order.iter().enumerate() {
        refs.insert(*node, diagrams.variable(level as u32)?);
    }
    let mut last = crate::store::FALSE;
    for gate in &module.gates {
        let of = |node: &Node| refs.get(node).copied().unwrap_or(crate::store::FALSE);
        last = match &prepared.gates[*gate as usize] {
            Gate::And(nodes) => diagrams.and(nodes.iter().map(of).collect())?,
            Gate::Or(nodes) => diagrams.or(nodes.iter().map(of).collect())?,
            Gate::AtLeast(needed, nodes) => {
                diagrams.at_least(*needed, nodes.iter().map(|(node, weight)| (of(node), *weight)).collect())?
            }
        };
        refs.insert(Node::Gate(*gate), last);
    }
    Ok(last)
}
