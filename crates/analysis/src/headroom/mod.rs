//! How far the load may grow: the headroom ladder over the ranges of all defaults, with what each rung
//! hangs on most, and how much of every resource is used.
//!
//! Rates are proportional to the peak, and so is all that is used by them: throughput, cores, network,
//! and slots, as queueing is left out of the time they are held. So every rung is 1 / utilisation, in
//! closed form. Over the ranges as well: no default makes one utilisation larger and another smaller
//! (pools weighted by capacity keep their weights), and hit ratios only ever take load away, so that the
//! ends are two more solutions. Memory and disks do not depend on the load at all and are no rungs.

mod report;
mod sensitivity;

use linchpin_catalog::{Param, Property};
use linchpin_document::Design;

use crate::Prepared;
use crate::load::{End, Load, Memory, Storage, ladder, multiples, uses};
use crate::model::Model;
use crate::model::components::Component;
use crate::query::Query;
use crate::report::{Resource, Rung};
use crate::structure::compile::Compiled;
use crate::structure::scenario::Scenario;
use sensitivity::{Probe, hit_ratio};

pub use report::{ComponentUse, HeadroomReport, MemoryUse, RangedRung, ResourceUse, Sensitivity, StorageUse};

/// Works out how far the load may grow, over the ranges of all defaults. Takes about as long as
/// [`crate::analyse`], and as the load of the design twice for each cache: to be asked apart.
pub fn headroom(design: &Design, query: &Query) -> HeadroomReport {
    Prepared::of(design).headroom(query)
}

impl Prepared<'_> {
    /// How far the load may grow, as [`headroom`] gives it.
    pub fn headroom(&self, query: &Query) -> HeadroomReport {
        let Self { model, compiled, .. } = self;
        let scenario = self.scenario(&query.failed);
        let scale = query.usable_scale();
        let load = Load::of(model, compiled, &scenario, scale);
        let with = |end, hits| Edge::of(&with_hit_ratios(model, hits), compiled, &scenario, scale, end);
        let (least, most) = (with(End::Least, |hits| hits.high), with(End::Most, |hits| hits.low));
        let loads = Loads { model, scenario: &scenario, load: &load, least: &least, most: &most };
        let ladder = ladder(model, compiled, &scenario, &load);
        let probe = Probe::new(model, compiled, &scenario, &load, scale);
        // Up to where rates are proportional to the peak, at either end of hit ratios.
        let limits = [&load, &least.load, &most.load].into_iter().flat_map(|load| &load.limits);
        let proportional = limits.fold(f64::INFINITY, |least, limited| least.min(limited.used(1.0).recip()));
        let rung = |(place, rung): (usize, &Rung)| {
            let index = model.component_of(rung.component)?;
            let ranged = loads.ranged(*rung, index, ladder.get(place + 1));
            let explained = place < HeadroomReport::MOST_EXPLAINED && ranged.high <= proportional;
            let hangs_on = explained.then(|| probe.most_sensitive(index, (ranged.low, ranged.high))).flatten();
            Some(RangedRung { hangs_on, ..ranged })
        };
        HeadroomReport {
            rungs: ladder.iter().enumerate().filter_map(rung).collect(),
            components: (0..model.components.len()).filter_map(|index| loads.used(index, scale)).collect(),
        }
    }
}

/// The model with every hit ratio at one end of its range.
fn with_hit_ratios<'a>(model: &Model<'a>, end: fn(Param) -> f64) -> Model<'a> {
    let mut changed = model.clone();
    for component in &mut changed.components {
        if let Some(hits) = hit_ratio(component) {
            component.hit_ratio = end(hits);
        }
    }
    changed
}

/// The load where hit ratios make it least or most, and what saturates when at that end of all ranges.
struct Edge {
    load: Load,
    multiples: Vec<Option<(f64, Resource)>>,
}

impl Edge {
    fn of(model: &Model, compiled: &Compiled, scenario: &Scenario, scale: f64, end: End) -> Self {
        let load = Load::of(model, compiled, scenario, scale);
        let multiples = multiples(model, compiled, scenario, &load, end);
        Self { load, multiples }
    }

    fn multiple(&self, component: usize) -> Option<f64> {
        self.multiples[component].map(|(multiple, _)| multiple)
    }
}

