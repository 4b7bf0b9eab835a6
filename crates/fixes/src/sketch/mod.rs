//! What remedies draw with: a copy of a design, the changes made to it so far, and where new ids come from.

mod copying;
mod placing;

use linchpin_analysis::{ComponentReport, Report};
use linchpin_catalog::{ComponentKind, Interaction, Property, RecordType};
use linchpin_document::{Design, Item, OrderKey, RecordId, Replica, Transaction, Value};

use crate::Ids;
use crate::names::unique;

/// Two of what must not be a single point of failure itself.
pub(crate) const PAIR: f64 = 2.0;

/// A design with changes laid over it.
pub(crate) struct Sketch<'a> {
    replica: Replica,
    report: &'a Report,
    ids: &'a mut dyn Ids,
    transaction: Transaction,
}

/// A connection of a component with who is at its ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arrow {
    pub(crate) id: RecordId,
    pub(crate) from: RecordId,
    pub(crate) to: RecordId,
}

impl<'a> Sketch<'a> {
    /// Nothing drawn yet. `report` is what the analysis says of the design as it was when it was asked.
    pub(crate) fn of(replica: Replica, report: &'a Report, ids: &'a mut dyn Ids) -> Self {
        Self { replica, report, ids, transaction: Transaction::new() }
    }

    /// The design with what was drawn so far.
    pub(crate) fn design(&self) -> &Design {
        self.replica.design()
    }

    /// What the analysis said of a component before anything was drawn.
    pub(crate) fn report(&self, component: RecordId) -> Option<&'a ComponentReport> {
        self.report.component(component)
    }

    /// Everything the analysis said then.
    pub(crate) fn findings(&self) -> &'a Report {
        self.report
    }

    /// Everything drawn.
    pub(crate) fn into_transaction(self) -> Transaction {
        self.transaction
    }

    /// A component, if that is what it is.
    pub(crate) fn component(&self, id: RecordId) -> Option<&Item> {
        self.design().get(id).filter(|item| item.record_type == RecordType::Component)
    }

    pub(crate) fn name(&self, id: RecordId) -> String {
        self.design().get(id).map_or_else(String::new, |item| item.name().to_owned())
    }

    pub(crate) fn kind(&self, id: RecordId) -> ComponentKind {
        self.design().get(id).map_or(ComponentKind::Generic, Item::kind)
    }

    /// Sets a property.
    pub(crate) fn set(&mut self, id: RecordId, property: Property, value: impl Into<Value>) {
        self.transaction.set(id, property, value);
        self.show();
    }

    /// Takes a property back to its default.
    pub(crate) fn unset(&mut self, id: RecordId, property: Property) {
        self.transaction.unset(id, property);
        self.show();
    }

    /// Deletes a connection.
    pub(crate) fn delete_connection(&mut self, id: RecordId) {
        self.transaction.delete(id, RecordType::Connection);
        self.show();
    }

    /// A new component beside another one, in the same boundary, with a name of its own.
    pub(crate) fn add(&mut self, kind: ComponentKind, name: &str, beside: RecordId) -> RecordId {
        let id = self.create(kind, name);
        self.place(id, Item::COMPONENT_SIZE, beside);
        self.show();
        id
    }

    /// A new component without a place.
    fn create(&mut self, kind: ComponentKind, name: &str) -> RecordId {
        let name = unique(self.design(), name);
        let id = self.fresh(&name);
        let order = self.in_front();
        self.transaction.create(id, RecordType::Component);
        self.transaction.set(id, Property::Kind, kind.id()).set(id, Property::Order, order.as_str());
        if name != kind.label() {
            self.transaction.set(id, Property::Name, name.as_str());
        }
        if let Some(price) = self.usual_price(kind) {
            self.transaction.set(id, Property::Price, price);
        }
        self.show();
        id
    }

    /// What the first of a kind costs here that has a price.
    fn usual_price(&self, kind: ComponentKind) -> Option<f64> {
        self.design().components().filter(|item| item.kind() == kind).find_map(|item| item.number(Property::Price))
    }

    /// A new connection with nothing said of it.
    pub(crate) fn connect(&mut self, from: RecordId, to: RecordId) -> RecordId {
        let name = format!("{from}-{to}");
        let id = self.fresh(&name);
        self.transaction.create(id, RecordType::Connection);
        self.transaction.set(id, Property::From, from).set(id, Property::To, to);
        self.show();
        id
    }

    /// The connections that lead to a component, as drawn, without those that stand by or copy data.
    pub(crate) fn calls_to(&self, component: RecordId) -> Vec<Arrow> {
        self.arrows(component).into_iter().filter(|arrow| arrow.to == component).collect()
    }

    /// The connections that lead out of a component, as drawn, without those that stand by or copy data.
    pub(crate) fn calls_from(&self, component: RecordId) -> Vec<Arrow> {
        self.arrows(component).into_iter().filter(|arrow| arrow.from == component).collect()
    }

    fn arrows(&self, component: RecordId) -> Vec<Arrow> {
        let of_component = self.design().connections_of(component);
        let arrow = |item: &Item| item.ends().map(|(from, to)| Arrow { id: item.id, from, to });
        of_component.filter(|item| self.is_call(item)).filter_map(arrow).collect()
    }

    /// Whether requests or events pass along a connection. The analysis says so of those it has seen.
    fn is_call(&self, connection: &Item) -> bool {
        let guessed = || self.report.connection(connection.id).map(|seen| seen.interaction.value);
        let interaction = connection.choice::<Interaction>(Property::Interaction).or_else(guessed);
        !matches!(interaction, Some(Interaction::Replication | Interaction::Standby))
    }

    /// An id nothing ever had, as far as is known here.
    fn fresh(&mut self, name: &str) -> RecordId {
        loop {
            let id = self.ids.fresh(name);
            let drawn = self.transaction.of(id).next().is_some();
            if id != RecordId::DESIGN && !drawn && self.replica.document().record(id).is_none() {
                return id;
            }
        }
    }

    /// A key in front of everything drawn.
    fn in_front(&self) -> OrderKey {
        let keys = self.design().items().filter(|item| item.record_type.has_place());
        let keys = keys.filter_map(|item| item.text(Property::Order).and_then(OrderKey::parse));
        OrderKey::between(keys.max().as_ref(), None)
    }

    fn show(&mut self) {
        self.replica.set_draft(self.transaction.clone());
    }
}
