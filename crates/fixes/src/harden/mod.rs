//! The cheapest set of fixes that meets all targets.

mod candidates;
mod cost;
mod gaps;
mod greedy;
mod plan;
mod search;
mod state;
mod targets;
mod weakness;
mod words;

use linchpin_analysis::Query;
use linchpin_document::{Design, PeerId, Replica};

use crate::bench::Bench;
use crate::{Ids, Serials};
use greedy::Greedy;
use search::Search;
use state::{Ground, State};
use targets::Asked;

pub use candidates::Candidate;
pub use cost::Criterion;
pub use gaps::Gap;
pub use plan::{Plan, PlanStep, Proof};
pub use targets::Target;
pub use weakness::Weakness;

/// With more candidates than this no proof is tried: the sets of them are too many.
const MOST_IN_SEARCH: usize = 40;

/// How much of the progress is that of finding a first plan.
const SHARE_OF_GREEDY: f64 = 0.4;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// What is asked of the design as a whole, where that is something else than it says itself.
    pub target: Target,
    /// The multiple of today's peak to be carried.
    pub scale: f64,
    /// What is to be spent as little of as possible.
    pub criterion: Criterion,
    /// How many sets of fixes are looked at to prove that a plan is the cheapest.
    pub effort: u32,
}

impl Default for Goal {
    /// What a design asks for itself, at today's peak.
    fn default() -> Self {
        Self { target: Target::default(), scale: 1.0, criterion: Criterion::Instances, effort: 3_000 }
    }
}

/// The search for a plan, one attempt a step. Dropping it cancels.
pub struct Harden {
    ground: Ground,
    effort: u32,
    /// Ids of what is drawn while trying; the plan gets others.
    scratch: Serials,
    start: State,
    greedy: Greedy,
    search: Option<Search>,
}

impl Harden {
    /// Prepares the search; nothing in the design changes. Nothing where a price is to be kept down and is
    /// not known.
    pub fn new(design: &Design, goal: Goal) -> Option<Self> {
        let query = Query { scale: goal.scale, ..Query::default() };
        // Nothing is written here but what is asked for, so the peer never shows.
        let mut asking = Replica::from_document(design.to_document(PeerId::from_bits(0)));
        goal.target.write_into(&mut asking);
        let asked = Asked::of(asking.design());
        let ground = Ground { bench: Bench::new(asking.design(), &query), asked, query, criterion: goal.criterion };
        let start = ground.start()?;
        let greedy = Greedy::new(&ground, start.clone());
        let scratch = Serials::of(PeerId::from_bits(PeerId::SPACE - 1));
        Some(Self { ground, effort: goal.effort, scratch, start, greedy, search: None })
    }

    /// Tries one thing more. Returns whether the plan is ready.
    pub fn step(&mut self) -> bool {
        if !self.greedy.is_done() {
            self.greedy.step(&self.ground, &mut self.scratch);
            return false;
        }
        if self.search.is_none() {
            self.search = Some(self.begin_search());
        }
        let Some(search) = self.search.as_mut().filter(|search| !search.is_done()) else { return true };
        search.step(&self.ground, &mut self.scratch);
        false
    }

    /// How far it is, 0 to 1, roughly.
    pub fn progress(&self) -> f64 {
        let search = self.search.as_ref().map_or(0.0, Search::share);
        SHARE_OF_GREEDY * self.greedy.share() + (1.0 - SHARE_OF_GREEDY) * search
    }

    /// The best plan found so far. `ids` names what its steps create.
    pub fn plan(&self, ids: &mut dyn Ids) -> Plan {
        let best = self.search.as_ref().and_then(|search| search.best.as_ref()).unwrap_or(&self.greedy.state);
        let proof = match &self.search {
            Some(search) if search.is_exhausted() => Proof::Complete,
            Some(search) if search.has_looked() => Proof::Bound(search.least_cost() - self.start.cost),
            _ => Proof::None,
        };
        plan::write(&self.ground, &self.start, best, proof, self.greedy.candidates(), ids)
    }

    /// Searches to the end.
    pub fn run(mut self, ids: &mut dyn Ids) -> Plan {
        while !self.step() {}
        self.plan(ids)
    }

    /// The proof that nothing is cheaper, or something cheaper.
    fn begin_search(&self) -> Search {
        let candidates = self.greedy.candidates();
        let effort = if candidates.len() <= MOST_IN_SEARCH { self.effort } else { 0 };
        let known = Some(&self.greedy.state).filter(|state| state.gaps.is_empty()).cloned();
        Search::new(&self.start, candidates, known, effort)
    }
}
