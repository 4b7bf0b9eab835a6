//! Copies that a mistake cannot reach.

use linchpin_catalog::Property;
use linchpin_document::RecordId;

use super::once;
use crate::remedy::Situation;
use crate::sketch::Sketch;

/// What can be backed up and is not said to be.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let open = |item: &linchpin_document::Item| {
        item.kind().has(Property::BackedUp) && item.flag(Property::BackedUp) != Some(true)
    };
    once(situation.subject(id).is_some_and(|subject| open(subject.item)))
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, _: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    sketch.set(id, Property::BackedUp, true);
    Some(format!("Backups of {name}, kept elsewhere"))
}
