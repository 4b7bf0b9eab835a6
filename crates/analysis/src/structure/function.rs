//! A coherent structure function as a graph of gates.

use linchpin_document::Arrange;
use std::ops::Range;

use super::intern::Interner;

/// A basic event: a run of alike things that fail independently, each up or down. Most runs are one
/// thing; the instances of a component are a run, so that ten thousand of them cost as much as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

/// A gate of a [`Function`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(pub(super) u32);

impl Node {
    /// The place of its value in an evaluation.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Things of one run that count only while `guard` holds: instances in one zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Group {
    /// What all of them need.
    pub guard: Node,
    /// The run they are.
    pub event: EventId,
}

/// A value on a cycle, seen from inside it. The cycle is read as "greatest X, least Y": `greatest`
/// holds unless something forces it down, `least` fails unless something holds it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown {
    /// For references under which going round in a circle is enough to work.
    pub greatest: Node,
    /// For references under which going round in a circle gets nowhere.
    pub least: Node,
}

/// What a gate computes from its children.
#[derive(Debug, Clone)]
pub(super) enum Gate {
    Constant(bool),
    /// Every thing of the run is up.
    Event(EventId),
    And(Range<u32>),
    Or(Range<u32>),
    AtLeast(u32, Range<u32>),
    /// At least this many things are up, over several groups.
    Among(u32, Range<u32>),
    /// A value on a cycle.
    Unknown,
}

/// A stretch of gates evaluated in order, once or until a cycle settles.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) gates: Range<usize>,
    /// The unknowns of a cycle with what defines each; empty when there is none.
    pub(super) unknowns: Vec<(Unknown, Node)>,
    /// Whether anything in the cycle refers to a greatest or a least value.
    pub(super) reads_greatest: bool,
    pub(super) reads_least: bool,
}

/// A monotone function of basic events, with as many outputs as one asks for.
#[derive(Debug, Clone)]
pub struct Function {
    pub(super) gates: Vec<Gate>,
    pub(super) children: Vec<Node>,
    pub(super) groups: Vec<Group>,
    pub(super) blocks: Vec<Block>,
}

impl Function {
    /// How many gates there are.
    pub fn len(&self) -> usize {
        self.gates.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.gates.is_empty()
    }

    /// Which gates these nodes depend on, themselves included.
    pub(super) fn cone(&self, nodes: impl Iterator<Item = Node>) -> Vec<bool> {
        let mut inside = vec![false; self.len()];
        nodes.for_each(|node| inside[node.index()] = true);
        for block in self.blocks.iter().rev() {
            if !block.unknowns.is_empty() && inside[block.gates.clone()].contains(&true) {
                block.unknowns.iter().for_each(|(_, definition)| inside[definition.index()] = true);
            }
            for gate in block.gates.clone().rev() {
                match &self.gates[gate] {
                    Gate::And(span) | Gate::Or(span) | Gate::AtLeast(_, span) if inside[gate] => {
                        self.children(span).iter().for_each(|child| inside[child.index()] = true);
                    }
                    Gate::Among(_, span) if inside[gate] => {
                        self.groups(span).iter().for_each(|group| inside[group.guard.index()] = true);
                    }
                    _ => {}
                }
            }
        }
        inside
    }

    pub(super) fn children(&self, span: &Range<u32>) -> &[Node] {
        &self.children[span.start as usize..span.end as usize]
    }

    pub(super) fn groups(&self, span: &Range<u32>) -> &[Group] {
        &self.groups[span.start as usize..span.end as usize]
    }

    fn children_of(&self, gate: usize) -> Vec<Node> {
        match &self.gates[gate] {
            Gate::Constant(_) | Gate::Event(_) | Gate::Unknown => Vec::new(),
            Gate::And(span) | Gate::Or(span) | Gate::AtLeast(_, span) => self.children(span).to_vec(),
            Gate::Among(_, span) => self.groups(span).iter().map(|group| group.guard).collect(),
        }
    }
}

/// Builds a [`Function`] from the basic events upwards. Equal gates become one node.
#[derive(Debug)]
pub struct Builder {
    function: Function,
    interner: Interner,
    /// The unknowns of the cycle being built.
    open: Vec<Unknown>,
    start: usize,
    /// Memory for children being sorted.
    scratch: Vec<u32>,
}

impl Default for Builder {
    fn default() -> Self {
        let function = Function { gates: Vec::new(), children: Vec::new(), groups: Vec::new(), blocks: Vec::new() };
        let mut builder =
            Self { function, interner: Interner::default(), open: Vec::new(), start: 0, scratch: Vec::new() };
        builder.push(Gate::Constant(false));
        builder.push(Gate::Constant(true));
        builder
    }
}

impl Builder {
    /// What never holds.
    pub const FALSE: Node = Node(0);
    /// What always holds.
    pub const TRUE: Node = Node(1);

    /// A constant.
    pub fn constant(&self, holds: bool) -> Node {
        if holds { Self::TRUE } else { Self::FALSE }
    }

    /// Holds while every thing of a run is up.
    pub fn event(&mut self, event: EventId) -> Node {
        self.intern([1, event.0], &[], |_| Gate::Event(event))
    }

