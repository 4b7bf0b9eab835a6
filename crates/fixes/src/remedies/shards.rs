//! A store split into shards, each with its own writes.

use linchpin_catalog::Property;
use linchpin_document::RecordId;

use crate::remedy::Situation;
use crate::sketch::Sketch;

/// Counts of shards, of stores run by oneself that something writes to.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let Some(store) = situation.own(id).filter(|own| own.item.kind().traits().store && own.report.rate.write > 0.0)
    else {
        return Vec::new();
    };
    let now = store.item.number(Property::Shards).unwrap_or(1.0) as u32;
    let counts = [2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 128];
    counts.into_iter().filter(|count| *count > now).collect()
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, count: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    sketch.set(id, Property::Shards, f64::from(count));
    Some(format!("Split {name} into {count} shards"))
}
