//! Minimal cut sets up to an order, for trees whose cut sets are too many, and for those who only ask
//! for pairs. Exact as far as it goes: no set of a higher order can make one of these less than minimal.

use std::borrow::Cow;
use std::cmp::Ordering;

use linchpin_sorted::Arrange;

use crate::prepare::Prepared;
use crate::store::Exhausted;
use crate::tree::{BasicEvent, EventId, Gate, Node};

/// A cut set: events in ascending order.
pub(crate) type Set = Vec<EventId>;

/// What is computed, and what is too much.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Truncation {
    /// Sets of a higher order are left out.
    pub(crate) order: u32,
    /// So many sets of one gate are too many.
    pub(crate) sets: usize,
}

/// A minimal set has fewer subsets than this to be looked up.
const MOST_EVENTS: u32 = 10;

/// The minimal cut sets of a tree up to an order, by order, then by event.
pub(crate) fn cut_sets(prepared: &Prepared, events: &[BasicEvent], limit: Truncation) -> Result<Vec<Set>, Exhausted> {
    let limit = Truncation { order: limit.order.min(MOST_EVENTS), ..limit };
    let families = Families { events, limit };
    let mut of_gates: Vec<Vec<Set>> = Vec::with_capacity(prepared.gates.len());
    for gate in &prepared.gates {
        let of = |node: &Node| families.of(*node, &of_gates);
        let sets = match gate {
            Gate::And(nodes) => families.and(nodes.iter().map(of).collect())?,
            Gate::Or(nodes) => families.minimal(nodes.iter().flat_map(|node| of(node).into_owned()).collect())?,
            Gate::AtLeast(needed, nodes) => {
                families.at_least(*needed, nodes.iter().map(|(node, weight)| (of(node), *weight)).collect())?
            }
        };
        of_gates.push(sets);
    }
    Ok(families.of(prepared.top, &of_gates).into_owned())
}

struct Families<'a> {
    events: &'a [BasicEvent],
    limit: Truncation,
}

impl Families<'_> {
    fn order(&self, set: &[EventId]) -> u32 {
        set.iter().fold(0, |sum: u32, event| sum.saturating_add(self.events[event.0 as usize].order))
    }

    fn of<'b>(&self, node: Node, of_gates: &'b [Vec<Set>]) -> Cow<'b, [Set]> {
        match node {
            Node::Constant(true) => Cow::Owned(vec![Set::new()]),
            Node::Constant(false) => Cow::Owned(Vec::new()),
            Node::Event(event) => Cow::Owned(self.single(event)),
            Node::Gate(gate) => Cow::Borrowed(&of_gates[gate as usize]),
        }
    }

    fn single(&self, event: EventId) -> Vec<Set> {
        if self.order(&[event]) <= self.limit.order { vec![vec![event]] } else { Vec::new() }
    }

    /// Of one set of each, small families first.
    fn and(&self, mut families: Vec<Cow<[Set]>>) -> Result<Vec<Set>, Exhausted> {
        families.arrange_by_key(|family| family.len());
        families.into_iter().try_fold(vec![Set::new()], |all, family| self.product(&all, &family))
    }

    fn product(&self, left: &[Set], right: &[Set]) -> Result<Vec<Set>, Exhausted> {
        if left.len().saturating_mul(right.len()) > self.limit.sets.saturating_mul(16) {
            return Err(Exhausted);
        }
        let both = left.iter().flat_map(|a| right.iter().map(move |b| union(a, b)));
        self.minimal(both.filter(|set| self.order(set) <= self.limit.order).collect())
    }

    fn at_least(&self, needed: u64, families: Vec<(Cow<[Set]>, u64)>) -> Result<Vec<Set>, Exhausted> {
        let width = usize::try_from(needed).ok().filter(|needed| *needed < self.limit.sets).ok_or(Exhausted)? + 1;
        let mut reached: Vec<Vec<Set>> = vec![Vec::new(); width];
        reached[0] = vec![Set::new()];
        for (family, weight) in families.into_iter().filter(|(family, _)| !family.is_empty()) {
            for need in (1..width).rev() {
                let rest = need.saturating_sub(weight.min(needed) as usize);
                if !reached[rest].is_empty() {
                    let mut sets = self.product(&reached[rest], &family)?;
                    sets.append(&mut reached[need]);
                    reached[need] = self.minimal(sets)?;
                }
            }
        }
        Ok(reached.swap_remove(width - 1))
    }

    /// Without those that contain another, in order of length, then of events.
    fn minimal(&self, mut sets: Vec<Set>) -> Result<Vec<Set>, Exhausted> {
        sets.sort_unstable_by(by_length);
        sets.dedup();
        let shortest = sets.first().map_or(0, Vec::len);
        let mut kept: Vec<Set> = Vec::with_capacity(sets.len());
        for set in sets {
            if set.len() == shortest || !has_subset(&set, &kept) {
                kept.push(set);
            }
        }
        if kept.len() > self.limit.sets { Err(Exhausted) } else { Ok(kept) }
    }
}

fn by_length(a: &Set, b: &Set) -> Ordering {
    (a.len(), a).cmp(&(b.len(), b))
}

/// Whether a proper subset is among those kept. Sets are short, so all of them are looked up.
fn has_subset(set: &Set, kept: &[Set]) -> bool {
    let mut subset = Set::with_capacity(set.len());
    (0..(1u32 << set.len()) - 1).any(|chosen| {
        subset.clear();
        subset.extend(set.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, event)| *event));
        kept.binary_search_by(|other| by_length(other, &subset)).is_ok()
    })
}

fn union(a: &[EventId], b: &[EventId]) -> Set {
    let mut both: Set = a.iter().chain(b).copied().collect();
    both.arrange();
    both.dedup();
    both
}
