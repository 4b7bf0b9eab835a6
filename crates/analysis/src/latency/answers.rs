//! How long the answer to every duty takes, as a distribution.

use linchpin_queueing::Error;

use super::calls::{Calls, Stage, Way};
use super::distribution::Distribution;
use super::grid::Grid;
use crate::Resource;
use crate::load::{End, Load, Station, multiples};
use crate::model::Model;
use crate::structure::compile::Compiled;
use crate::structure::scenario::Scenario;

/// A change of the mean, relative, at which a circle of calls has settled.
const SETTLED: f64 = 1e-4;
/// Rounds through a circle, and answers computed for one, after which the rest of the rounds is left out.
const MOST_ROUNDS: usize = 200;
const MOST_IN_CIRCLES: usize = 20_000;
/// A chance to wait that makes no difference to any percentile told.
const NO_CHANCE: f64 = 1e-7;

/// What a design is asked, and the distributions that follow.
pub(super) struct Answers<'a, 'b> {
    pub(super) model: &'b Model<'a>,
    pub(super) load: &'b Load,
    pub(super) grid: Grid,
    /// What each component takes for itself.
    pub(super) stays: Vec<Stay>,
    /// Of each duty its answer, where it has a mean.
    answers: Vec<Option<Distribution>>,
    /// Of each duty the first component on its way to saturate.
    pub(super) limits: Vec<Option<FirstLimit>>,
    /// Of each duty whether rounds of calls were left out.
    pub(super) at_least: Vec<bool>,
}

/// The multiple of today's peak at which something saturates, and the component.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct FirstLimit {
    pub(super) multiple: f64,
    pub(super) component: usize,
}

/// How long requests stay at a component, others left out.
#[derive(Debug, Clone)]
pub(super) struct Stay {
    pub(super) station: Option<Station>,
    /// Milliseconds of waiting on average, and the share that waits at all; nothing where it never ends.
    pub(super) waiting: Option<(f64, f64)>,
    pub(super) service: f64,
    distribution: Distribution,
}

impl<'a, 'b> Answers<'a, 'b> {
    /// Computes all of them, at this multiple of today's peak.
    pub(super) fn of(
        model: &'b Model<'a>,
        compiled: &Compiled,
        scenario: &Scenario,
        load: &'b Load,
        scale: f64,
    ) -> Self {
        let grid = Grid::new();
        let mut shapes = Shapes::new(&grid);
        let stays: Vec<Stay> = (0..model.components.len())
            .map(|component| shapes.stay(model, Station::of(model, scenario, load, component), component, scale))
            .collect();
        let count = model.duties.len();
        let (answers, limits, at_least) = (vec![None; count], vec![None; count], vec![false; count]);
        let mut all = Self { model, load, grid, stays, answers, limits, at_least };
        let saturates = multiples(model, compiled, scenario, load, End::Value);
        all.solve(compiled, &saturates, scale);
        all
    }

    /// The answer to a duty, where it has a mean.
    pub(super) fn get(&self, duty: usize) -> Option<&Distribution> {
        self.answers[duty].as_ref()
    }

    fn solve(&mut self, compiled: &Compiled, saturates: &[Option<(f64, Resource)>], scale: f64) {
        let own = self.own_limits(saturates, scale);
        let strong = &compiled.strong;
        for circle in strong.callees_first() {
            let members = strong.members(circle);
            let calls: Vec<Calls> = members.iter().map(|duty| Calls::of(self.model, self.load, *duty)).collect();
            let limit = self.first_limit(&own, members, &calls);
            members.iter().for_each(|duty| self.limits[*duty] = limit);
            if limit.is_some_and(|limit| limit.multiple <= scale) {
                continue;
            }
            let callees = calls.iter().flat_map(Calls::callees);
            let at_least = callees.fold(false, |any, duty| any | self.at_least[duty]);
            let settled = if strong.is_cyclic(circle) {
                self.go_round(members, &calls)
            } else {
                self.answers[members[0]] = Some(self.answer(members[0], &calls[0]));
                true
            };
            members.iter().for_each(|duty| self.at_least[*duty] = at_least || !settled);
        }
    }

    /// Where each component saturates by itself.
    fn own_limits(&self, saturates: &[Option<(f64, Resource)>], scale: f64) -> Vec<Option<FirstLimit>> {
        let limit = |(component, stay): (usize, &Stay)| {
            let (multiple, _) = saturates[component].filter(|_| stay.station.is_some())?;
            // Rounding must not tell them apart.
            Some(FirstLimit {
                multiple: if stay.waiting.is_none() { multiple.min(scale) } else { multiple },
                component,
            })
        };
        let mut limits: Vec<Option<FirstLimit>> = self.stays.iter().enumerate().map(limit).collect();
        for connection in self.load.loops.iter().flat_map(|endless| &endless.connections) {
            let component = self.model.connections[*connection].from;
            limits[component] = Some(FirstLimit { multiple: 0.0, component });
        }
        limits
    }

    fn first_limit(&self, own: &[Option<FirstLimit>], members: &[usize], calls: &[Calls]) -> Option<FirstLimit> {
        let here = members.iter().filter_map(|duty| own[self.model.duties.get(*duty).component]);
        let behind = calls.iter().flat_map(Calls::callees).filter_map(|duty| self.limits[duty]);
        here.chain(behind).min_by(|a, b| a.multiple.total_cmp(&b.multiple).then(a.component.cmp(&b.component)))
    }

