//! Load against what a component can carry.

use super::figure::Figure;
use super::network::Traffic;
use crate::model::Model;
use crate::model::components::Component;
use crate::structure::scenario::Scenario;
use crate::{Rate, Resource};

/// How much of what a component has least of is used, at today's peak.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Utilisation {
    /// Load over ceiling; 1 is saturated.
    pub(crate) value: f64,
    /// The same if every default were at the end of its range that makes it least, and most; of
    /// whatever resource that is highest for.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Which resource it is.
    pub(crate) resource: Resource,
}

/// What all of a component is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Asked {
    pub(crate) rate: Rate,
    /// Requests held at the same time.
    pub(crate) held: Figure,
    pub(crate) traffic: Traffic,
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
pub(crate) fn utilisation(model: &Model, scenario: &Scenario, asked: &[Asked]) -> Vec<Option<Utilisation>> {
    let of = |(index, component): (usize, &Component)| {
        let up = scenario.instances_up(index);
        (up > 0).then(|| of_component(component, up, asked[index]))
    };
    model.components.iter().enumerate().map(of).collect()
}

fn of_component(component: &Component, instances_up: u32, asked: Asked) -> Utilisation {
    let [throughput, others @ ..] = uses(component, instances_up, asked);
    // Every kind that serves has a ceiling; what has none is not limited by it.
    let (resource, mut highest) = throughput.unwrap_or((Resource::Throughput, Figure::default()));
    let mut used = Utilisation { value: highest.value, low: highest.low, high: highest.high, resource };
    for (resource, figure) in others.into_iter().flatten() {
        if figure.value > highest.value {
            (used.resource, used.value, highest) = (resource, figure.value, figure);
        }
        used.low = used.low.max(figure.low);
        used.high = used.high.max(figure.high);
    }
    used
}

/// How much of each resource is used that a component has a limit of: throughput, slots, cores, network.
pub(crate) fn uses(component: &Component, instances_up: u32, asked: Asked) -> [Option<(Resource, Figure)>; 4] {
    let up = f64::from(instances_up);
    let busy = Figure::from(component.cpu_time) * (asked.rate.total() / 1e3);
    let moved = Figure::exact(asked.traffic.busier());
    [
        Some(throughput(component, instances_up, asked.rate)),
        component.slots.map(|slots| (Resource::Concurrency, asked.held.part_of(slots, up))),
        component.cores.map(|cores| (Resource::Cpu, busy.part_of(cores, up))),
        component.bandwidth.map(|bandwidth| (Resource::Network, moved.part_of(bandwidth, up))),
    ]
}

fn throughput(component: &Component, instances_up: u32, rate: Rate) -> (Resource, Figure) {
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
    let figure = Figure {
        value: used(1.0, 1.0),
        low: used(reads.high / reads.value, writes.high / writes.value),
        high: used(reads.low / reads.value, writes.low / writes.value),
    };
    (resource, figure)
}
