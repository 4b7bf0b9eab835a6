//! A good plan quickly: again and again what brings the targets nearest for its cost, and at the end
//! whatever turned out not to be needed is left out.

use linchpin_document::Arrange;

use super::candidates::{Candidate, everything};
use super::state::{Ground, State};
use crate::Ids;
use crate::bench::Bench;

/// A fix that costs nothing is as good as one at this cost that does this many times more.
const NEXT_TO_NOTHING: f64 = 0.1;
/// How often candidates are looked for anew where none of those known helps.
const MOST_ROUNDS: usize = 6;
/// A change of distance smaller than this is none.
const LEAST: f64 = 1e-9;

/// A candidate with what it was worth when it was last tried.
#[derive(Debug, Clone, Copy)]
struct Rated {
    candidate: Candidate,
    worth: f64,
    /// What it was worth when it was tried first.
    first_worth: f64,
}

/// What is to be done next.
enum Phase {
    /// Candidates are tried one by one on the design as it is by now.
    Gauging {
        left: Vec<Candidate>,
        helped: bool,
    },
    /// The best is taken.
    Taking,
    /// Fixes are left out one by one, the first of these next.
    Trimming(usize),
    Done,
}

/// The search for a good plan.
pub(super) struct Greedy {
    pub(super) state: State,
    /// Every candidate that ever helped, as it was rated last.
    rated: Vec<Rated>,
    phase: Phase,
    rounds: usize,
    /// How many candidates there are to gauge in this round.
    gauged_of: usize,
}

impl Greedy {
    pub(super) fn new(ground: &Ground, start: State) -> Self {
        let left =
            if start.gaps.is_empty() { Vec::new() } else { everything(&ground.bench, &ground.bench, ground.criterion) };
        let gauged_of = left.len();
        Self { state: start, rated: Vec::new(), phase: Phase::Gauging { left, helped: false }, rounds: 1, gauged_of }
    }

    /// Every candidate that ever helped, the most worth first.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let mut rated = self.rated.clone();
        rated.arrange_by(|a, b| b.first_worth.total_cmp(&a.first_worth));
        rated.into_iter().map(|rated| rated.candidate).collect()
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done)
    }

    /// How far it is, roughly.
    pub(super) fn share(&self) -> f64 {
        match &self.phase {
            Phase::Gauging { left, .. } => 0.5 * (1.0 - left.len() as f64 / self.gauged_of.max(1) as f64),
            Phase::Taking => 0.6,
            Phase::Trimming(_) => 0.9,
            Phase::Done => 1.0,
        }
    }

    /// Tries one thing out.
    pub(super) fn step(&mut self, ground: &Ground, ids: &mut dyn Ids) {
        match &mut self.phase {
            Phase::Gauging { left, helped } => match (left.pop(), *helped) {
                (Some(candidate), _) => self.gauge(ground, candidate, ids),
                (None, true) => self.phase = Phase::Taking,
                (None, false) => self.phase = Phase::Trimming(0),
            },
            Phase::Taking => self.take(ground, ids),
            Phase::Trimming(index) => {
                let index = *index;
                self.trim(ground, index, ids);
            }
            Phase::Done => {}
        }
    }

    /// Rates a candidate on the design as it is by now.
    fn gauge(&mut self, ground: &Ground, candidate: Candidate, ids: &mut dyn Ids) {
        let worth = ground.add(&self.state, candidate, ids).map_or(0.0, |next| worth(&self.state, &next));
        if worth <= 0.0 {
            return;
        }
        match self.rated.iter_mut().find(|rated| rated.candidate == candidate) {
            Some(rated) => rated.worth = worth,
            None => self.rated.push(Rated { candidate, worth, first_worth: worth }),
        }
        if let Phase::Gauging { helped, .. } = &mut self.phase {
            *helped = true;
        }
    }

    /// Takes the best candidate: what was rated before is tried again until one keeps its place.
    fn take(&mut self, ground: &Ground, ids: &mut dyn Ids) {
        if self.state.gaps.is_empty() {
            self.phase = Phase::Trimming(0);
            return;
        }
        let free = |rated: &&Rated| !self.state.chosen.iter().any(|chosen| chosen.excludes(&rated.candidate));
        let best = self.rated.iter().filter(free).max_by(|a, b| a.worth.total_cmp(&b.worth)).copied();
        let Some(best) = best.filter(|best| best.worth > 0.0) else {
            self.look_again(ground);
            return;
        };
        let next = ground.add(&self.state, best.candidate, ids);
        let now = next.as_ref().map_or(0.0, |next| worth(&self.state, next));
        let second = self.rated.iter().filter(free).filter(|other| other.candidate != best.candidate);
        let second = second.map(|rated| rated.worth).fold(0.0, f64::max);
        if let Some(rated) = self.rated.iter_mut().find(|rated| rated.candidate == best.candidate) {
            rated.worth = now;
        }
        if let Some(next) = next.filter(|_| now > 0.0 && now >= second) {
            self.state = next;
        }
    }

    /// Nothing known helps any more: what does by now?
    fn look_again(&mut self, ground: &Ground) {
        if self.rounds >= MOST_ROUNDS {
            self.phase = Phase::Trimming(0);
            return;
        }
        self.rounds += 1;
        let bench = Bench::new(self.state.design(), &ground.query);
        let free = |candidate: &Candidate| !self.state.chosen.iter().any(|chosen| chosen.excludes(candidate));
        let left: Vec<Candidate> =
            everything(&bench, &ground.bench, ground.criterion).into_iter().filter(free).collect();
        self.gauged_of = left.len();
        self.phase = Phase::Gauging { left, helped: false };
    }

    /// Leaves one fix out if the targets are as near without it.
    fn trim(&mut self, ground: &Ground, index: usize, ids: &mut dyn Ids) {
        if index >= self.state.chosen.len() {
            self.phase = Phase::Done;
            return;
        }
        let mut fewer = self.state.chosen.clone();
        fewer.remove(index);
        let without = ground.add_all(&fewer, ids);
        match without.filter(|without| without.distance <= self.state.distance + LEAST) {
            Some(without) => self.state = without,
            None => self.phase = Phase::Trimming(index + 1),
        }
    }
}

/// How much nearer the targets come for what it costs; nothing where they do not.
fn worth(before: &State, after: &State) -> f64 {
    let nearer = before.distance - after.distance;
    if nearer <= LEAST { 0.0 } else { nearer / (after.cost - before.cost).max(NEXT_TO_NOTHING) }
}
