//! Minimal cut sets: how many there are, and which matter most.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

use linchpin_sorted::Arrange;

use crate::store::{FALSE, Ref, Store, TRUE};
use crate::tree::{BasicEvent, EventId};

/// A minimal cut set: events that together bring the top event about, none of them needlessly.
#[derive(Debug, Clone, PartialEq)]
pub struct CutSet {
    /// The events, in ascending order.
    pub events: Vec<EventId>,
    /// The sum of their orders: the number of things that fail.
    pub order: u32,
    /// How likely it is that all of them happen.
    pub probability: f64,
}

impl CutSet {
    pub(crate) fn of(mut set: Vec<EventId>, events: &[BasicEvent]) -> Self {
        set.arrange();
        let of = |event: &EventId| events[event.0 as usize];
        let order = set.iter().fold(0u32, |sum, event| sum.saturating_add(of(event).order));
        let probability = set.iter().map(|event| of(event).probability).product();
        Self { events: set, order, probability }
    }
}

/// What comes first when cut sets are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ranking {
    /// The likeliest.
    Probability,
    /// Those of the lowest order, of these the likeliest.
    Order,
}

/// What a variable of a diagram stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Variable {
    Event(EventId),
    /// A module, by its place among them.
    Module(usize),
}

/// The minimal cut sets of one module over events and other modules.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) store: Rc<Store>,
    pub(crate) root: Ref,
    /// What each level stands for.
    pub(crate) variables: Rc<[Variable]>,
}

/// How many sets of each order a family has, from order 0; orders above `most` are left out.
/// Nothing where a number is beyond 128 bits.
pub(crate) fn counts(family: &Family, of_variable: &[Vec<u128>], most: usize) -> Option<Vec<u128>> {
    let below = family.store.below(family.root);
    let mut uses = vec![0u32; family.root.max(TRUE) as usize + 1];
    for node in &below {
        let decision = family.store.get(*node);
        uses[decision.low as usize] += 1;
        uses[decision.high as usize] += 1;
    }
    let mut polynomials: Vec<Vec<u128>> = vec![Vec::new(); uses.len()];
    polynomials[TRUE as usize] = vec![1];
    for node in below {
        let decision = family.store.get(node);
        let mut sum = times(&polynomials[decision.high as usize], &of_variable[decision.level as usize], most)?;
        add(&mut sum, &polynomials[decision.low as usize])?;
        polynomials[node as usize] = sum;
        for child in [decision.low, decision.high] {
            uses[child as usize] -= 1;
            // What nobody asks for any more makes room.
            if uses[child as usize] == 0 && child != TRUE && child != family.root {
                polynomials[child as usize] = Vec::new();
            }
        }
    }
    Some(polynomials.swap_remove(family.root as usize))
}

fn times(a: &[u128], b: &[u128], most: usize) -> Option<Vec<u128>> {
    if a.is_empty() || b.is_empty() {
        return Some(Vec::new());
    }
    let mut product = vec![0u128; (a.len() + b.len() - 1).min(most + 1)];
    for (order, count) in a.iter().enumerate().filter(|(_, count)| **count > 0) {
        for (further, other) in b.iter().enumerate().filter(|(further, other)| **other > 0 && order + further <= most) {
            let sum = &mut product[order + further];
            *sum = sum.checked_add(count.checked_mul(*other)?)?;
        }
    }
    Some(product)
}

fn add(sum: &mut Vec<u128>, other: &[u128]) -> Option<()> {
    if sum.len() < other.len() {
        sum.resize(other.len(), 0);
    }
    for (a, b) in sum.iter_mut().zip(other) {
        *a = a.checked_add(*b)?;
    }
    Some(())
}

/// What a cut set costs, for the best first: adding up along a set, smaller is better. Whole numbers,
/// because sums that ought to be equal have to be: else ties would be searched to exhaustion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// The order, or 0 when it does not matter.
    order: u64,
    /// Minus the logarithm of the probability, in units of [`Cost::UNIT`].
    unlikely: u64,
}

impl Cost {
    const NONE: Self = Self { order: 0, unlikely: 0 };
    const INFINITE: Self = Self { order: u64::MAX, unlikely: u64::MAX };
    /// Fine enough that rounding changes no probability by more than a trillionth for each event.
    const UNIT: f64 = 1.0 / (1u64 << 40) as f64;

    fn of(event: &BasicEvent, ranking: Ranking) -> Self {
        let order = if ranking == Ranking::Order { u64::from(event.order) } else { 0 };
        // An event that cannot happen is far less likely than any other, but comparable.
        let unlikely = if event.probability > 0.0 { -libm::log(event.probability) } else { 10_000.0 };
        Self { order, unlikely: (unlikely / Self::UNIT) as u64 }
    }

    fn plus(self, other: Self) -> Self {
        Self { order: self.order.saturating_add(other.order), unlikely: self.unlikely.saturating_add(other.unlikely) }
    }
}

/// Where to go on when a module has contributed its events.
#[derive(Debug)]
struct Rest {
    module: usize,
    node: Ref,
    best: Cost,
    then: Option<Rc<Rest>>,
}

/// Events chosen so far, the last one first.
#[derive(Debug)]
struct Chosen {
    event: EventId,
    before: Option<Rc<Chosen>>,
}

