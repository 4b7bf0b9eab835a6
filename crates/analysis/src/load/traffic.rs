//! Who calls whom how often: the coefficients of the traffic equations, and rates read back from
//! their solution.

use linchpin_catalog::Interaction;
use linchpin_document::Arrange;

use super::solve::{Flow, Flows};
use super::utilisation::ceiling;
use crate::Rate;
use crate::graph::Graph;
use crate::groups::Grouped;
use crate::model::Model;
use crate::model::classes::{Class, Demand};
use crate::model::duties::{Member, Need};
use crate::structure::compile::{Compiled, Reading};
use crate::structure::scenario::Scenario;

/// What each request a duty gets makes it ask of others.
pub(crate) fn flows(model: &Model, compiled: &Compiled, scenario: &Scenario) -> Flows {
    let router = Router { model, compiled, scenario };
    let mut flows = Flows::default();
    for duty in 0..model.duties.len() {
        router.route(duty, &mut flows);
        flows.end_duty();
    }
    flows
}

/// How a duty comes to one of its needs.
#[derive(Clone, Copy)]
struct Way {
    need: u32,
    /// The chance that the request is routed there; 1 where it is not routed.
    share: f64,
    /// The share of requests its caches leave unanswered.
    misses: f64,
}

struct Router<'a, 'b> {
    model: &'b Model<'a>,
    compiled: &'b Compiled,
    scenario: &'b Scenario,
}

impl Router<'_, '_> {
    fn route(&self, duty: usize, flows: &mut Flows) {
        let needs = self.model.duties.needs(duty);
        let works = self.scenario.holds(self.compiled.works(duty, Reading::Some));
        let routes = needs.iter().filter(|need| need.routed).count().max(1) as f64;
        let misses = if self.model.has_hits(duty) { 1.0 - self.hit_ratio(duty) } else { 1.0 };
        for (number, need) in needs.iter().enumerate() {
            let share = if need.routed { 1.0 / routes } else { 1.0 };
            let serving = self.serving(need);
            if serving.is_empty() {
                self.refuse(need, Way { need: number as u32, share, misses }, flows);
            } else if works {
                self.deal(&serving, Way { need: number as u32, share, misses }, flows);
            }
        }
    }

    /// The members load goes to, each with the duty that does the work: those that serve, tier by tier
    /// until there are enough.
    fn serving<'m>(&'m self, need: &'m Need) -> Vec<(&'m Member, usize)> {
        let members = self.model.duties.members(need);
        let mut serving: Vec<(&Member, usize)> =
            members.iter().filter_map(|member| Some((member, self.doing(member.duty)?))).collect();
        serving.arrange_by_key(|(member, _)| self.priority(member));
        let enough = serving.get(need.at_least.max(1) as usize - 1).or(serving.last());
        if let Some(last_tier) = enough.map(|(member, _)| self.priority(member)) {
            serving.retain(|(member, _)| self.priority(member) <= last_tier);
        }
        serving
    }

    fn priority(&self, member: &Member) -> u32 {
        self.model.connections[member.connection].priority.value
    }

    /// The duty that does the work: the one asked, else the first takeover that can.
    fn doing(&self, duty: usize) -> Option<usize> {
        let works = |duty: &usize| self.scenario.holds(self.compiled.works(*duty, Reading::Some));
        let is_ready = self.scenario.has_taken_over(self.model, self.model.duties.get(duty).component);
        let takeovers = self.model.duties.takeovers(duty).iter().copied().filter(|_| is_ready);
        std::iter::once(duty).chain(takeovers).find(works)
    }

    fn deal(&self, serving: &[(&Member, usize)], way: Way, flows: &mut Flows) {
        let weighted = serving.iter().any(|(member, _)| self.model.connections[member.connection].weighted);
        let weights: Vec<f64> = serving.iter().map(|(_, duty)| self.weight(*duty, weighted)).collect();
        let total: f64 = weights.iter().sum();
        for ((member, duty), weight) in serving.iter().zip(weights) {
            // With no weight anywhere every member gets the same.
            let part = if total > 0.0 { weight / total } else { 1.0 / serving.len() as f64 };
            let calls = self.model.connections[member.connection].calls;
            let used = match member.demand {
                Demand::Every => 1.0,
                Demand::Miss => way.misses,
                Demand::Share(share) => share,
            };
            let (taken, factor) = (way.share * part, way.share * part * calls * used);
            let Member { connection, duty: asked, .. } = **member;
            flows.push(Flow { connection, asked, to: Some(*duty), need: way.need, taken, used, factor, admitted: 1.0 });
        }
    }

    /// By the instances up, or by what they can serve.
    fn weight(&self, duty: usize, weighted: bool) -> f64 {
        let doing = self.model.duties.get(duty);
        let up = self.scenario.instances_up(doing.component);
        if !weighted {
            return f64::from(up);
        }
        let ceiling = ceiling(&self.model.components[doing.component], up);
        if doing.class.reads() { ceiling.read } else { ceiling.write }
    }

    /// Nobody serves: every attempt is refused at once and goes nowhere.
    fn refuse(&self, need: &Need, way: Way, flows: &mut Flows) {
        let members = self.model.duties.members(need);
        let first = members.iter().map(|member| self.priority(member)).min();
        let tier: Vec<&Member> = members.iter().filter(|member| Some(self.priority(member)) == first).collect();
        for member in &tier {
            let connection = &self.model.connections[member.connection];
            let taken = way.share / tier.len() as f64;
            let factor = way.share * connection.calls * connection.attempts / tier.len() as f64;
            let Member { connection, duty: asked, .. } = **member;
            flows.push(Flow { connection, asked, to: None, need: way.need, taken, used: 1.0, factor, admitted: 1.0 });
        }
    }

    /// The share of reads answered by a cache that serves: one's own, or those asked. Losing one of n
    /// instances loses what it held.
    fn hit_ratio(&self, duty: usize) -> f64 {
        let model = self.model;
        let own = model.duties.get(duty).component;
        if model.components[own].traits.caching {
            return self.hits_of(own);
        }
        let answered = |need: &Need| {
            let members = model.duties.members(need);
            let hits = members.iter().map(|member| {
                let cache = model.duties.get(member.duty).component;
                let serves = self.doing(member.duty).is_some();
                let asked = if let Demand::Share(share) = member.demand { share } else { 1.0 };
                if model.look_aside[cache] && serves { asked * self.hits_of(cache) } else { 0.0 }
            });
            hits.sum::<f64>() / members.len() as f64
        };
        1.0 - model.cache_needs(duty).map(|need| 1.0 - answered(need)).product::<f64>()
    }

    fn hits_of(&self, cache: usize) -> f64 {
        let component = &self.model.components[cache];
        let up = self.scenario.instances_up(cache);
        component.hit_ratio * f64::from(up) / f64::from(component.instances.max(1))
    }
}