/// The load as it is, and with hit ratios that make it least and most.
struct Loads<'a, 'b> {
    model: &'b Model<'a>,
    scenario: &'b Scenario,
    load: &'b Load,
    least: &'b Edge,
    most: &'b Edge,
}

impl Loads<'_, '_> {
    fn ranged(&self, rung: Rung, index: usize, following: Option<&Rung>) -> RangedRung {
        if rung.resource.refuses() {
            let (low, high) = (rung.multiple, rung.multiple);
            return RangedRung { rung, low, high, hangs_on: None, scaled_out: None, next: following.copied() };
        }
        // Where more misses close a circle without end, its rounds are left out: that is no relief.
        let low = self.most.multiple(index).map_or(rung.multiple, |low| low.min(rung.multiple));
        // With less of everything a limit on rates may keep it below its ceiling for good.
        let high = self.least.multiple(index).map_or(f64::INFINITY, |high| high.max(rung.multiple));
        let more = self.most_instances(index).map(|most| rung.multiple * most);
        let own = self.uses(index).filter(|(resource, ..)| *resource != rung.resource && !is_same(*resource, rung));
        let own = own.filter(|(_, used, ..)| *used > 0.0);
        let own = own.map(|(resource, used, ..)| Rung { resource, multiple: used.recip(), ..rung });
        let next = own.chain(following.copied()).min_by(|a, b| a.multiple.total_cmp(&b.multiple));
        RangedRung { rung, low, high, hangs_on: None, scaled_out: more, next }
    }

    /// Over how many times the instances it has autoscaling may start.
    fn most_instances(&self, index: usize) -> Option<f64> {
        let component = &self.model.components[index];
        let most =
            component.item.number(Property::MaxInstances).filter(|_| component.kind.has(Property::MaxInstances))?;
        let more = most / f64::from(self.scenario.instances_up(index).max(1));
        (more > 1.0).then_some(more)
    }

    /// Every resource of a component with how much of it is used at today's peak, at least and at most.
    fn uses(&self, index: usize) -> impl Iterator<Item = (Resource, f64, f64, f64)> {
        let up = self.scenario.instances_up(index);
        let component = &self.model.components[index];
        let of = |load: &Load| uses(component, up, load.asked[index]);
        let all = of(self.load).into_iter().zip(of(&self.least.load)).zip(of(&self.most.load)).filter(move |_| up > 0);
        all.filter_map(|((used, least), most)| Some((used?, least?.1.low, most?.1.high)))
            .map(|((resource, used), low, high)| (resource, used.value, low, high))
    }

    fn used(&self, index: usize, scale: f64) -> Option<ComponentUse> {
        let component = &self.model.components[index];
        let carries = !component.traits.entry && self.load.asked[index].rate.total() > 0.0;
        let resources = self.uses(index).filter(|_| carries);
        let resources = resources.map(|(resource, used, low, high)| ResourceUse {
            resource,
            utilisation: used * scale,
            low: low * scale,
            high: high * scale,
        });
        let (memory, storage) = (memory(component), storage(component));
        let said = carries || memory.is_some() || storage.is_some();
        said.then(|| ComponentUse { component: component.item.id, resources: resources.collect(), memory, storage })
    }
}

/// Reads and writes are two names for the throughput of a store.
fn is_same(resource: Resource, rung: Rung) -> bool {
    let throughput = |of| matches!(of, Resource::Reads | Resource::Writes | Resource::Throughput);
    throughput(resource) && throughput(rung.resource)
}

fn memory(component: &Component) -> Option<MemoryUse> {
    let memory = Memory::of(component)?;
    let used = memory.used();
    let (utilisation, low, high) = (used.value, used.low, used.high);
    Some(MemoryUse { wanted: memory.wanted, memory: memory.there.value, utilisation, low, high })
}

fn storage(component: &Component) -> Option<StorageUse> {
    let storage = Storage::of(component)?;
    let used = storage.used();
    Some(StorageUse {
        stored: storage.stored,
        disk: storage.disk.value,
        utilisation: used.value,
        low: used.low,
        high: used.high,
        settles_at: storage.settles_at(),
        days_until_full: storage.days_until_full(storage.disk.value),
    })
}
