//! A structure function evaluated for all single failures at once, as the set of events that bring
//! each gate down.
//!
//! In most systems few events bring any one thing down, so this takes time near the size of the
//! function, where a bit for each event at each gate would take its square.

use std::ops::Range;

use super::function::{Block, EventId, Function, Gate, Node};

/// The events of which one failing alone brings a gate down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Set {
    /// It is down whatever happens.
    Everything,
    /// These numbers, from here to there in the store, ascending.
    Span(u32, u32),
}

const NOTHING: Set = Set::Span(0, 0);

/// The failure set of every gate that the asked ones depend on.
#[derive(Debug, Clone)]
pub struct FailureSets {
    sets: Vec<Set>,
    store: Vec<u32>,
}

/// What brings a node down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failing<'a> {
    /// It is down with nothing failed.
    Already,
    /// Any of these events alone, ascending; of a run, one thing of it.
    AnyOf(&'a [u32]),
}

impl FailureSets {
    /// Computes the sets of `asked` and what they depend on, when of each event this many things are
    /// up otherwise. Gives up when the sets together would have more than `most` members.
    pub fn of(function: &Function, runs: &[u32], asked: impl Iterator<Item = Node>, most: usize) -> Option<Self> {
        let needed = function.cone(asked);
        let sets = Self { sets: vec![NOTHING; function.len()], store: Vec::new() };
        let mut evaluator = Evaluator { function, runs, needed, sets, gathered: Vec::new(), most };
        for block in &function.blocks {
            evaluator.settle(block)?;
        }
        Some(evaluator.sets)
    }

    /// What brings an asked node down.
    pub fn failing(&self, node: Node) -> Failing<'_> {
        match self.sets[node.index()] {
            Set::Everything => Failing::Already,
            span => Failing::AnyOf(self.members(span)),
        }
    }

    fn members(&self, set: Set) -> &[u32] {
        match set {
            Set::Everything => &[],
            Set::Span(start, end) => &self.store[start as usize..end as usize],
        }
    }
}

struct Evaluator<'a> {
    function: &'a Function,
    runs: &'a [u32],
    needed: Vec<bool>,
    sets: FailureSets,
    /// Members being put together.
    /// Sorted by the standard library: long lists, for every gate.
    gathered: Vec<u32>,
    most: usize,
}

impl Evaluator<'_> {
    /// Greatest fixed point around least fixed point, as in [`super::evaluate`]: a greatest value starts
    /// as never down, a least one as always down.
    fn settle(&mut self, block: &Block) -> Option<()> {
        for (unknown, _) in &block.unknowns {
            self.sets.sets[unknown.greatest.index()] = NOTHING;
        }
        loop {
            for (unknown, _) in &block.unknowns {
                self.sets.sets[unknown.least.index()] = Set::Everything;
            }
            self.run(block)?;
            while block.reads_least && self.copy_definitions(block, |unknown| unknown.least) {
                self.run(block)?;
            }
            if !block.reads_greatest || !self.copy_definitions(block, |unknown| unknown.greatest) {
                return Some(());
            }
        }
    }

    fn copy_definitions(&mut self, block: &Block, slot: impl Fn(&super::Unknown) -> Node) -> bool {
        let mut changed = false;
        for (unknown, definition) in &block.unknowns {
            let (held, new) = (self.sets.sets[slot(unknown).index()], self.sets.sets[definition.index()]);
            let alike = (held == Set::Everything) == (new == Set::Everything);
            changed |= !(alike && self.sets.members(held) == self.sets.members(new));
            self.sets.sets[slot(unknown).index()] = new;
        }
        changed
    }

    fn run(&mut self, block: &Block) -> Option<()> {
        for index in block.gates.clone() {
            if self.needed[index] && !matches!(self.function.gates[index], Gate::Unknown) {
                self.sets.sets[index] = self.gate(index);
                if self.sets.store.len() > self.most {
                    return None;
                }
            }
        }
        Some(())
    }

    fn gate(&mut self, index: usize) -> Set {
        match &self.function.gates[index] {
            Gate::Constant(true) | Gate::Unknown => NOTHING,
            Gate::Constant(false) => Set::Everything,
            Gate::Event(event) => self.keep(|gathered| gathered.push(event.0)),
            Gate::And(span) => self.at_least(span, span.len()),
            Gate::Or(span) => self.at_least(span, 1),
            Gate::AtLeast(needed, span) => self.at_least(span, *needed as usize),
            Gate::Among(needed, span) => self.among(span, *needed),
        }
    }

    /// Down when so many children are that fewer than `needed` are left.
    fn at_least(&mut self, span: &Range<u32>, needed: usize) -> Set {
        let function = self.function;
        let children = function.children(span);
        let sets = &self.sets;
        let down = children.iter().filter(|child| sets.sets[child.index()] == Set::Everything).count();
        let more = (children.len() + 1).saturating_sub(needed + down);
        if more == 0 {
            return Set::Everything;
        }
        self.gathered.clear();
        for child in children {
            self.gathered.extend_from_slice(sets.members(sets.sets[child.index()]));
        }
        self.gathered.sort_unstable();
        keep_repeated(&mut self.gathered, more);
        self.store_gathered()
    }

    /// Down when too few things are left over all groups.
    fn among(&mut self, span: &Range<u32>, needed: u32) -> Set {
        let function = self.function;
        let (groups, sets, runs) = (function.groups(span), &self.sets, self.runs);
        let up = |event: EventId| runs[event.0 as usize];
        let guard = |node: Node| sets.sets[node.index()];
        let standing = || groups.iter().filter(|group| guard(group.guard) != Set::Everything);
        let all: u32 = standing().map(|group| up(group.event)).sum();
        if all < needed {
            return Set::Everything;
        }
        self.gathered.clear();
        for group in standing() {
            self.gathered.extend_from_slice(sets.members(guard(group.guard)));
            self.gathered.push(group.event.0);
        }
        self.gathered.sort_unstable();
        self.gathered.dedup();
        self.gathered.retain(|failed| {
            let stands = |node: Node| sets.members(guard(node)).binary_search(failed).is_err();
            let left = standing().filter(|group| stands(group.guard));
            let count: u32 =
                left.map(|group| up(group.event).saturating_sub(u32::from(group.event.0 == *failed))).sum();
            count < needed
        });
        self.store_gathered()
    }

    fn keep(&mut self, gather: impl FnOnce(&mut Vec<u32>)) -> Set {
        self.gathered.clear();
        gather(&mut self.gathered);
        self.store_gathered()
    }

    fn store_gathered(&mut self) -> Set {
        let start = self.sets.store.len() as u32;
        self.sets.store.extend_from_slice(&self.gathered);
        Set::Span(start, self.sets.store.len() as u32)
    }
}

/// Of an ascending list, the numbers that occur at least so often, once each.
fn keep_repeated(numbers: &mut Vec<u32>, times: usize) {
    let mut kept = 0;
    let mut at = 0;
    while at < numbers.len() {
        let number = numbers[at];
        let end = at + numbers[at..].iter().take_while(|other| **other == number).count();
        if end - at >= times {
            numbers[kept] = number;
            kept += 1;
        }
        at = end;
    }
    numbers.truncate(kept);
}
