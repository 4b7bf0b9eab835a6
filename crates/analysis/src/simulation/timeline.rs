//! What has failed when, and from when on what stands by has taken over.

use linchpin_catalog::Failover;
use linchpin_document::Arrange;

use super::experiment::{Experiment, Outage, Unsimulable};
use crate::model::Model;
use crate::query::Event;
use crate::structure::compile::Compiled;
use crate::structure::scenario::Scenario;

/// A time during which nothing fails or returns.
pub(super) struct Phase {
    /// Seconds from the start.
    pub(super) from: f64,
    pub(super) scenario: Scenario,
    failed: Vec<Event>,
}

impl Phase {
    /// Whether an instance, counted from 0, is up, and everything around it.
    pub(super) fn is_up(&self, model: &Model, component: usize, instance: u32) -> bool {
        !self.failed.iter().any(|event| takes_down(model, *event, component, instance))
    }
}

/// The phases of an experiment, the first from 0 on.
pub(super) fn phases(model: &Model, compiled: &Compiled, experiment: &Experiment) -> Result<Vec<Phase>, Unsimulable> {
    experiment.outages.iter().try_for_each(|outage| check(model, outage))?;
    let ends = experiment.outages.iter().flat_map(|outage| [Some(outage.from), outage.to]).flatten();
    let mut times: Vec<f64> = ends.chain([0.0]).filter(|time| *time < experiment.duration).collect();
    let mut waiting = Waiting { since: vec![None; model.components.len()] };
    let mut phases: Vec<Phase> = Vec::new();
    loop {
        let last = phases.last().map_or(-1.0, |phase| phase.from);
        let Some(from) = times.iter().copied().filter(|time| *time > last).min_by(f64::total_cmp) else { break };
        let has_failed = |outage: &&Outage| outage.from <= from && outage.to.is_none_or(|to| to > from);
        let mut failed: Vec<Event> = experiment.outages.iter().filter(has_failed).map(|outage| outage.event).collect();
        failed.arrange();
        failed.dedup();
        let pending = waiting.advance(model, from, &failed, &mut times);
        let scenario = Scenario::before_takeover(model, compiled, &failed, &pending);
        phases.push(Phase { from, scenario, failed });
        times.retain(|time| *time < experiment.duration);
    }
    Ok(phases)
}

/// Since when components have been in need of what takes over for them.
struct Waiting {
    since: Vec<Option<f64>>,
}

impl Waiting {
    /// The components nothing has taken over for yet; when that will have happened becomes one of the times.
    fn advance(&mut self, model: &Model, now: f64, failed: &[Event], times: &mut Vec<f64>) -> Vec<usize> {
        let mut pending = Vec::new();
        let taken_over = (0..model.components.len()).filter(|index| model.takeovers[*index].is_some());
        for component in taken_over {
            if !is_in_need(model, component, failed) {
                self.since[component] = None;
                // Nobody is called for what cannot work for want of others.
                if model.components[component].failover.value == Failover::Manual {
                    pending.push(component);
                }
                continue;
            }
            let since = *self.since[component].get_or_insert(now);
            let ready = since + model.components[component].takeover.value;
            if ready > now {
                pending.push(component);
                times.push(ready);
            }
        }
        pending
    }
}

/// Whether what leads is down, or too few are up.
fn is_in_need(model: &Model, component: usize, failed: &[Event]) -> bool {
    let is_down = |instance| failed.iter().any(|event| takes_down(model, *event, component, instance));
    let own = &model.components[component];
    if model.placements[component].leader && is_down(0) {
        return true;
    }
    let instances = if own.is_managed() { 1 } else { own.instances };
    let needed = if own.is_managed() { 1 } else { own.needed };
    !failed.is_empty() && ((0..instances).filter(|instance| !is_down(*instance)).count() as u32) < needed
}

fn takes_down(model: &Model, event: Event, component: usize, instance: u32) -> bool {
    let own = &model.components[component];
    let is_this = own.item.id == event.record();
    match event {
        Event::Component(_) => is_this,
        Event::Provider(_) => is_this && own.is_managed(),
        Event::Instance(_, which) => is_this && which == instance && !own.is_managed(),
        Event::Domain(_) => {
            let placement = &model.placements[component];
            let run = if own.is_managed() { placement.runs.first() } else { placement.run_of(instance) };
            let fails = |domain: &usize| model.boundaries[*domain].item.id == event.record();
            run.is_some_and(|run| run.domains.iter().any(fails))
        }
    }
}

/// Refuses what cannot fail.
fn check(model: &Model, outage: &Outage) -> Result<(), Unsimulable> {
    let component = |id| model.component_of(id).map(|index| &model.components[index]);
    let can_fail = match outage.event {
        Event::Component(id) => component(id).is_some_and(|component| !component.traits.entry),
        Event::Provider(id) => component(id).is_some_and(|component| component.is_managed()),
        Event::Instance(id, instance) => {
            component(id).is_some_and(|component| !component.traits.entry && instance < component.instances)
        }
        Event::Domain(id) => model.boundary_of(id).is_some_and(|index| model.boundaries[index].event.is_some()),
    };
    if can_fail { Ok(()) } else { Err(Unsimulable::NothingToFail(outage.event.record())) }
}
