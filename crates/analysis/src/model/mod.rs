//! The system model: a design with everything said and guessed about it made explicit.
//!
//! In reading order: [`components`] and [`connections`] say what each record means, [`pools`] which
//! connections are alternatives, [`placement`] what fails together, [`endpoints`] what is asked for by
//! name, [`journeys`], [`classes`] and [`duties`] what each kind of traffic asks of whom.

pub(crate) mod classes;
pub(crate) mod components;
pub(crate) mod connections;
mod distances;
pub(crate) mod duties;
pub(crate) mod endpoints;
pub(crate) mod events;
mod ids;
mod journeys;
pub(crate) mod names;
pub(crate) mod placement;
pub(crate) mod pools;
mod stated;

use linchpin_catalog::{Failover, Param, RecordType};
use linchpin_document::{Design, Item, RecordId};

use crate::Event;
use crate::groups::Grouped;
use crate::structure::EventId;
use components::Component;
use connections::Connection;
use duties::{Duties, Stray};
use endpoints::Endpoint;
use events::{Cause, Events};
use ids::Ids;
use journeys::Plan;
use placement::{Boundary, Placement, Site};
use pools::Pool;
use stated::StatedConnection;

/// What a model is to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// What works when something has failed. Automatic failover is as good as done, failover by hand is
    /// not done.
    Verdicts,
    /// How much of the time things work. Failover takes a while, by hand or not.
    Availability,
}

pub(crate) use journeys::Journey;

/// A design as the analysis sees it. Everything is addressed by its number in these lists, which
/// are in the order of the records' ids.
#[derive(Debug, Clone)]
pub(crate) struct Model<'a> {
    pub(crate) components: Vec<Component<'a>>,
    ids: Ids,
    pub(crate) connections: Vec<Connection<'a>>,
    /// Milliseconds there and back, by connection.
    pub(crate) round_trips: Vec<Param>,
    pub(crate) pools: Vec<Pool<'a>>,
    pub(crate) boundaries: Vec<Boundary<'a>>,
    pub(crate) placements: Vec<Placement>,
    pub(crate) events: Events,
    /// That a connection is up and how much of the time, by connection; only where the design says so.
    pub(crate) paths: Vec<Option<(EventId, f64)>>,
    /// That a standby or replica is ready in time, by component; only where likelihood is asked for.
    pub(crate) takeovers: Vec<Option<EventId>>,
    pub(crate) duties: Duties,
    pub(crate) endpoints: Vec<Endpoint<'a>>,
    pub(crate) journeys: Vec<Journey>,
    /// The endpoints no client's requests arrive at.
    pub(crate) unreached_endpoints: Vec<usize>,
    /// Members of pools on the way to an endpoint that do not lead there.
    pub(crate) strays: Vec<Stray>,
    /// Which components are look-aside caches.
    pub(crate) look_aside: Vec<bool>,
    /// The connections out of each component, and into each.
    pub(crate) outgoing: Grouped,
    pub(crate) incoming: Grouped,
}

impl<'a> Model<'a> {
    /// Reads a design.
    pub(crate) fn of(design: &'a Design) -> Self {
        Self::changed(design, Purpose::Verdicts, |_, _| {})
    }

