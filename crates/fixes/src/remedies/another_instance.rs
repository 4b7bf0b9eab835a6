//! More instances of what keeps nothing.

use linchpin_catalog::Property;
use linchpin_document::RecordId;

use crate::remedy::Situation;
use crate::sketch::Sketch;

/// Counts of instances, of anything but stores and what keeps state of its own.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let alike = situation
        .own(id)
        .filter(|own| !own.item.kind().traits().store && own.item.flag(Property::KeepsState) != Some(true));
    alike.map(|own| own.instance_counts()).unwrap_or_default()
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, count: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    sketch.set(id, Property::Instances, f64::from(count));
    Some(format!("Run {count} instances of {name}"))
}
