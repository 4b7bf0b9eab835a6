//! Where instances stand, and so which of them fail together.

use linchpin_catalog::{BoundaryKind, Param, Property};
use linchpin_document::{Arrange, Design, Item, RecordId};
use std::cmp::Ordering;

use super::Purpose;
use super::components::Component;
use super::connections::Connection;
use super::events::{Cause, Events};
use super::ids::Ids;
use super::pools::Pool;
use crate::Resolved;
use crate::groups::{Grouped, Sets, distinct, sorted_groups};
use crate::structure::EventId;

/// A boundary, with what the analysis reads of it.
#[derive(Debug, Clone)]
pub(crate) struct Boundary<'a> {
    pub(crate) item: &'a Item,
    pub(crate) kind: BoundaryKind,
    pub(crate) failure_domain: Resolved<bool>,
    /// The share of time it is up as a whole.
    pub(crate) availability: Param,
    /// Its failure, if it is a failure domain.
    pub(crate) event: Option<EventId>,
    /// The failure domains around it and itself, outermost last.
    pub(crate) domains: Vec<usize>,
}

/// Instances of one component that stand in the same domains.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub(crate) event: EventId,
    pub(crate) size: u32,
    /// The failure domains around them, as boundary numbers in ascending order.
    pub(crate) domains: Vec<usize>,
    /// Which zone of those spread over, counted in the order they were drawn.
    zone: Option<u32>,
}

/// How the instances of a component are placed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Placement {
    /// Every instance belongs to one run. A managed component has one run of one: its provider.
    pub(crate) runs: Vec<Run>,
    /// Whether the first run is the one instance that takes writes.
    pub(crate) leader: bool,
    /// How many zones it is spread over, and which its first instance is in.
    spread: Option<(u32, u32)>,
    /// Whether its zones are unknown: it is to be spread over a region with no zones drawn.
    pub(crate) assumed: bool,
}

impl Placement {
    /// The run an instance, counted from 0, belongs to.
    pub(crate) fn run_of(&self, instance: u32) -> Option<&Run> {
        if self.leader && instance == 0 {
            return self.runs.first();
        }
        let zone = self.spread.map(|(zones, first)| (instance % zones + first) % zones);
        self.runs.iter().skip(usize::from(self.leader)).find(|run| run.zone == zone)
    }
}

/// Boundaries, and what stands where.
#[derive(Debug, Clone)]
pub(crate) struct Site<'a> {
    pub(crate) boundaries: Vec<Boundary<'a>>,
    pub(crate) placements: Vec<Placement>,
    pub(crate) events: Events,
}

impl<'a> Site<'a> {
    /// Reads the boundaries and places every component.
    pub(crate) fn of(
        design: &'a Design,
        ids: &Ids,
        components: &[Component<'a>],
        connections: &[Connection],
        pools: &[Pool],
        purpose: Purpose,
    ) -> Self {
        let mut events = Events::default();
        let boundaries = read_boundaries(design, &mut events);
        let mut surveyor = Surveyor::of(design, ids, components, connections, pools, &boundaries);
        surveyor.purpose = purpose;
        let place = |index| surveyor.place(index, &mut events);
        let placements = (0..components.len()).map(place).collect();
        Self { boundaries, placements, events }
    }
}

fn read_boundaries<'a>(design: &'a Design, events: &mut Events) -> Vec<Boundary<'a>> {
    let mut boundaries: Vec<Boundary> = Vec::with_capacity(design.boundaries().count());
    for (index, item) in design.boundaries().enumerate() {
        let stated = item.flag(Property::FailureDomain);
        let kind = item.boundary_kind();
        let value = stated.unwrap_or(kind.spec().failure_domain);
        let event = value.then(|| events.add(Cause::Domain(index), 1));
        let failure_domain = Resolved { value, guessed: stated.is_none() };
        let availability = item.param(Property::Availability).unwrap_or(NEVER_FAILS);
        boundaries.push(Boundary { item, kind, failure_domain, availability, event, domains: Vec::new() });
    }
    for index in 0..boundaries.len() {
        let chain = std::iter::once(boundaries[index].item.id).chain(design.ancestors(boundaries[index].item.id));
        let domains = chain.filter_map(|id| find(&boundaries, id)).filter(|at| boundaries[*at].event.is_some());
        boundaries[index].domains = domains.collect();
    }
    boundaries
}

