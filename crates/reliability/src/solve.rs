//! From a fault tree to what there is to know of it.

use std::rc::Rc;

use linchpin_sorted::Arrange;
use std::collections::BTreeSet;

use crate::bounds::Bounds;
use crate::cut_sets::{CutSet, Family, Ranked, Ranking, Variable, counts};
use crate::diagram::Diagrams;
use crate::likelihood::{Importance, Likelihood};
use crate::prepare::{Prepared, prepare, without};
use crate::singles::{set_apart, singles};
use crate::solver::{Limits, Solved, Solver, with_gate_on_top};
use crate::store::{FALSE, Store, TRUE};
use crate::tree::{BasicEvent, EventId, FaultTree, Node};
use crate::truncated::{self, Truncation};

/// What there is to know of a fault tree.
#[derive(Debug)]
pub struct Solution {
    likelihood: Likelihood,
    sets: Sets,
}

#[derive(Debug)]
enum Sets {
    /// All of them, module by module, the top last.
    All { families: Vec<Family>, counts: Option<Vec<u128>>, count: Option<u128> },
    /// Those up to an order.
    UpTo(u32, Vec<CutSet>),
}

impl Solution {
    /// How likely the top event is: exactly, or where the limits did not allow that, between what bounds.
    pub fn probability(&self) -> Bounds {
        self.likelihood.probability()
    }

    /// How likely the top event is if the basic events have other probabilities; nothing where that is not
    /// known exactly.
    pub fn probability_given(&self, of_event: impl Fn(EventId) -> f64) -> Option<f64> {
        self.likelihood.probability_given(of_event)
    }

    /// How much each basic event matters, by its number; nothing where the probability is not exact.
    pub fn importance(&self) -> Option<Vec<Importance>> {
        self.likelihood.importance()
    }

    /// Up to which order the cut sets are known; nothing means all of them are.
    pub fn known_to_order(&self) -> Option<u32> {
        match &self.sets {
            Sets::All { .. } => None,
            Sets::UpTo(order, _) => Some(*order),
        }
    }

    /// How many minimal cut sets there are of each order, from order 0 to at most order 1,000, as far
    /// as they are known. Nothing where a number is beyond 128 bits.
    pub fn counts_by_order(&self) -> Option<Vec<u128>> {
        match &self.sets {
            Sets::All { counts, .. } => counts.clone(),
            Sets::UpTo(_, sets) => {
                let mut counts = Vec::new();
                for set in sets {
                    let order = set.order as usize;
                    counts.resize(counts.len().max(order + 1), 0);
                    counts[order] += 1;
                }
                Some(counts)
            }
        }
    }

    /// How many minimal cut sets are known; nothing where that is beyond 128 bits.
    pub fn count(&self) -> Option<u128> {
        match &self.sets {
            Sets::All { count, .. } => *count,
            Sets::UpTo(_, sets) => Some(sets.len() as u128),
        }
    }

    /// The minimal cut sets that are known, best first, found as they are taken.
    pub fn cut_sets(&self, ranking: Ranking) -> Box<dyn Iterator<Item = CutSet> + '_> {
        match &self.sets {
            Sets::All { families, .. } => Box::new(Ranked::new(families, &self.likelihood.events, ranking)),
            Sets::UpTo(_, sets) => {
                let mut sets = sets.clone();
                let likelier = |a: &CutSet, b: &CutSet| b.probability.total_cmp(&a.probability);
                match ranking {
                    Ranking::Probability => sets.arrange_by(likelier),
                    Ranking::Order => sets.arrange_by(|a, b| a.order.cmp(&b.order).then_with(|| likelier(a, b))),
                }
                Box::new(sets.into_iter())
            }
        }
    }
}

/// The minimal cut sets up to an order, by order, then by event: quick even where all of them or the
/// probability would take long. The order reached, which is lower than asked for where there are more
/// sets than the limits allow, comes with them.
pub fn cut_sets_up_to(tree: &FaultTree, order: u32, sets: usize) -> (u32, Vec<CutSet>) {
    listed(&prepare(tree), &tree.events, order, sets)
}

