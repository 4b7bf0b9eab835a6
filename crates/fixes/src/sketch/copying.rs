//! Twins: components and connections like others.

use linchpin_catalog::{ComponentKind, Property, RecordType};
use linchpin_document::{Item, RecordId, Value};

use super::Sketch;

/// What a copy has of its own: its place, and what the one copied has to itself.
const OWN: &[Property] = &[
    Property::Name,
    Property::Position,
    Property::Parent,
    Property::Order,
    Property::From,
    Property::To,
    Property::Kind,
];

impl Sketch<'_> {
    /// A component of the same kind and size as another one, beside it and not connected to anything.
    pub(crate) fn copy_component(&mut self, of: RecordId, name: &str) -> RecordId {
        let copy = self.copy_without_place(of, name);
        self.place(copy, Item::COMPONENT_SIZE, of);
        self.show();
        copy
    }

    /// As [`Sketch::copy_component`], nowhere yet.
    pub(crate) fn copy_without_place(&mut self, of: RecordId, name: &str) -> RecordId {
        let copy = self.create(self.kind(of), name);
        self.copy_values(of, copy);
        copy
    }

    /// A connection like another one between other ends.
    pub(crate) fn copy_connection(&mut self, of: RecordId, from: RecordId, to: RecordId) -> RecordId {
        let copy = self.connect(from, to);
        self.copy_values(of, copy);
        copy
    }

    fn copy_values(&mut self, of: RecordId, copy: RecordId) {
        let values = |item: &Item| -> Vec<(Property, Value)> {
            let known = item.values().filter_map(|(key, value)| Some((key.known()?, value.clone())));
            known.filter(|(property, _)| !OWN.contains(property)).collect()
        };
        for (property, value) in self.design().get(of).map(values).unwrap_or_default() {
            self.transaction.set(copy, property, value);
        }
        self.show();
    }

    /// A second component that does the same for the same callers, so that either is enough.
    pub(crate) fn twin(&mut self, of: RecordId, name: &str) -> RecordId {
        let twin = self.copy_component(of, name);
        for call in self.calls_to(of) {
            let copy = self.copy_connection(call.id, call.from, twin);
            self.join(call.id, copy);
        }
        for call in self.calls_from(of) {
            self.copy_connection(call.id, twin, call.to);
        }
        twin
    }

    /// Lets a call go to somebody else, who passes it on.
    pub(crate) fn lead_to(&mut self, call: super::Arrow, to: RecordId) {
        self.set(call.id, Property::To, to);
    }

    /// Makes two connections of one caller alternatives, saying so where that is not taken for granted.
    pub(crate) fn join(&mut self, one: RecordId, other: RecordId) {
        let ends = |id| self.design().get(id).and_then(Item::ends);
        let (Some((caller, first)), Some((_, second))) = (ends(one), ends(other)) else { return };
        let named = self.design().get(one).and_then(|item| item.text(Property::Pool)).map(str::to_owned);
        if named.is_none() && first != second && self.are_taken_as_alternatives(caller, first) {
            return;
        }
        let pool = named.unwrap_or_else(|| self.free_pool(caller, first));
        self.set(one, Property::Pool, pool.as_str());
        self.set(other, Property::Pool, pool.as_str());
    }

    /// Whether two such targets of this caller are alternatives without saying so.
    fn are_taken_as_alternatives(&self, caller: RecordId, target: RecordId) -> bool {
        use ComponentKind::{ApplicationServer, Cdn, Dns, LoadBalancer, MessageQueue, WebServer};
        let target = self.kind(target);
        match self.kind(caller) {
            // Twins are alike in name up to a number, should they be no machines.
            Dns | Cdn | LoadBalancer | MessageQueue => true,
            WebServer => target == ApplicationServer,
            kind => kind.traits().client && target.traits().standby,
        }
    }

    /// A name for a pool that the caller does not use for another one.
    fn free_pool(&self, caller: RecordId, target: RecordId) -> String {
        let own = self.design().connections_of(caller).filter_map(|item| item.text(Property::Pool));
        let own: Vec<&str> = own.collect();
        let name = self.name(target);
        let free = |name: &str| !name.trim().is_empty() && !own.contains(&name);
        let numbered = |number: usize| if number == 0 { name.clone() } else { format!("Pool {number}") };
        (0..).map(numbered).find(|name| free(name)).unwrap_or_default()
    }

    /// A boundary of the same kind and size as another one, beside it and empty.
    pub(crate) fn copy_boundary(&mut self, of: RecordId) -> RecordId {
        let copy = self.copy_boundary_without_place(of);
        let size = self.design().get(of).map_or_else(Default::default, Item::size);
        self.place(copy, size, of);
        self.show();
        copy
    }

    /// As [`Sketch::copy_boundary`], nowhere yet.
    pub(crate) fn copy_boundary_without_place(&mut self, of: RecordId) -> RecordId {
        let name = crate::names::unique(self.design(), &self.name(of));
        let id = self.fresh(&name);
        let order = self.in_front();
        self.transaction.create(id, RecordType::Boundary);
        self.copy_values(of, id);
        self.transaction.set(id, Property::Name, name.as_str()).set(id, Property::Order, order.as_str());
        self.show();
        id
    }
}
