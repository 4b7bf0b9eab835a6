//! Endpoints: what is asked for by name, who answers it, and how far it is to there.

use linchpin_catalog::{Method, Property};
use linchpin_document::{Arrange, Item};

use super::connections::Connection;
use super::ids::Ids;
use super::pools::Pool;
use crate::groups::Grouped;

/// A journey the design names.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint<'a> {
    pub(crate) item: &'a Item,
    /// The components that own it, in ascending order; without any it may go everywhere.
    pub(crate) handlers: Vec<usize>,
    /// Requests a second at today's peak.
    pub(crate) peak: f64,
    pub(crate) read_share: f64,
}

impl<'a> Endpoint<'a> {
    /// Reads an endpoint. What its method does decides whether it reads, unless the design says more.
    pub(crate) fn read(item: &'a Item, ids: &Ids) -> Self {
        let mut handlers: Vec<usize> =
            item.references(Property::Handlers).iter().filter_map(|id| ids.find(*id)).collect();
        handlers.arrange();
        let by_method = item.choice::<Method>(Property::Method).map(|method| if method.reads() { 1.0 } else { 0.0 });
        let value = |property| item.param(property).map_or(0.0, |param| param.value);
        let read_share = item.number(Property::ReadShare).or(by_method);
        Self {
            item,
            handlers,
            peak: value(Property::Peak),
            read_share: read_share.unwrap_or_else(|| value(Property::ReadShare)),
        }
    }
}

/// The endpoints each component owns.
pub(crate) fn owned(components: usize, endpoints: &[Endpoint]) -> Grouped {
    let mut pairs = Vec::new();
    for (number, endpoint) in endpoints.iter().enumerate() {
        pairs.extend(endpoint.handlers.iter().map(|handler| (*handler, number)));
    }
    Grouped::of(components, pairs.len(), &|at| Some(pairs[at]))
}

/// How many calls it takes from each component to the nearest handler of an endpoint.
#[derive(Debug, Clone)]
pub(crate) struct Hops {
    hops: Vec<u32>,
    /// Whose hops are set, nearest first.
    reached: Vec<usize>,
}

/// No handler can be reached.
const NEVER: u32 = u32::MAX;

impl Hops {
    /// Before any endpoint is looked at.
    pub(crate) fn new(components: usize) -> Self {
        Self { hops: vec![NEVER; components], reached: Vec::new() }
    }

    /// Counts anew, towards these handlers and whatever is in a pool with one of them.
    pub(crate) fn count(&mut self, handlers: &[usize], ways: &Ways) {
        self.reached.drain(..).for_each(|component| self.hops[component] = NEVER);
        let mates = handlers.iter().flat_map(|handler| ways.mates(*handler));
        for handler in handlers.iter().copied().chain(mates) {
            self.reach(handler, 0);
        }
        let mut next = 0;
        while let Some(component) = self.reached.get(next).copied() {
            for caller in ways.callers.get(component) {
                self.reach(*caller, self.hops[component] + 1);
            }
            next += 1;
        }
    }

    fn reach(&mut self, component: usize, hops: u32) {
        if self.hops[component] == NEVER {
            self.hops[component] = hops;
            self.reached.push(component);
        }
    }

    /// From a component; nothing when it leads to no handler.
    pub(crate) fn from(&self, component: usize) -> Option<u32> {
        Some(self.hops[component]).filter(|hops| *hops != NEVER)
    }
}

/// Who calls whom, looked at from the callee.
pub(crate) struct Ways<'a, 'b> {
    connections: &'b [Connection<'a>],
    pools: &'b [Pool<'a>],
    callers: Grouped,
    /// The pools a component is in.
    pools_with: Grouped,
}

impl<'a, 'b> Ways<'a, 'b> {
    pub(crate) fn of(components: usize, connections: &'b [Connection<'a>], pools: &'b [Pool<'a>]) -> Self {
        let callers = Grouped::of(components, connections.len(), &|index| {
            let connection = &connections[index];
            connection.carries_calls().then_some((connection.to, connection.from))
        });
        let pools_with = Grouped::of(components, connections.len(), &|index| {
            let pool = connections[index].pool.filter(|pool| pools[*pool].members.len() > 1)?;
            Some((connections[index].to, pool))
        });
        Self { connections, pools, callers, pools_with }
    }

    /// What is an alternative to a component for one of its callers.
    fn mates(&self, component: usize) -> impl Iterator<Item = usize> {
        let members = self.pools_with.get(component).iter().flat_map(|pool| &self.pools[*pool].members);
        members.map(|member| self.connections[*member].to)
    }
}
