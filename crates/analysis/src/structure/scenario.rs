//! What is up when something has failed.

use super::compile::Compiled;
use super::{EventId, Node, Scenarios, Values, evaluate};
use crate::Event;
use crate::groups::sorted_groups;
use crate::model::Model;
use crate::model::placement::Run;

/// A design with some things failed.
#[derive(Debug, Clone)]
pub(crate) struct Scenario {
    /// How many things of each event's run are up.
    up: Vec<u32>,
    /// How many instances of each component are up; of a managed one, all or none.
    instances_up: Vec<u32>,
    values: Values<1>,
}

impl Scenario {
    /// Evaluates a design with these things failed. Events that name nothing in it are ignored.
    pub(crate) fn of(model: &Model, compiled: &Compiled, failed: &[Event]) -> Self {
        Self::before_takeover(model, compiled, failed, &[])
    }

    /// The same while nothing has taken over for some components yet. Only where likelihood is asked for is
    /// there such a thing; else takeovers are as good as done.
    pub(crate) fn before_takeover(model: &Model, compiled: &Compiled, failed: &[Event], pending: &[usize]) -> Self {
        let mut up: Vec<u32> = model.events.iter().map(|(_, _, size)| size).collect();
        for event in pending.iter().filter_map(|component| model.takeovers[*component]) {
            up[event.0 as usize] = 0;
        }
        // What is named twice fails once.
        for alike in sorted_groups((0..failed.len()).collect(), &|a, b| failed[a].cmp(&failed[b])) {
            fail(model, &mut up, failed[alike[0]]);
        }
        let runs = model.events.iter().zip(&up).map(|((_, _, size), up)| (size, *up));
        let mut values = Values::default();
        evaluate(&compiled.function, &Scenarios::new(runs), &mut values);
        let instances_up = (0..model.components.len()).map(|index| instances_up(model, &up, index)).collect();
        Self { up, instances_up, values }
    }

    /// Whether a node holds.
    pub(crate) fn holds(&self, node: Node) -> bool {
        self.values.holds(node, 0)
    }

    /// Whether what stands by for a component is ready when needed.
    pub(crate) fn has_taken_over(&self, model: &Model, component: usize) -> bool {
        model.takeovers[component].is_none_or(|event| !self.is_down(event))
    }

    /// Whether everything of an event's run is down.
    pub(crate) fn is_down(&self, event: EventId) -> bool {
        self.up[event.0 as usize] == 0
    }

    /// How many instances of a component are up; of a managed one, all or none.
    pub(crate) fn instances_up(&self, component: usize) -> u32 {
        self.instances_up[component]
    }
}

fn instances_up(model: &Model, up: &[u32], index: usize) -> u32 {
    let is_up = |event: EventId| up[event.0 as usize] > 0;
    let stands = |run: &&Run| run.domains.iter().filter_map(|at| model.boundaries[*at].event).all(is_up);
    let runs = model.placements[index].runs.iter().filter(stands);
    let count: u32 = runs.map(|run| up[run.event.0 as usize]).sum();
    let component = &model.components[index];
    if component.is_managed() { count * component.instances } else { count }
}

fn fail_all(model: &Model, up: &mut [u32], component: usize) {
    for run in &model.placements[component].runs {
        up[run.event.0 as usize] = 0;
    }
}

fn fail(model: &Model, up: &mut [u32], event: Event) {
    match event {
        Event::Component(id) => {
            if let Some(index) = model.component_of(id) {
                fail_all(model, up, index);
            }
        }
        Event::Instance(id, instance) => {
            let index = model.component_of(id);
            let index = index.filter(|index| !model.components[*index].is_managed());
            let index = index.filter(|index| instance < model.components[*index].instances);
            if let Some(run) = index.and_then(|index| model.placements[index].run_of(instance)) {
                let left = &mut up[run.event.0 as usize];
                *left = left.saturating_sub(1);
            }
        }
        Event::Provider(id) => {
            if let Some(index) = model.component_of(id).filter(|index| model.components[*index].is_managed()) {
                fail_all(model, up, index);
            }
        }
        Event::Domain(id) => {
            let boundary = model.boundary_of(id).and_then(|index| model.boundaries[index].event);
            boundary.into_iter().for_each(|event| up[event.0 as usize] = 0);
        }
    }
}
