//! The cheapest plan: sets of candidates in the order of what they cost, until one meets all targets.
//!
//! Fixes add and never take away, so what a set costs is a lower bound for every larger one: whatever is
//! cheaper than the first set that meets the targets has been looked at and does not.

use linchpin_document::Arrange;

use super::candidates::Candidate;
use super::state::{Ground, State};
use crate::Ids;

/// A set of candidates, by their places in ascending order, that does not meet the targets.
struct Node {
    cost: f64,
    places: Vec<u16>,
}

/// The search, one judged set at a time.
pub(super) struct Search {
    candidates: Vec<Candidate>,
    /// Sets to be enlarged, the cheapest last.
    open: Vec<Node>,
    /// The set being enlarged, and the next candidate to add to it.
    current: Option<(State, Node, usize)>,
    /// Found on the way and not yet put in order.
    fresh: Vec<Node>,
    /// The cheapest that meets the targets.
    pub(super) best: Option<State>,
    left: u32,
    budget: u32,
}

impl Search {
    /// Sets of these candidates, starting from a plan known to meet the targets, if there is one.
    pub(super) fn new(start: &State, candidates: Vec<Candidate>, known: Option<State>, budget: u32) -> Self {
        let met = start.gaps.is_empty();
        let open = if met { Vec::new() } else { vec![Node { cost: start.cost, places: Vec::new() }] };
        Self { candidates, open, current: None, fresh: Vec::new(), best: known, left: budget, budget }
    }

    /// Whether every cheaper set has been looked at.
    pub(super) fn is_exhausted(&self) -> bool {
        self.current.is_none() && self.fresh.is_empty() && !self.open.last().is_some_and(|node| self.may_lead_on(node))
    }

    /// Whether anything was looked at.
    pub(super) fn has_looked(&self) -> bool {
        self.left < self.budget
    }

    pub(super) fn is_done(&self) -> bool {
        self.left == 0 || self.is_exhausted()
    }

    /// No plan costs less than this.
    pub(super) fn least_cost(&self) -> f64 {
        let open = self.open.last().map(|node| node.cost);
        let current = self.current.as_ref().map(|(_, node, _)| node.cost);
        let fresh = self.fresh.iter().map(|node| node.cost);
        let best = self.best.as_ref().map(|best| best.cost);
        fresh.chain(open).chain(current).chain(best).fold(f64::INFINITY, f64::min)
    }

    /// The share of what may be tried that has been.
    pub(super) fn share(&self) -> f64 {
        1.0 - f64::from(self.left) / f64::from(self.budget.max(1))
    }

    /// Judges one more set.
    pub(super) fn step(&mut self, ground: &Ground, ids: &mut dyn Ids) {
        let Some((state, node, next)) = self.current.take() else { return self.open_next(ground, ids) };
        let Some(candidate) = self.candidates.get(next).copied() else {
            self.open.append(&mut self.fresh);
            // Of equally dear sets the one with fewer steps, then the one with better candidates is last.
            self.open.arrange_by(|a, b| {
                b.cost.total_cmp(&a.cost).then(b.places.len().cmp(&a.places.len())).then(b.places.cmp(&a.places))
            });
            return;
        };
        if !state.chosen.iter().any(|chosen| chosen.excludes(&candidate)) {
            self.left = self.left.saturating_sub(1);
            if let Some(larger) = ground.add(&state, candidate, ids) {
                self.consider(larger, &node, next);
            }
        }
        self.current = Some((state, node, next + 1));
    }

    fn open_next(&mut self, ground: &Ground, ids: &mut dyn Ids) {
        let Some(node) = self.open.pop() else { return };
        if !self.may_lead_on(&node) {
            self.open.clear();
            return;
        }
        let chosen: Vec<Candidate> = node.places.iter().map(|place| self.candidates[usize::from(*place)]).collect();
        let after = node.places.last().map_or(0, |last| usize::from(*last) + 1);
        self.current = ground.add_all(&chosen, ids).map(|state| (state, node, after));
    }

    /// Whether a set with one more step may be cheaper than what is known, or as cheap in fewer steps.
    fn may_lead_on(&self, node: &Node) -> bool {
        self.best.as_ref().is_none_or(|best| (node.cost, node.places.len() + 1) < best.expense())
    }

    fn consider(&mut self, state: State, parent: &Node, place: usize) {
        if state.gaps.is_empty() {
            if self.best.as_ref().is_none_or(|best| state.expense() < best.expense()) {
                self.best = Some(state);
            }
            return;
        }
        // Candidates are few enough to be counted in 16 bits.
        let places = parent.places.iter().copied().chain([place as u16]).collect();
        let node = Node { cost: state.cost, places };
        if self.may_lead_on(&node) {
            self.fresh.push(node);
        }
    }
}
