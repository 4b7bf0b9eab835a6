//! Which default a multiple hangs on: each is varied over its range by itself.

use linchpin_catalog::{Param, Property};
use linchpin_document::{Arrange, RecordId};

use super::report::{HeadroomReport, Sensitivity};
use crate::load::{Asked, Flows, Load, awaited, solve, uses};
use crate::model::Model;
use crate::model::components::Component;
use crate::structure::compile::Compiled;
use crate::structure::scenario::Scenario;

/// A multiple that changes less than this, relatively, hangs on nothing.
const NOTHING: f64 = 1e-3;

/// A limit of a component by itself.
struct Own {
    property: Property,
    read: fn(&Component) -> Option<Param>,
    write: fn(&mut Component, Param),
}

/// The limits of a component by itself that have a range.
const OWN: [Own; 7] = [
    Own {
        property: Property::Capacity,
        read: |of| (!of.traits.store).then_some(of.read_capacity),
        write: |of, param| (of.read_capacity, of.write_capacity) = (param, param),
    },
    Own {
        property: Property::ReadCapacity,
        read: |of| of.traits.store.then_some(of.read_capacity),
        write: |of, param| of.read_capacity = param,
    },
    Own {
        property: Property::WriteCapacity,
        read: |of| of.traits.store.then_some(of.write_capacity),
        write: |of, param| of.write_capacity = param,
    },
    Own { property: Property::Slots, read: |of| of.slots, write: |of, param| of.slots = Some(param) },
    Own { property: Property::CpuTime, read: |of| Some(of.cpu_time), write: |of, param| of.cpu_time = param },
    Own { property: Property::Cores, read: |of| of.cores, write: |of, param| of.cores = Some(param) },
    Own { property: Property::Bandwidth, read: |of| of.bandwidth, write: |of, param| of.bandwidth = Some(param) },
];

/// Varies one default after the other.
pub(super) struct Probe<'a, 'b> {
    model: &'b Model<'a>,
    compiled: &'b Compiled,
    scenario: &'b Scenario,
    load: &'b Load,
    /// The calls that are waited for.
    awaited: Flows,
    /// The load with the hit ratio of one cache at either end of its range.
    caches: Vec<(RecordId, [Load; 2])>,
}

impl<'a, 'b> Probe<'a, 'b> {
    pub(super) fn new(
        model: &'b Model<'a>,
        compiled: &'b Compiled,
        scenario: &'b Scenario,
        load: &'b Load,
        scale: f64,
    ) -> Self {
        let mut waited_for = Flows::default();
        for duty in 0..model.duties.len() {
            awaited(model, &load.flows, duty).for_each(|(flow, _)| waited_for.push(*flow));
            waited_for.end_duty();
        }
        let caches = caches(model, compiled, scenario, load, scale);
        Self { model, compiled, scenario, load, awaited: waited_for, caches }
    }

    /// What the multiple of a component hangs on most, within the range of all together: where calls go
    /// round in circles without end, the rounds counted may differ.
    pub(super) fn most_sensitive(&self, component: usize, range: (f64, f64)) -> Option<Sensitivity> {
        let mut found = self.own(component);
        found.extend(self.times(component));
        found.extend(self.hit_ratios(component));
        let swing = |of: &Sensitivity| of.high / of.low;
        let within = |of: Sensitivity| Sensitivity { low: of.low.max(range.0), high: of.high.min(range.1), ..of };
        let telling = found.into_iter().map(within).filter(|of| swing(of) > 1.0 + NOTHING);
        // Of several alike the first.
        telling.reduce(|most, other| if swing(&other) > swing(&most) { other } else { most })
    }

    fn multiple(&self, index: usize, component: &Component, asked: Asked) -> f64 {
        let uses = uses(component, self.scenario.instances_up(index), asked);
        uses.into_iter().flatten().fold(0.0, |most: f64, (_, used)| most.max(used.value)).recip()
    }

