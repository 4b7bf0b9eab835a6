//! Drawing by command: replacing, connecting, growing.

use linchpin_catalog::{ComponentKind, Property, RecordType};
use linchpin_document::{Item, RecordId, Transaction};

use super::Direction;
use super::view::area;
use crate::connecting;
use crate::effects::{PickPurpose, Request};
use crate::placement;
use crate::placement::Placed;
use crate::plan::{Plan, Surroundings};

/// The selected components, in the order of their ids.
fn components<'a>(around: &'a Surroundings) -> impl Iterator<Item = &'a Item> {
    let chosen = around.selection.ids().iter().filter_map(|id| around.design.get(*id));
    chosen.filter(|item| item.record_type == RecordType::Component)
}

/// Asks what the selected components should become.
pub(crate) fn ask_for_replacement(around: &Surroundings) -> Plan {
    let chosen: Vec<RecordId> = components(around).map(|item| item.id).collect();
    let Some(area) = chosen.first().and_then(|id| area(around, *id)) else { return Plan::nothing() };
    let point_in_screen = around.camera.screen_from_world(kurbo::Point::new(area.x0, area.y1));
    Plan::request(Request::PickKind { purpose: PickPurpose::Replace(chosen), point_in_screen })
}

/// Makes components another kind. Connections, place and a name of their own stay; values the new
/// kind does not have are taken out.
pub(crate) fn replace(around: &Surroundings, ids: &[RecordId], kind: ComponentKind) -> Plan {
    let mut transaction = Transaction::new();
    let items = ids.iter().filter_map(|id| around.design.get(*id));
    for item in items.filter(|item| item.record_type == RecordType::Component && item.kind() != kind) {
        transaction.set(item.id, Property::Kind, kind.id());
        for property in item.values().filter_map(|(key, _)| key.known()).filter(|property| !kind.has(*property)) {
            transaction.unset(item.id, property);
        }
    }
    Plan::commit(transaction)
}

/// With two components selected connects them, first chosen to last; with one asks for the target.
pub(crate) fn connect_selected(around: &Surroundings) -> Plan {
    let chosen: Vec<RecordId> = components(around).map(|item| item.id).collect();
    match (&chosen[..], around.selection.lead()) {
        ([one], _) => Plan::request(Request::PickTarget(*one)),
        ([a, b], lead) => {
            let (from, to) = if lead == Some(*a) { (*b, *a) } else { (*a, *b) };
            connecting::connect(around, around.new_id(), from, to)
        }
        _ => Plan::nothing(),
    }
}

/// Adds in a direction what a component most usually calls, connected.
pub(crate) fn grow(around: &Surroundings, direction: Direction) -> Plan {
    let Some(source) = components(around).next() else { return Plan::nothing() };
    let Some(kind) = source.kind().usual_callees().first() else { return Plan::nothing() };
    placement::append(around, source.id, Placed { kind: *kind, at: None, direction })
}
