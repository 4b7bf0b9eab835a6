//! How long a request stays: its own service, and that of all it waits for, one after the other or at once.
//!
//! Waiting for one's turn is left out, so this is a lower bound: what saturates by it does saturate.

use super::figure::Figure;
use super::solve::{Flow, Flows};
use crate::groups::sorted_groups;
use crate::model::Model;
use crate::structure::compile::Compiled;

/// Relative change at which a circle of calls has settled.
const SETTLED: f64 = 1e-12;
/// No stay beyond this means anything; it keeps sums finite in designs that multiply calls on calls.
const MOST: f64 = 1e30;
/// Rounds through a circle after which it counts as not settling.
const MOST_ROUNDS: usize = 400;

/// Milliseconds a request is held, by duty.
pub(crate) fn held(model: &Model, compiled: &Compiled, flows: &Flows) -> Vec<Figure> {
    let own = |duty: &crate::model::duties::Duty| Figure::from(model.components[duty.component].service_time);
    let mut stay = Stay { model, flows, held: model.duties.iter().map(own).collect() };
    let strong = &compiled.strong;
    for circle in strong.callees_first() {
        let members = strong.members(circle);
        let inside = |duty: usize| strong.of_node(duty) == circle;
        for duty in members {
            let outside = stay.waiting(*duty, |to| !inside(to));
            stay.held[*duty] += outside;
        }
        if strong.is_cyclic(circle) {
            stay.settle(members, inside);
        }
    }
    stay.held
}

/// The calls a duty waits for, each with the duty that does it.
pub(crate) fn awaited<'a>(model: &'a Model, flows: &'a Flows, duty: usize) -> impl Iterator<Item = (&'a Flow, usize)> {
    let waits = |flow: &&Flow| model.connections[flow.connection].is_waited_for(&model.components);
    flows.of_duty(duty).iter().filter(waits).filter_map(|flow| Some((flow, flow.to?)))
}

struct Stay<'a, 'b> {
    model: &'b Model<'a>,
    flows: &'b Flows,
    held: Vec<Figure>,
}

impl Stay<'_, '_> {
    /// What the calls to some of the others take, there and back: those made at once as long as the
    /// longest, on average, which is a lower bound of what the longest takes each time.
    fn waiting(&self, duty: usize, counts: impl Fn(usize) -> bool) -> Figure {
        let mut sum = Figure::default();
        let mut at_once: Vec<(&str, u32, Figure)> = Vec::new();
        for (flow, to) in awaited(self.model, self.flows, duty).filter(|(_, to)| counts(*to)) {
            let connection = &self.model.connections[flow.connection];
            // What is refused is so at once.
            let call = self.held[to] * flow.admitted + Figure::from(self.model.round_trips[flow.connection]);
            match connection.group {
                None => sum += call * flow.factor,
                Some(group) => {
                    let time = call * (flow.taken * flow.used * connection.calls.min(1.0));
                    let same = |(name, need, _): &&mut (&str, u32, Figure)| (*name, *need) == (group, flow.need);
                    match at_once.iter_mut().find(same) {
                        Some((.., branch)) => *branch += time,
                        None => at_once.push((group, flow.need, time)),
                    }
                }
            }
        }
        for group in sorted_groups((0..at_once.len()).collect(), &|a, b| at_once[a].0.cmp(at_once[b].0)) {
            sum += group.iter().fold(Figure::default(), |longest, at| longest.max(at_once[*at].2));
        }
        sum.at_most(MOST)
    }

    /// Goes round until nothing changes any more. Where that never happens the calls within the circle
    /// are left out: they are reported as a loop, and less is a lower bound still.
    fn settle(&mut self, members: &[usize], inside: impl Fn(usize) -> bool) {
        let outside: Vec<Figure> = members.iter().map(|duty| self.held[*duty]).collect();
        for _ in 0..MOST_ROUNDS {
            let mut settled = true;
            for (duty, outside) in members.iter().zip(&outside) {
                let held = *outside + self.waiting(*duty, &inside);
                settled &= (held.high - self.held[*duty].high).abs() <= SETTLED * held.high;
                self.held[*duty] = held;
            }
            if settled && members.iter().all(|duty| self.held[*duty].high < MOST) {
                return;
            }
        }
        members.iter().zip(outside).for_each(|(duty, outside)| self.held[*duty] = outside);
    }
}
