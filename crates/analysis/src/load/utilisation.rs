//! Load against what a component can carry.

use crate::model::Model;
use crate::model::components::Component;
use crate::structure::scenario::Scenario;
use crate::{Rate, Resource};

/// How much of a component's throughput is used, at today's peak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Utilisation {
    /// Load over ceiling; 1 is saturated.
    pub(crate) value: f64,
    /// The same if every default ceiling were at the upper and at the lower end of its range.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// What makes up most of it.
    pub(crate) resource: Resource,
}

/// What a component's working instances can serve: reads, and writes, each when it does nothing else.
///
/// A store's reads scale with the instances that serve them, its writes with shards only.
pub(crate) fn ceiling(component: &Component, instances_up: u32) -> Rate {
    let up = f64::from(instances_up);
    let writers = if component.traits.store { component.shards } else { up };
    Rate { read: component.read_capacity.value * up, write: component.write_capacity.value * writers }
}

/// The utilisation of every component that has instances up.
pub(crate) fn utilisation(model: &Model, scenario: &Scenario, rates: &[Rate]) -> Vec<Option<Utilisation>> {
    let of = |(index, component): (usize, &Component)| {
        let up = scenario.instances_up(index);
        (up > 0).then(|| of_component(component, up, rates[index]))
    };
    model.components.iter().enumerate().map(of).collect()
}

fn of_component(component: &Component, instances_up: u32, rate: Rate) -> Utilisation {
    let (reads, writes) = (component.read_capacity, component.write_capacity);
    let ceiling = ceiling(component, instances_up);
    // The hottest shard cannot take more than everything.
    let hottest = component.skew.min(component.shards).max(1.0);
    // One machine does both, so shares of capacity add up.
    let used = |read: f64, write: f64| {
        let share = |rate: f64, ceiling: f64| if rate > 0.0 { rate / ceiling } else { 0.0 };
        hottest * (share(rate.read, ceiling.read * read) + share(rate.write, ceiling.write * write))
    };
    let resource = match component.traits.store {
        false => Resource::Throughput,
        true if rate.read / ceiling.read >= rate.write / ceiling.write => Resource::Reads,
        true => Resource::Writes,
    };
    Utilisation {
        value: used(1.0, 1.0),
        low: used(reads.high / reads.value, writes.high / writes.value),
        high: used(reads.low / reads.value, writes.low / writes.value),
        resource,
    }
}
