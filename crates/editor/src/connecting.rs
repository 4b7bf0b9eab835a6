//! Connecting components.

use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Design, RecordId, Transaction};

use crate::Selection;
use crate::effects::{Notice, PickPurpose, Request};
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;

/// The connection from one component to another, if they are connected in this direction.
pub(crate) fn existing(design: &Design, from: RecordId, to: RecordId) -> Option<RecordId> {
    design.connections_of(from).find(|item| item.ends() == Some((from, to))).map(|item| item.id)
}

/// The transaction that connects two components, unless they are one or connected already.
pub(crate) fn connection(design: &Design, id: RecordId, from: RecordId, to: RecordId) -> Option<Transaction> {
    let is_component = |id| design.get(id).is_some_and(|item| item.record_type == RecordType::Component);
    let possible = from != to && is_component(from) && is_component(to) && existing(design, from, to).is_none();
    possible.then(|| {
        let mut transaction = Transaction::new();
        transaction.create(id, RecordType::Connection);
        transaction.set(id, Property::From, from).set(id, Property::To, to);
        transaction
    })
}

/// Connects two components and selects the connection; one that is there already is selected instead.
pub(crate) fn connect(around: &Surroundings, id: RecordId, from: RecordId, to: RecordId) -> Plan {
    if let Some(there) = existing(around.design, from, to) {
        let notice = Request::Notice(Notice::AlreadyConnected(there));
        return Plan::drop_draft().selecting(Selection::one(there)).requesting(notice);
    }
    match connection(around.design, id, from, to) {
        Some(transaction) => Plan::commit(transaction).selecting(Selection::one(id)),
        None => Plan::drop_draft(),
    }
}

/// Lets the person choose what a connection into empty space leads to.
pub(crate) fn ask_for_kind(around: &Surroundings, from: RecordId, at: &Touchpoint) -> Plan {
    let purpose = PickPurpose::Append { from, at: around.point_in_world(at) };
    Plan::drop_draft().requesting(Request::PickKind { purpose, point_in_screen: at.point_in_screen })
}