    fn own(&self, index: usize) -> Vec<Sensitivity> {
        let component = &self.model.components[index];
        let vary = |own: &Own| {
            let param = (own.read)(component).filter(|param| param.low < param.high)?;
            let ends = [param.low, param.high].map(|end| {
                let mut changed = component.clone();
                (own.write)(&mut changed, Param::exact(end, param.source));
                self.multiple(index, &changed, self.load.asked[index])
            });
            Some(between(component.item.id, Some(own.property), ends))
        };
        OWN.iter().filter_map(vary).collect()
    }

    /// Its own service time, and all times it waits for.
    fn times(&self, index: usize) -> Vec<Sensitivity> {
        let model = self.model;
        let component = &model.components[index];
        if component.slots.is_none() {
            return Vec::new();
        }
        let mut arriving = vec![0.0; model.duties.len()];
        model.duties.of_component(index).for_each(|duty| arriving[duty] = self.load.duty_rates[duty]);
        let visits = solve(&self.awaited, &self.compiled.strong, arriving).rates;
        let (mut stays, mut ways) = (vec![0.0; model.components.len()], vec![0.0; model.connections.len()]);
        for (duty, visits) in visits.iter().enumerate() {
            stays[model.duties.get(duty).component] += visits;
            self.awaited.of_duty(duty).iter().for_each(|flow| ways[flow.connection] += visits * flow.factor);
        }
        let vary = |record: RecordId, property: Option<Property>, param: Param, visits: f64| {
            let ends = [param.low, param.high].map(|end| {
                let mut asked = self.load.asked[index];
                asked.held.value = (asked.held.value + visits * (end - param.value) / 1e3).max(0.0);
                self.multiple(index, component, asked)
            });
            (visits > 0.0 && param.low < param.high).then(|| between(record, property, ends))
        };
        let stays = model.components.iter().zip(stays);
        let stays =
            stays.filter_map(|(of, visits)| vary(of.item.id, Some(Property::ServiceTime), of.service_time, visits));
        let ways = model.connections.iter().zip(&model.round_trips).zip(ways);
        let ways = ways.filter_map(|((of, round_trip), visits)| vary(of.item.id, None, *round_trip, visits));
        stays.chain(ways).collect()
    }

    fn hit_ratios(&self, index: usize) -> Vec<Sensitivity> {
        let component = &self.model.components[index];
        let vary = |(cache, loads): &(RecordId, [Load; 2])| {
            let [low, high] = loads;
            let ends = [low, high].map(|load| self.multiple(index, component, load.asked[index]));
            between(*cache, Some(Property::HitRatio), ends)
        };
        self.caches.iter().map(vary).collect()
    }
}

fn between(record: RecordId, property: Option<Property>, ends: [f64; 2]) -> Sensitivity {
    let [a, b] = ends;
    Sensitivity { record, property, low: a.min(b), high: a.max(b) }
}

/// The load with the hit ratio of each cache varied, of those asked most.
fn caches(
    model: &Model,
    compiled: &Compiled,
    scenario: &Scenario,
    load: &Load,
    scale: f64,
) -> Vec<(RecordId, [Load; 2])> {
    let ranged = |index: &usize| hit_ratio(&model.components[*index]).is_some_and(|param| param.low < param.high);
    let mut caches: Vec<usize> = (0..model.components.len()).filter(ranged).collect();
    let reads = |index: usize| load.asked[index].rate.read;
    caches.arrange_by(|a, b| reads(*b).total_cmp(&reads(*a)).then(a.cmp(b)));
    caches.truncate(HeadroomReport::MOST_CACHES);
    let vary = |cache: usize| {
        let param = hit_ratio(&model.components[cache])?;
        let ends = [param.low, param.high].map(|end| {
            let mut changed = model.clone();
            changed.components[cache].hit_ratio = end;
            Load::of(&changed, compiled, scenario, scale)
        });
        Some((model.components[cache].item.id, ends))
    };
    caches.into_iter().filter_map(vary).collect()
}

/// The hit ratio of a cache with its range.
pub(super) fn hit_ratio(component: &Component) -> Option<Param> {
    component.item.param(Property::HitRatio).filter(|_| component.traits.caching)
}
