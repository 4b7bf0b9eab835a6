//! What a failure sets off: what is overloaded fails, which overloads others, to the end.

use super::{CascadeStep, Overload};
use crate::Event;
use crate::Outcome;
use crate::Rate;
use crate::load::{Load, Utilisation};
use crate::model::Model;
use crate::model::classes::Class;
use crate::structure::compile::Compiled;
use crate::structure::outcome::{outcome, overall};
use crate::structure::scenario::Scenario;

/// Beyond this, load exceeds the ceiling by more than rounding.
const EXCEEDED: f64 = 1.0 + 1e-9;

/// A component that newly exceeds its ceiling.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Overloaded {
    pub(crate) component: usize,
    /// At today's peak.
    pub(crate) used: Utilisation,
    pub(crate) rate: Rate,
    pub(crate) instances_up: u32,
    /// Whether it falls behind instead of failing.
    pub(crate) backlog: bool,
}

/// A failure followed to its end.
pub(crate) struct Cascade {
    /// With the failure alone.
    pub(crate) first: Scenario,
    /// What is overloaded after it, and after that has failed in turn.
    pub(crate) steps: Vec<Vec<Overloaded>>,
    /// With all that has failed in the end, where that is more.
    pub(crate) last: Option<Scenario>,
}

/// What cascades of one design have in common.
pub(super) struct Ground<'a, 'b> {
    pub(super) model: &'b Model<'a>,
    pub(super) compiled: &'b Compiled,
    pub(super) scale: f64,
    /// The utilisation before the failure.
    pub(super) before: &'b [Option<Utilisation>],
}

impl Ground<'_, '_> {
    /// Lets these things fail, and then whatever that overloads.
    pub(super) fn fail(&self, mut failed: Vec<Event>) -> Cascade {
        let first = Scenario::of(self.model, self.compiled, &failed);
        let mut cascade = Cascade { first, steps: Vec::new(), last: None };
        let mut told = vec![false; self.model.components.len()];
        loop {
            let now = cascade.last.as_ref().unwrap_or(&cascade.first);
            let step = self.overloaded(now, &mut told);
            let falling = step.iter().filter(|one| !one.backlog);
            let falling: Vec<Event> = falling.map(|one| self.failure_of(one.component)).collect();
            if !step.is_empty() {
                cascade.steps.push(step);
            }
            if falling.is_empty() {
                return cascade;
            }
            failed.extend(falling);
            cascade.last = Some(Scenario::of(self.model, self.compiled, &failed));
        }
    }

    fn failure_of(&self, component: usize) -> Event {
        Event::Component(self.model.components[component].item.id)
    }

    /// What exceeds its ceiling now and did not before, each told once.
    fn overloaded(&self, now: &Scenario, told: &mut [bool]) -> Vec<Overloaded> {
        let load = Load::of(self.model, self.compiled, now, self.scale);
        let mut step = Vec::new();
        for (component, told) in told.iter_mut().enumerate() {
            let exceeds = |used: &Utilisation| used.value * self.scale > EXCEEDED;
            let Some(used) = load.utilisation[component].filter(exceeds) else { continue };
            if *told || self.before[component].as_ref().is_some_and(exceeds) {
                continue;
            }
            *told = true;
            let (rate, instances_up) = (load.asked[component].rate, now.instances_up(component));
            let backlog = self.only_works_off_messages(component, &load);
            step.push(Overloaded { component, used, rate, instances_up, backlog });
        }
        step
    }

    /// Whether all its load is messages: they wait where they are until it comes to them. A queue or
    /// stream is where they wait.
    fn only_works_off_messages(&self, component: usize, load: &Load) -> bool {
        let duties = &self.model.duties;
        let is_asked = |duty: &usize| load.duty_rates[*duty] > 0.0;
        let messages = |duty: usize| duties.get(duty).class == Class::Message;
        !self.model.components[component].holds_messages()
            && duties.of_component(component).filter(is_asked).all(messages)
    }

    /// What becomes of the system.
    pub(super) fn outcome(&self, scenario: &Scenario) -> Outcome {
        let Ground { model, compiled, .. } = self;
        let of = |journey: &crate::model::Journey| outcome(compiled, journey.duty, |node| scenario.holds(node));
        overall(model.journeys.iter().map(of))
    }

    /// The steps of a cascade, as they are told.
    pub(super) fn steps(&self, cascade: &Cascade) -> Vec<CascadeStep> {
        cascade.steps.iter().map(|step| self.step(step)).collect()
    }

    fn step(&self, step: &[Overloaded]) -> CascadeStep {
        let Ground { model, scale, before, .. } = self;
        let overload = |one: &Overloaded| Overload {
            component: model.components[one.component].item.id,
            resource: one.used.resource,
            utilisation: one.used.value * scale,
            before: before[one.component].map_or(0.0, |used| used.value * scale),
            backlog: one.backlog,
        };
        let overloads = step.iter().take(CascadeStep::MOST_OVERLOADS).map(overload).collect();
        CascadeStep { overloads, count: step.len() as u32 }
    }
}