/// Long lists are taken apart link by link: dropping one inside the other would end the stack.
fn unlink<T>(mut next: Option<Rc<T>>, take: impl Fn(&mut T) -> Option<Rc<T>>) {
    while let Some(mut link) = next.and_then(Rc::into_inner) {
        next = take(&mut link);
    }
}

impl Drop for Rest {
    fn drop(&mut self) {
        unlink(self.then.take(), |rest| rest.then.take());
    }
}

impl Drop for Chosen {
    fn drop(&mut self) {
        unlink(self.before.take(), |chosen| chosen.before.take());
    }
}

/// Part of a cut set, with what the rest will cost at best.
#[derive(Debug)]
struct Partial {
    estimate: Cost,
    so_far: Cost,
    module: usize,
    node: Ref,
    rest: Option<Rc<Rest>>,
    chosen: Option<Rc<Chosen>>,
    /// Ties are broken by age, so that the order is always the same.
    number: u64,
}

impl PartialEq for Partial {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Partial {}

impl PartialOrd for Partial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Partial {
    /// The heap gives the greatest first: the cheapest, of these the youngest, which is nearest to done.
    fn cmp(&self, other: &Self) -> Ordering {
        other.estimate.cmp(&self.estimate).then(self.number.cmp(&other.number))
    }
}

/// Cut sets, best first, found as they are asked for.
pub(crate) struct Ranked<'a> {
    families: &'a [Family],
    events: &'a [BasicEvent],
    ranking: Ranking,
    /// What finishing costs at best, by module and node.
    best: Vec<Vec<Cost>>,
    waiting: BinaryHeap<Partial>,
    number: u64,
}

impl<'a> Ranked<'a> {
    /// The sets of the last of these families, which refer to earlier ones as modules.
    pub(crate) fn new(families: &'a [Family], events: &'a [BasicEvent], ranking: Ranking) -> Self {
        let mut ranked = Self { families, events, ranking, best: Vec::new(), waiting: BinaryHeap::new(), number: 0 };
        for module in 0..families.len() {
            let best = ranked.best_below(module);
            ranked.best.push(best);
        }
        if let Some(top) = families.len().checked_sub(1) {
            ranked.wait(Cost::NONE, top, families[top].root, None, None);
        }
        ranked
    }

    fn best_below(&self, module: usize) -> Vec<Cost> {
        let family = &self.families[module];
        let mut best = vec![Cost::INFINITE; family.root.max(TRUE) as usize + 1];
        best[TRUE as usize] = Cost::NONE;
        for node in family.store.below(family.root) {
            let decision = family.store.get(node);
            let with = self.cost(module, decision.level).plus(best[decision.high as usize]);
            best[node as usize] = best[decision.low as usize].min(with);
        }
        best
    }

    fn cost(&self, module: usize, level: u32) -> Cost {
        match self.families[module].variables[level as usize] {
            Variable::Event(event) => Cost::of(&self.events[event.0 as usize], self.ranking),
            Variable::Module(inner) => self.best[inner][self.families[inner].root as usize],
        }
    }

    fn wait(&mut self, so_far: Cost, module: usize, node: Ref, rest: Option<Rc<Rest>>, chosen: Option<Rc<Chosen>>) {
        if node == FALSE {
            return;
        }
        let after = rest.as_ref().map_or(Cost::NONE, |rest| rest.best);
        let estimate = so_far.plus(self.best[module][node as usize]).plus(after);
        self.number += 1;
        self.waiting.push(Partial { estimate, so_far, module, node, rest, chosen, number: self.number });
    }

    /// A variable is in the set or not.
    fn branch(&mut self, partial: Partial) {
        let Partial { so_far, module, node, rest, chosen, .. } = partial;
        let families = self.families;
        let decision = families[module].store.get(node);
        self.wait(so_far, module, decision.low, rest.clone(), chosen.clone());
        match families[module].variables[decision.level as usize] {
            Variable::Event(event) => {
                let cost = so_far.plus(Cost::of(&self.events[event.0 as usize], self.ranking));
                self.wait(cost, module, decision.high, rest, Some(Rc::new(Chosen { event, before: chosen })));
            }
            Variable::Module(inner) => {
                let after = rest.as_ref().map_or(Cost::NONE, |rest| rest.best);
                let best = self.best[module][decision.high as usize].plus(after);
                let rest = Rc::new(Rest { module, node: decision.high, best, then: rest });
                self.wait(so_far, inner, families[inner].root, Some(rest), chosen);
            }
        }
    }
}

impl Iterator for Ranked<'_> {
    type Item = CutSet;

    fn next(&mut self) -> Option<CutSet> {
        while let Some(partial) = self.waiting.pop() {
            if partial.node != TRUE {
                self.branch(partial);
                continue;
            }
            let Some(rest) = partial.rest else {
                return Some(CutSet::of(collected(partial.chosen.as_deref()), self.events));
            };
            self.wait(partial.so_far, rest.module, rest.node, rest.then.clone(), partial.chosen);
        }
        None
    }
}

fn collected(chosen: Option<&Chosen>) -> Vec<EventId> {
    std::iter::successors(chosen, |chosen| chosen.before.as_deref()).map(|chosen| chosen.event).collect()
}
