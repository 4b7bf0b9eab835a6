//! What came out: steps in an order in which each helps, with what each buys.

use linchpin_document::{RecordId, Transaction};

use super::candidates::Candidate;
use super::cost::Criterion;
use super::gaps::Gap;
use super::state::{Ground, State};
use crate::figures::{Depth, Figures};
use crate::{Fix, Ids};

/// How sure it is that no plan is cheaper, among the fixes considered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Proof {
    /// Every cheaper set was looked at: none meets the targets.
    Complete,
    /// A search that was cut short: no set that adds less than this to the cost meets them.
    Bound(f64),
    /// There are too many sets to look at: it is a good plan, found step by step.
    None,
}

/// One fix of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanStep {
    /// What is done. Its transaction is for the design as the steps before it leave it.
    pub fix: Fix,
    /// What it adds to the cost.
    pub cost: f64,
    /// The figures once it is done.
    pub after: Figures,
    /// How many gaps are left then.
    pub gaps_left: usize,
}

/// The cheapest fixes that meet all targets, or those that come nearest.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The figures as they are.
    pub before: Figures,
    /// What is missed as it is.
    pub missed: Vec<Gap>,
    /// What to do, in order.
    pub steps: Vec<PlanStep>,
    /// What is missed when all is done: what no fix considered removes.
    pub left: Vec<Gap>,
    /// What all steps cost together.
    pub cost: f64,
    /// How sure it is that no plan is cheaper.
    pub proof: Proof,
    /// What is kept down.
    pub criterion: Criterion,
    /// The fixes considered: every one that brought the targets nearer when it was tried.
    pub considered: Vec<Candidate>,
}

impl Plan {
    /// Whether all targets are met in the end.
    pub fn meets_all(&self) -> bool {
        self.left.is_empty()
    }

    /// All steps as one change.
    pub fn transaction(&self) -> Transaction {
        let mut together = Transaction::new();
        for step in &self.steps {
            together.extend(step.fix.transaction.clone());
        }
        together
    }

    /// What stands in the way of the targets in the end, each record once.
    pub fn blocked_by(&self) -> Vec<RecordId> {
        let mut records: Vec<RecordId> = self.left.iter().filter_map(Gap::record).collect();
        records.dedup();
        records
    }
}

/// Draws the steps of a plan for good.
pub(super) fn write(
    ground: &Ground,
    start: &State,
    best: &State,
    proof: Proof,
    considered: Vec<Candidate>,
    ids: &mut dyn Ids,
) -> Plan {
    let depth = if ground.asked.availability.is_empty() { Depth::Quick } else { Depth::Full };
    let mut state = start.clone();
    let mut steps = Vec::new();
    for candidate in &best.chosen {
        let Some((next, fix)) = ground.draw(&state.replica, *candidate, ids) else { continue };
        let Some(next) = ground.judge(next, Vec::new()) else { continue };
        let after = Figures::of(next.design(), &ground.query, depth);
        steps.push(PlanStep { fix, cost: next.cost - state.cost, after, gaps_left: next.gaps.len() });
        state = next;
    }
    Plan {
        before: Figures::of(start.design(), &ground.query, depth),
        missed: start.gaps.clone(),
        steps,
        cost: state.cost - start.cost,
        left: state.gaps,
        proof,
        criterion: ground.criterion,
        considered,
    }
}
