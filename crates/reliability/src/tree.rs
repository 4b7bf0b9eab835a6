//! Fault trees: what fails as a function of which basic events happen.

use std::sync::Arc;

/// A basic event of a [`FaultTree`], counted from 0 in the order they were added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

/// A part of a fault tree: what happens, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// Always (`true`) or never: what fault trees call a house event.
    Constant(bool),
    /// A basic event.
    Event(EventId),
    /// A gate, by its number.
    Gate(u32),
}

/// A basic event, independent of all others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BasicEvent {
    /// How likely it is, 0 to 1.
    pub probability: f64,
    /// How much it adds to the order of a cut set: 1 for one thing that fails, more for an event that
    /// stands for several things failing together.
    pub order: u32,
}

/// What a gate makes of its children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Gate {
    And(Vec<Node>),
    Or(Vec<Node>),
    /// The weights of the children that happen add up to at least this much.
    AtLeast(u64, Vec<(Node, u64)>),
}

impl Gate {
    pub(crate) fn children(&self) -> impl DoubleEndedIterator<Item = Node> + '_ {
        let (plain, weighted): (&[Node], &[(Node, u64)]) = match self {
            Self::And(nodes) | Self::Or(nodes) => (nodes, &[]),
            Self::AtLeast(_, nodes) => (&[], nodes),
        };
        plain.iter().copied().chain(weighted.iter().map(|(node, _)| *node))
    }
}

/// A coherent fault tree: gates over basic events, with one top event. There is no way to write down a
/// negation or a circle, so that neither has to be refused here.
///
/// Copies share everything but the top.
#[derive(Debug, Clone, PartialEq)]
pub struct FaultTree {
    pub(crate) events: Arc<[BasicEvent]>,
    /// Children before their parents.
    pub(crate) gates: Arc<[Gate]>,
    pub(crate) top: Node,
}

impl FaultTree {
    /// The basic events, in the order of their ids.
    pub fn events(&self) -> &[BasicEvent] {
        &self.events
    }

    /// How many gates there are.
    pub fn gates(&self) -> usize {
        self.gates.len()
    }

    /// The same gates and events below another top event.
    pub fn with_top(&self, top: Node) -> Self {
        Self { top, ..self.clone() }
    }

    /// Whether the top event happens when exactly these basic events do: the definition everything
    /// else is checked against.
    pub fn happens(&self, happened: impl Fn(EventId) -> bool) -> bool {
        let mut values: Vec<bool> = Vec::with_capacity(self.gates.len());
        let value = |values: &[bool], node: Node| match node {
            Node::Constant(value) => value,
            Node::Event(event) => happened(event),
            Node::Gate(gate) => values[gate as usize],
        };
        for gate in self.gates.iter() {
            let happens = match gate {
                Gate::And(nodes) => nodes.iter().all(|node| value(&values, *node)),
                Gate::Or(nodes) => nodes.iter().any(|node| value(&values, *node)),
                Gate::AtLeast(needed, nodes) => {
                    let weights = nodes.iter().filter(|(node, _)| value(&values, *node)).map(|(_, weight)| weight);
                    weights.sum::<u64>() >= *needed
                }
            };
            values.push(happens);
        }
        value(&values, self.top)
    }
}

/// Builds a [`FaultTree`] from the basic events upwards.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    events: Vec<BasicEvent>,
    gates: Vec<Gate>,
}

impl Builder {
    /// Adds a basic event of this probability; what is not within 0 and 1 is taken for the nearest that
    /// is, what is not a number for 1.
    pub fn event(&mut self, probability: f64) -> Node {
        self.event_of_order(probability, 1)
    }

    /// Adds a basic event that stands for `order` things failing together.
    pub fn event_of_order(&mut self, probability: f64, order: u32) -> Node {
        let probability = if probability.is_nan() { 1.0 } else { probability.clamp(0.0, 1.0) };
        self.events.push(BasicEvent { probability, order });
        Node::Event(EventId(self.events.len() as u32 - 1))
    }

    /// Happens when all of them do; of none, always.
    pub fn and(&mut self, nodes: impl IntoIterator<Item = Node>) -> Node {
        self.push(Gate::And(nodes.into_iter().collect()))
    }

    /// Happens when one of them does; of none, never.
    pub fn or(&mut self, nodes: impl IntoIterator<Item = Node>) -> Node {
        self.push(Gate::Or(nodes.into_iter().collect()))
    }

    /// Happens when at least `needed` of them do. One given twice counts twice.
    pub fn at_least(&mut self, needed: u64, nodes: impl IntoIterator<Item = Node>) -> Node {
        self.at_least_weight(needed, nodes.into_iter().map(|node| (node, 1)))
    }

    /// Happens when the weights of those that do add up to at least `needed`.
    pub fn at_least_weight(&mut self, needed: u64, nodes: impl IntoIterator<Item = (Node, u64)>) -> Node {
        self.push(Gate::AtLeast(needed, nodes.into_iter().collect()))
    }

    /// How many gates there are so far.
    pub fn gates(&self) -> usize {
        self.gates.len()
    }

    /// The tree below this top event.
    pub fn finish(self, top: Node) -> FaultTree {
        FaultTree { events: self.events.into(), gates: self.gates.into(), top }
    }

    fn push(&mut self, gate: Gate) -> Node {
        self.gates.push(gate);
        Node::Gate(self.gates.len() as u32 - 1)
    }
}