    /// Goes round a circle until nothing changes any more; false if that takes too long.
    fn go_round(&mut self, members: &[usize], calls: &[Calls]) -> bool {
        for _ in 0..MOST_ROUNDS.min(MOST_IN_CIRCLES / members.len()).max(2) {
            let mut settled = true;
            for (duty, calls) in members.iter().zip(calls) {
                let answer = self.answer(*duty, calls);
                let before = self.answers[*duty].as_ref().map_or(0.0, |before| self.grid.mean(before));
                let mean = self.grid.mean(&answer);
                settled &= (mean - before).abs() <= SETTLED * mean;
                self.answers[*duty] = Some(answer);
            }
            if settled {
                return true;
            }
        }
        false
    }

    fn answer(&self, duty: usize, calls: &Calls) -> Distribution {
        let own = &self.stays[self.model.duties.get(duty).component].distribution;
        let always = self.in_sequence(own, &calls.always);
        if calls.on_miss.is_empty() || calls.misses <= 0.0 {
            return always;
        }
        let nothing = Distribution::constant(0.0);
        let on_miss = self.in_sequence(&nothing, &calls.on_miss);
        let mixed = self.grid.mixture(&[(calls.misses, &on_miss), (1.0 - calls.misses, &nothing)]);
        self.grid.sum(&always, &mixed)
    }

    fn in_sequence(&self, first: &Distribution, stages: &[Stage]) -> Distribution {
        stages.iter().fold(first.clone(), |sum, stage| self.grid.sum(&sum, &self.stage(stage)))
    }

    /// What calls made at once take together.
    pub(super) fn stage(&self, stage: &Stage) -> Distribution {
        let branch = |branch: &super::calls::Branch| {
            let ways: Vec<(f64, Distribution)> =
                branch.ways.iter().map(|way| (way.chance, self.calls(way, stage.at_once))).collect();
            let none = 1.0 - ways.iter().map(|(chance, _)| chance).sum::<f64>();
            let nothing = Distribution::constant(0.0);
            let ways = ways.iter().map(|(chance, way)| (*chance, way));
            // Chances that add up to 1 leave a rest of rounding.
            let rest = (none > 1e-12).then_some((none, &nothing));
            self.grid.mixture(&ways.chain(rest).collect::<Vec<_>>())
        };
        let mut branches: Vec<Distribution> = stage.branches.iter().map(branch).collect();
        match branches.len() {
            1 => branches.remove(0),
            _ => self.grid.slowest(&branches.iter().map(|branch| (1.0, branch)).collect::<Vec<_>>()),
        }
    }

    /// What the calls of one way take: one after the other, or all at once.
    fn calls(&self, way: &Way, at_once: bool) -> Distribution {
        // Nothing yet: the first round through a circle.
        let Some(answer) = &self.answers[way.to] else { return Distribution::constant(0.0) };
        let call = answer.clone().and(self.model.round_trips[way.connection].value);
        if way.calls == 1.0 {
            call
        } else if at_once && way.calls > 1.0 {
            self.grid.slowest(&[(way.calls, &call)])
        } else {
            self.grid.repeated(&call, way.calls)
        }
    }
}

impl Calls {
    /// The duties called.
    fn callees(&self) -> impl Iterator<Item = usize> {
        let stages = self.always.iter().chain(&self.on_miss);
        stages.flat_map(|stage| &stage.branches).flat_map(|branch| &branch.ways).map(|way| way.to)
    }
}

/// Shapes of distributions by their variation, computed once each.
struct Shapes<'a> {
    grid: &'a Grid,
    exponential: Distribution,
    others: Vec<(f64, Distribution)>,
}

impl<'a> Shapes<'a> {
    fn new(grid: &'a Grid) -> Self {
        Self { grid, exponential: grid.shape(1.0), others: Vec::new() }
    }

    fn stay(&mut self, model: &Model, station: Option<Station>, component: usize, scale: f64) -> Stay {
        let component = &model.components[component];
        let station = station.filter(|_| !component.traits.entry);
        let service = component.service_time.value;
        let shape = self.of(component.variation.value);
        let served = self.grid.stretched(&shape, service);
        let queue = station.map(|station| station.at(scale));
        let (waiting, distribution) = match queue {
            Some(Err(Error::Unstable { .. })) => (None, served),
            Some(Ok(queue)) if queue.wait_tail(0.0) > NO_CHANCE => {
                let (chance, mean) = (queue.wait_tail(0.0), queue.mean_wait());
                let waited = self.grid.stretched(&self.exponential, mean / chance);
                let nothing = Distribution::constant(0.0);
                let waited = self.grid.mixture(&[(chance, &waited), (1.0 - chance, &nothing)]);
                (Some((mean, chance)), self.grid.sum(&waited, &served))
            }
            // Rates beyond all sense never make anybody wait.
            Some(_) | None => (Some((0.0, 0.0)), served),
        };
        Stay { station, waiting, service, distribution }
    }

    fn of(&mut self, variation: f64) -> Distribution {
        if variation == 1.0 {
            return self.exponential.clone();
        }
        if let Some((_, shape)) = self.others.iter().find(|(known, _)| *known == variation) {
            return shape.clone();
        }
        let shape = self.grid.shape(variation);
        self.others.push((variation, shape.clone()));
        shape
    }
}
