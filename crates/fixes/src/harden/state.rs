//! A design on the way to its targets.

use linchpin_analysis::Query;
use linchpin_document::{Design, Replica};

use super::candidates::Candidate;
use super::cost::Criterion;
use super::gaps::{Gap, distance, gaps};
use super::targets::Asked;
use crate::bench::Bench;
use crate::{Fix, Ids};

/// What does not change while a plan is searched.
pub(super) struct Ground {
    pub(super) bench: Bench,
    pub(super) asked: Asked,
    pub(super) query: Query,
    pub(super) criterion: Criterion,
}

/// A design with some fixes applied, judged.
#[derive(Clone)]
pub(super) struct State {
    pub(super) replica: Replica,
    pub(super) chosen: Vec<Candidate>,
    pub(super) gaps: Vec<Gap>,
    pub(super) distance: f64,
    pub(super) cost: f64,
}

impl State {
    pub(super) fn design(&self) -> &Design {
        self.replica.design()
    }

    /// What there is least of first: cost, then steps.
    pub(super) fn expense(&self) -> (f64, usize) {
        (self.cost, self.chosen.len())
    }
}

impl Ground {
    /// The design as it is.
    pub(super) fn start(&self) -> Option<State> {
        self.judge(self.bench.replica().clone(), Vec::new())
    }

    /// One fix more; nothing where it cannot be drawn or its cost is not known.
    pub(super) fn add(&self, state: &State, candidate: Candidate, ids: &mut dyn Ids) -> Option<State> {
        let (replica, _) = self.draw(&state.replica, candidate, ids)?;
        let chosen = state.chosen.iter().copied().chain([candidate]).collect();
        self.judge(replica, chosen)
    }

    /// All of some fixes, one after the other.
    pub(super) fn add_all(&self, chosen: &[Candidate], ids: &mut dyn Ids) -> Option<State> {
        let mut replica = self.bench.replica().clone();
        for candidate in chosen {
            replica = self.draw(&replica, *candidate, ids)?.0;
        }
        self.judge(replica, chosen.to_vec())
    }

    /// Draws a candidate on a design, and returns both the new design and the fix.
    pub(super) fn draw(&self, replica: &Replica, candidate: Candidate, ids: &mut dyn Ids) -> Option<(Replica, Fix)> {
        let Candidate { remedy, subject, amount } = candidate;
        let fix = self.bench.draw_on(replica, remedy, subject, amount, ids)?;
        let mut next = replica.clone();
        next.commit(&fix.transaction).ok()?;
        Some((next, fix))
    }

    /// Looks at what a design misses and costs; nothing where its cost is not known.
    pub(super) fn judge(&self, replica: Replica, chosen: Vec<Candidate>) -> Option<State> {
        let cost = self.criterion.cost(replica.design())?;
        let gaps = gaps(replica.design(), &self.asked, &self.query);
        let distance = distance(&gaps);
        Some(State { replica, chosen, gaps, distance, cost })
    }
}