/// Solves a fault tree: exactly where the limits allow it, else as far as they do.
pub fn solve(tree: &FaultTree, limits: &Limits) -> Solution {
    let prepared = with_gate_on_top(set_apart(prepare(tree), tree.events.len()));
    if let Node::Constant(happens) = prepared.top {
        let root = if happens { TRUE } else { FALSE };
        let family = Family { store: Rc::new(Store::new(0)), root, variables: Rc::from([]) };
        let likelihood = Likelihood::decided(tree, happens);
        return Solution { likelihood, sets: all_sets(vec![family], &tree.events) };
    }
    let modules = Solver::run(&prepared, &tree.events, limits, Some(Diagrams::minimal_cut_sets));
    let mut likelihood = Likelihood::of(tree, &modules);
    let families: Option<Vec<Family>> = modules.iter().map(Solved::family).collect();
    let sets = match families {
        Some(families) => all_sets(families, &tree.events),
        None => {
            let (order, sets) = listed(&prepared, &tree.events, limits.order, limits.sets);
            let probability = &mut likelihood.probability;
            if probability.value().is_none() {
                probability.low = probability.low.max(disjoint(&sets));
            }
            Sets::UpTo(order, sets)
        }
    };
    Solution { likelihood, sets }
}

/// What is enough alone is in no other minimal set. Without it the tree is much smaller, and what is left
/// is looked for there.
fn listed(prepared: &Prepared, events: &[BasicEvent], order: u32, sets: usize) -> (u32, Vec<CutSet>) {
    let singles = singles(prepared, events.len());
    let rest = without(prepared, &singles);
    let alone = singles.iter().map(|event| vec![*event]).filter(|set| CutSet::of(set.clone(), events).order <= order);
    for order in (1..=order).rev() {
        if let Ok(found) = truncated::cut_sets(&rest, events, Truncation { order, sets }) {
            return (order, alone.chain(found).map(|set| CutSet::of(set, events)).collect());
        }
    }
    (0, Vec::new())
}

/// At least this likely is one of these sets: those that share no event are independent.
fn disjoint(sets: &[CutSet]) -> f64 {
    let mut likeliest: Vec<&CutSet> = sets.iter().collect();
    likeliest.arrange_by(|a, b| b.probability.total_cmp(&a.probability));
    let mut taken = BTreeSet::new();
    let mut none = 1.0;
    for set in likeliest {
        if set.events.iter().all(|event| !taken.contains(event)) {
            taken.extend(set.events.iter().copied());
            none *= 1.0 - set.probability;
        }
    }
    1.0 - none
}

fn all_sets(families: Vec<Family>, events: &[BasicEvent]) -> Sets {
    let counts = all_counts(&families, |event| events[event.0 as usize].order as usize, MOST_ORDER);
    let count = all_counts(&families, |_| 0, 0).map(|counts| counts.first().copied().unwrap_or(0));
    Sets::All { families, counts, count }
}

/// How many sets there are of each order, when events add this much to the order.
fn all_counts(families: &[Family], order: impl Fn(EventId) -> usize, most: usize) -> Option<Vec<u128>> {
    let mut of_modules: Vec<Vec<u128>> = Vec::with_capacity(families.len());
    for family in families {
        let polynomial = |variable: &Variable| match variable {
            Variable::Event(event) if order(*event) > most => Vec::new(),
            Variable::Event(event) => std::iter::repeat_n(0, order(*event)).chain([1]).collect(),
            // A module is a variable of one other only.
            Variable::Module(module) => std::mem::take(&mut of_modules[*module]),
        };
        let variables: Vec<Vec<u128>> = family.variables.iter().map(polynomial).collect();
        of_modules.push(counts(family, &variables, most)?);
    }
    of_modules.pop()
}

/// Sets of a higher order are not counted by order; none that was seen comes near.
const MOST_ORDER: usize = 1000;