    /// Reads a design with its components, by number, made different.
    pub(crate) fn changed(design: &'a Design, purpose: Purpose, change: impl Fn(usize, &mut Component<'a>)) -> Self {
        // One walk over all records is quicker than looking each up by its type.
        let of_type = |record_type| design.items().filter(move |item| item.record_type == record_type);
        let mut components: Vec<Component> = of_type(RecordType::Component).map(Component::read).collect();
        components.iter_mut().enumerate().for_each(|(index, component)| change(index, component));
        let ids = Ids::of(components.iter().map(|component| component.item.id));
        let arrows: Vec<&Item> = of_type(RecordType::Connection).collect();
        let (mut connections, stated) = connections::read(&arrows, &components, &ids);
        let standbys = standbys(&components, &connections);
        settle_failover(&mut components, &standbys);
        let endpoints: Vec<Endpoint> = of_type(RecordType::Endpoint).map(|item| Endpoint::read(item, &ids)).collect();
        let owned = endpoints::owned(components.len(), &endpoints);
        let pools = pools::settle(&components, &stated, &owned, &mut connections);
        let Site { boundaries, placements, mut events } =
            Site::of(design, &ids, &components, &connections, &pools, purpose);
        let paths = paths(&stated, &mut events);
        let takeovers = match purpose {
            Purpose::Verdicts => vec![None; components.len()],
            Purpose::Availability => takeovers(&components, &standbys, &mut events),
        };
        let plan = Plan::of(&components, &connections, &pools, &endpoints, purpose);
        let look_aside = connections::look_aside_caches(&components, &connections);
        let round_trip =
            |one: &Connection| distances::round_trip(&boundaries, &placements[one.from], &placements[one.to]);
        let round_trips = connections.iter().map(round_trip).collect();
        let count = connections.len();
        let outgoing = Grouped::of(components.len(), count, &|index| Some((connections[index].from, index)));
        let incoming = Grouped::of(components.len(), count, &|index| Some((connections[index].to, index)));
        Self {
            outgoing,
            incoming,
            components,
            ids,
            connections,
            round_trips,
            pools,
            boundaries,
            placements,
            events,
            paths,
            takeovers,
            duties: plan.duties,
            endpoints,
            journeys: plan.journeys,
            unreached_endpoints: plan.unreached,
            strays: plan.strays,
            look_aside,
        }
    }

    /// The ids of these components.
    #[inline(never)]
    pub(crate) fn ids_of(&self, components: &[usize]) -> Vec<RecordId> {
        components.iter().map(|index| self.components[*index].item.id).collect()
    }

    /// The number of a component.
    pub(crate) fn component_of(&self, id: RecordId) -> Option<usize> {
        self.ids.find(id)
    }

    /// The failure an event stands for, as queries name it: of instances that fail alike, the first that has
    /// not failed yet. Nothing for what queries cannot name.
    pub(crate) fn failure_of(&self, event: EventId, cause: Cause, failed: &[Event]) -> Option<Event> {
        match cause {
            Cause::Domain(boundary) => Some(Event::Domain(self.boundaries[boundary].item.id)),
            Cause::Provider(component) => Some(Event::Provider(self.components[component].item.id)),
            Cause::Instances(index) => {
                let (component, placement) = (&self.components[index], &self.placements[index]);
                let in_run = |at: &u32| placement.run_of(*at).is_some_and(|run| run.event == event);
                let instances = (0..component.instances).filter(in_run);
                instances.map(|at| Event::Instance(component.item.id, at)).find(|event| !failed.contains(event))
            }
            Cause::Takeover(_) | Cause::Connection(_) => None,
        }
    }

    /// The record of the endpoint a journey is for; nothing for what is sent beside endpoints.
    pub(crate) fn endpoint_of(&self, journey: &Journey) -> Option<RecordId> {
        journey.endpoint.map(|endpoint| self.endpoints[endpoint].item.id)
    }

    /// Of each journey class its share of all traffic; equal shares when nothing flows.
    pub(crate) fn shares(&self) -> Vec<f64> {
        let peaks = self.journeys.iter().map(|journey| journey.peak);
        let (total, count) = (peaks.clone().fold(0.0, |sum, peak| sum + peak), self.journeys.len() as f64);
        peaks.map(|peak| if total > 0.0 { peak / total } else { 1.0 / count }).collect()
    }

    /// The number of a boundary.
    pub(crate) fn boundary_of(&self, id: RecordId) -> Option<usize> {
        self.boundaries.binary_search_by_key(&id, |boundary| boundary.item.id).ok()
    }
}

/// An event for each connection that may fail itself.
fn paths(stated: &[StatedConnection], events: &mut Events) -> Vec<Option<(EventId, f64)>> {
    let path = |(index, stated): (usize, &StatedConnection)| {
        stated.availability.map(|availability| (events.add(Cause::Connection(index), 1), availability))
    };
    stated.iter().enumerate().map(path).collect()
}

/// The connections to what may take over, by component.
fn standbys(components: &[Component], connections: &[Connection]) -> Grouped {
    Grouped::of(components.len(), connections.len(), &|index| {
        let connection = &connections[index];
        connection.takes_over().then_some((connection.from, connection.to))
    })
}

/// Standbys of anything but stores are drawn to take over; a store's replica may be just a copy.
fn settle_failover(components: &mut [Component], standbys: &Grouped) {
    for (index, component) in components.iter_mut().enumerate() {
        let has_standby = !component.traits.store && !standbys.get(index).is_empty();
        component.settle_failover(has_standby);
    }
}

/// An event for each component that something takes over for, sooner or later.
fn takeovers(components: &[Component], standbys: &Grouped, events: &mut Events) -> Vec<Option<EventId>> {
    let taken_over = |(index, component): (usize, &Component)| {
        let stands_by = component.is_replicated_store() || !standbys.get(index).is_empty();
        let takes_over = stands_by && component.failover.value != Failover::None;
        takes_over.then(|| events.add(Cause::Takeover(index), 1))
    };
    components.iter().enumerate().map(taken_over).collect()
}