    /// Holds while all of them do.
    pub fn and(&mut self, nodes: &[Node]) -> Node {
        self.combine(nodes, Self::TRUE, Self::FALSE, 2)
    }

    /// Holds while one of them does.
    pub fn or(&mut self, nodes: &[Node]) -> Node {
        self.combine(nodes, Self::FALSE, Self::TRUE, 3)
    }

    /// Holds while at least `needed` of them do; a node given twice counts twice.
    pub fn at_least(&mut self, needed: u32, nodes: &[Node]) -> Node {
        match needed {
            0 => Self::TRUE,
            1 => self.or(nodes),
            _ if needed as usize > nodes.len() => Self::FALSE,
            _ if needed as usize == nodes.len() => self.and(nodes),
            _ => {
                let mut sorted = nodes.to_vec();
                sorted.arrange();
                let words: Vec<u32> = sorted.iter().map(|node| node.0).collect();
                self.intern([4, needed], &words, |span| Gate::AtLeast(needed, span))
            }
        }
    }

    /// Holds while at least `needed` things are up over all groups, each counted while its guard holds.
    pub fn among(&mut self, needed: u32, groups: &[Group]) -> Node {
        let words: Vec<u32> = groups.iter().flat_map(|group| [group.guard.0, group.event.0]).collect();
        self.intern([5, needed], &words, |span| Gate::Among(needed, span))
    }

    /// Starts a cycle of this many values that refer to each other. Until [`Builder::close_cycle`],
    /// nothing outside the cycle may be built.
    pub fn open_cycle(&mut self, values: usize) -> Vec<Unknown> {
        self.end_block();
        let mut unknown = || self.push(Gate::Unknown);
        self.open = (0..values).map(|_| Unknown { greatest: unknown(), least: unknown() }).collect();
        self.open.clone()
    }

    /// Ends a cycle: what each value is, in the order they were opened.
    pub fn close_cycle(&mut self, definitions: &[Node]) {
        let opened = std::mem::take(&mut self.open);
        let gates = self.start..self.function.gates.len();
        self.start = gates.end;
        let mut referred = definitions.to_vec();
        for gate in gates.clone() {
            referred.extend(self.function.children_of(gate));
        }
        let (mut reads_greatest, mut reads_least) = (false, false);
        if let (Some(first), Some(last)) = (opened.first(), opened.last()) {
            // The unknowns were pushed in pairs, greatest first.
            let inside = referred.iter().filter(|node| (first.greatest.0..=last.least.0).contains(&node.0));
            for node in inside {
                let greatest = (node.0 - first.greatest.0).is_multiple_of(2);
                reads_greatest |= greatest;
                reads_least |= !greatest;
            }
        }
        let unknowns = opened.into_iter().zip(definitions.iter().copied()).collect();
        self.function.blocks.push(Block { gates, unknowns, reads_greatest, reads_least });
    }

    /// The function built.
    pub fn finish(mut self) -> Function {
        self.end_block();
        self.function
    }

    fn end_block(&mut self) {
        let gates = self.start..self.function.gates.len();
        self.start = gates.end;
        self.function.blocks.push(Block { gates, unknowns: Vec::new(), reads_greatest: false, reads_least: false });
    }

    /// And and or: `neutral` children fall away, one `absorbing` child decides.
    fn combine(&mut self, nodes: &[Node], neutral: Node, absorbing: Node, tag: u32) -> Node {
        let mut words = std::mem::take(&mut self.scratch);
        words.clear();
        words.extend(nodes.iter().filter(|node| **node != neutral).map(|node| node.0));
        words.sort_unstable();
        words.dedup();
        let combined = match words[..] {
            _ if words.contains(&absorbing.0) => absorbing,
            [] => neutral,
            [only] => Node(only),
            _ => self.intern([tag, 0], &words, |span| if tag == 2 { Gate::And(span) } else { Gate::Or(span) }),
        };
        self.scratch = words;
        combined
    }

    fn intern(&mut self, head: [u32; 2], words: &[u32], gate: impl FnOnce(Range<u32>) -> Gate) -> Node {
        let next = self.function.gates.len() as u32;
        let known = self.interner.find_or_insert(head, words, next);
        if known != next {
            return Node(known);
        }
        let span = if head[0] == 5 { self.store_groups(words) } else { self.store_children(words) };
        self.push(gate(span))
    }

    fn store_children(&mut self, words: &[u32]) -> Range<u32> {
        let start = self.function.children.len() as u32;
        self.function.children.extend(words.iter().map(|word| Node(*word)));
        start..self.function.children.len() as u32
    }

    fn store_groups(&mut self, words: &[u32]) -> Range<u32> {
        let start = self.function.groups.len() as u32;
        let pairs = words.chunks_exact(2).map(|pair| Group { guard: Node(pair[0]), event: EventId(pair[1]) });
        self.function.groups.extend(pairs);
        start..self.function.groups.len() as u32
    }

    fn push(&mut self, gate: Gate) -> Node {
        self.function.gates.push(gate);
        Node(self.function.gates.len() as u32 - 1)
    }
}