/// Reads or writes of a duty's rate: what a message is to its consumer counts as a write.
fn as_rate(class: Class, rate: f64) -> Rate {
    if class.reads() { Rate { read: rate, write: 0.0 } } else { Rate { read: 0.0, write: rate } }
}

fn add(to: &mut Rate, more: Rate) {
    to.read += more.read;
    to.write += more.write;
}

/// What arrives at each component.
pub(crate) fn component_rates(model: &Model, duty_rates: &[f64]) -> Vec<Rate> {
    let mut rates = vec![Rate::default(); model.components.len()];
    for (duty, rate) in model.duties.iter().zip(duty_rates) {
        add(&mut rates[duty.component], as_rate(duty.class, *rate));
    }
    rates
}

/// Calls a second along each connection.
pub(crate) struct Calls {
    /// All that are made.
    pub(crate) made: Vec<Rate>,
    /// Those that come to something that does its work: one that is refused because nothing does brings nothing
    /// there, and nothing back.
    pub(crate) served: Vec<Rate>,
}

impl Calls {
    pub(crate) fn of(model: &Model, flows: &Flows, duty_rates: &[f64]) -> Self {
        let none = vec![Rate::default(); model.connections.len()];
        let mut calls = Self { made: none.clone(), served: none };
        for (duty, rate) in duty_rates.iter().enumerate() {
            for flow in flows.of_duty(duty) {
                let rate = as_rate(model.duties.get(flow.asked).class, flow.factor * rate);
                add(&mut calls.made[flow.connection], rate);
                if flow.to.is_some() {
                    add(&mut calls.served[flow.connection], rate);
                }
            }
        }
        calls
    }
}

/// A replica carries every write of the stores it copies, directly or by way of others, once.
pub(crate) fn replicate(model: &Model, scenario: &Scenario, rates: &mut [Rate], calls: &mut Calls) {
    let copying = |index: &usize| {
        let connection = &model.connections[*index];
        let up = scenario.instances_up(connection.from) > 0 && scenario.instances_up(connection.to) > 0;
        connection.interaction.value == Interaction::Replication && up
    };
    let copies: Vec<usize> = (0..model.connections.len()).filter(copying).collect();
    if copies.is_empty() {
        return;
    }
    let targets = Grouped::of(model.components.len(), copies.len(), &|at| {
        let connection = &model.connections[copies[at]];
        Some((connection.from, connection.to))
    });
    let graph = Graph::of(model.components.len(), &|store, next| next.extend(targets.get(store)));
    let own: Vec<f64> = rates.iter().map(|rate| rate.write).collect();
    let written = |store: &usize| own[*store] > 0.0 && !graph.successors(*store).is_empty();
    for source in (0..own.len()).filter(written) {
        let reached = graph.reachable(source);
        for copy in (0..own.len()).filter(|copy| *copy != source && reached[*copy]) {
            rates[copy].write += own[source];
        }
        for index in &copies {
            let connection = &model.connections[*index];
            if reached[connection.from] && connection.to != source {
                calls.made[*index].write += own[source];
                calls.served[*index].write += own[source];
            }
        }
    }
}