/// Of a boundary that is no place: made a failure domain, it fails only where that is asked for.
const NEVER_FAILS: Param = Param::exact(1.0, "");

fn find(boundaries: &[Boundary], id: RecordId) -> Option<usize> {
    boundaries.binary_search_by_key(&id, |boundary| boundary.item.id).ok()
}

/// What placing needs to know of the surroundings.
struct Surveyor<'a, 'b> {
    components: &'b [Component<'a>],
    boundaries: &'b [Boundary<'a>],
    /// The innermost boundary that is a place, by component.
    places: Vec<Option<usize>>,
    /// All failure domains around, by component.
    domains: Vec<Vec<usize>>,
    /// The zones drawn in each region, in the order they were drawn.
    zones: Grouped,
    /// Which of its mates in the same region each component is, in the order they were drawn.
    turns: Vec<u32>,
    purpose: Purpose,
}

impl<'a, 'b> Surveyor<'a, 'b> {
    fn of(
        design: &Design,
        ids: &Ids,
        components: &'b [Component<'a>],
        connections: &[Connection],
        pools: &[Pool],
        boundaries: &'b [Boundary<'a>],
    ) -> Self {
        let is_place = |at: &usize| boundaries[*at].event.is_some() || boundaries[*at].kind.spec().failure_domain;
        let is_region = |at: &usize| boundaries[*at].kind == BoundaryKind::Region;
        let zones =
            zones(boundaries, &|id| design.ancestors(id).filter_map(|above| find(boundaries, above)).find(is_region));
        let surroundings = surroundings(design, ids, components.len(), boundaries);
        let regions: Vec<Option<usize>> = surroundings.iter().map(|all| all.iter().copied().find(is_region)).collect();
        Self {
            components,
            boundaries,
            places: surroundings.iter().map(|all| all.iter().copied().find(is_place)).collect(),
            turns: turns(components, connections, pools, &regions, zones.is_empty()),
            domains: surroundings.into_iter().map(|all| only_domains(boundaries, all)).collect(),
            zones,
            purpose: Purpose::Verdicts,
        }
    }

    fn place(&self, index: usize, events: &mut Events) -> Placement {
        let component = &self.components[index];
        if component.traits.entry {
            return Placement::default();
        }
        let region = self.places[index].filter(|at| self.boundaries[*at].kind == BoundaryKind::Region);
        if component.is_managed() {
            let event = events.add(Cause::Provider(index), 1);
            let domains = distinct(self.domains[index].clone());
            return Placement { runs: vec![Run { event, size: 1, domains, zone: None }], ..Placement::default() };
        }
        let region = region.filter(|_| component.spread.value);
        let zones = region.map_or(&[][..], |region| self.zones.get(region));
        let mut placement = self.spread(index, zones, events);
        placement.assumed = region.is_some() && zones.is_empty();
        placement
    }

    /// Deals the instances out over the zones, or puts them all in the one place there is.
    fn spread(&self, index: usize, zones: &[usize], events: &mut Events) -> Placement {
        let component = &self.components[index];
        let (count, turn) = (zones.len() as u32, self.turns[index]);
        let first = turn.checked_rem(count).unwrap_or(0);
        let mut runs = Vec::new();
        let mut add = |size: u32, zone: Option<u32>| {
            let zone_domains = zone.map_or(&[][..], |zone| &self.boundaries[zones[zone as usize]].domains);
            let domains = distinct([&self.domains[index], zone_domains].concat());
            runs.push(Run { event: events.add(Cause::Instances(index), size), size, domains, zone });
        };
        let leads = component.is_replicated_store() && self.purpose == Purpose::Availability;
        let leader = leads || component.has_leader();
        if leader {
            add(1, (count > 0).then_some(first));
        }
        for zone in 0..count {
            // Instance i stands in zone (i + first) mod count.
            let nearest = (zone + count - first) % count;
            let here = component.instances.saturating_sub(nearest).div_ceil(count);
            add(here - u32::from(leader && nearest == 0), Some(zone));
        }
        if count == 0 {
            add(component.instances - u32::from(leader), None);
        }
        runs.retain(|run| run.size > 0);
        Placement { runs, leader, spread: (count > 0).then_some((count, first)), assumed: false }
    }
}

