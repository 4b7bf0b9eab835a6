//! A second connection beside one that may fail itself.

use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Item, RecordId};

use super::once;
use crate::remedy::Situation;
use crate::sketch::Sketch;

/// Connections that are said to fail.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let connection = situation.design.get(id).filter(|item| item.record_type == RecordType::Connection);
    once(connection.is_some_and(|item| item.number(Property::Availability).is_some()))
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, _: u32) -> Option<String> {
    let (from, to) = sketch.design().get(id).and_then(Item::ends)?;
    let copy = sketch.copy_connection(id, from, to);
    sketch.join(id, copy);
    Some(format!("A second path from {} to {}", sketch.name(from), sketch.name(to)))
}
