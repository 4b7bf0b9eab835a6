//! Further instances of a store, which take over by themselves.

use linchpin_catalog::{Failover, Property};
use linchpin_document::RecordId;

use crate::remedy::Situation;
use crate::sketch::Sketch;

/// Counts of instances, of stores run by oneself.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let store = situation.own(id).filter(|own| own.item.kind().traits().store);
    store.map(|own| own.instance_counts()).unwrap_or_default()
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, count: u32) -> Option<String> {
    let item = sketch.component(id)?;
    let name = item.name().to_owned();
    let stated = item.choice::<Failover>(Property::Failover);
    sketch.set(id, Property::Instances, f64::from(count));
    // Several instances of a store fail over by themselves unless the design says otherwise.
    if stated.is_some_and(|stated| stated != Failover::Automatic) {
        sketch.set(id, Property::Failover, Failover::Automatic.id());
    }
    Some(match count {
        2 => format!("A standby for {name} with automatic failover"),
        _ => format!("Run {count} instances of {name} with automatic failover"),
    })
}