/// The zones drawn in each region, in the order they were drawn.
fn zones(boundaries: &[Boundary], region_of: &dyn Fn(RecordId) -> Option<usize>) -> Grouped {
    let is_zone = |at: &usize| boundaries[*at].event.is_some() && boundaries[*at].kind == BoundaryKind::Zone;
    let mut zones: Vec<usize> = (0..boundaries.len()).filter(is_zone).collect();
    zones.arrange_by(|a, b| by_creation(boundaries[*a].item, boundaries[*b].item));
    Grouped::of(boundaries.len(), zones.len(), &|place| {
        region_of(boundaries[zones[place]].item.id).map(|region| (region, zones[place]))
    })
}

/// The boundaries around each component, innermost first.
fn surroundings(design: &Design, ids: &Ids, components: usize, boundaries: &[Boundary]) -> Vec<Vec<usize>> {
    let mut surroundings = vec![Vec::new(); components];
    for (index, boundary) in boundaries.iter().enumerate() {
        let above = design.ancestors(boundary.item.id).filter_map(|above| find(boundaries, above));
        let chain: Vec<usize> = std::iter::once(index).chain(above).collect();
        for component in design.children(boundary.item.id).filter_map(|child| ids.find(child)) {
            surroundings[component].clone_from(&chain);
        }
    }
    surroundings
}

fn only_domains(boundaries: &[Boundary], mut all: Vec<usize>) -> Vec<usize> {
    all.retain(|at| boundaries[*at].event.is_some());
    all
}

fn by_creation(a: &Item, b: &Item) -> Ordering {
    creation_order(a.id).cmp(&creation_order(b.id))
}

/// Ids people chose come first, by their text; those the editor made follow in the order it made them.
fn creation_order(id: RecordId) -> (bool, u32, RecordId) {
    match id.maker() {
        Some((_, serial)) => (true, serial, id),
        None => (false, 0, id),
    }
}

/// Which of its mates in the same region each component is. Mates are members of one pool, standbys
/// and replicas: the ones that are to stand in different zones.
fn turns(
    components: &[Component],
    connections: &[Connection],
    pools: &[Pool],
    regions: &[Option<usize>],
    nothing_to_spread_over: bool,
) -> Vec<u32> {
    let mut turns = vec![0; components.len()];
    if nothing_to_spread_over {
        return turns;
    }
    let mut mates = Sets::new(components.len());
    for pool in pools {
        for pair in pool.members.windows(2) {
            mates.join(connections[pair[0]].to, connections[pair[1]].to);
        }
    }
    for connection in connections.iter().filter(|connection| connection.takes_over()) {
        mates.join(connection.from, connection.to);
    }
    let mates = mates.firsts();
    let placed = (0..components.len()).filter(|index| regions[*index].is_some()).collect();
    let together = |a: usize, b: usize| (mates[a], regions[a]).cmp(&(mates[b], regions[b]));
    for mut group in sorted_groups(placed, &together) {
        group.arrange_by(|a, b| by_creation(components[*a].item, components[*b].item));
        group.iter().enumerate().for_each(|(turn, index)| turns[*index] = turn as u32);
    }
    turns
}
