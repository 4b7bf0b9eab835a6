//! Replicas of a store that take reads off it.

use linchpin_catalog::{Property, When};
use linchpin_document::{Item, RecordId};

use crate::remedy::Situation;
use crate::sketch::Sketch;

/// Counts of replicas, of stores run by oneself that something reads.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let store = situation.own(id).filter(|own| own.item.kind().traits().store && own.report.rate.read > 0.0);
    store.map_or_else(Vec::new, |_| vec![1, 2, 3, 4, 6, 8, 12, 16])
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, count: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    let readers: Vec<_> = sketch.calls_to(id).into_iter().filter(|call| may_read(sketch, call.id)).collect();
    if readers.is_empty() {
        return None;
    }
    let replica = sketch.copy_component(id, &format!("{name} replica"));
    sketch.unset(replica, Property::Needed);
    sketch.unset(replica, Property::Failover);
    sketch.unset(replica, Property::BackedUp);
    sketch.set(replica, Property::Instances, f64::from(count));
    sketch.connect(id, replica);
    for call in readers {
        let copy = sketch.copy_connection(call.id, call.from, replica);
        // Reads go to replicas by nature; only what was said of all requests would send them writes.
        sketch.unset(copy, Property::When);
    }
    Some(if count == 1 { format!("A read replica of {name}") } else { format!("{count} read replicas of {name}") })
}

fn may_read(sketch: &Sketch, connection: RecordId) -> bool {
    let when = |item: &Item| item.choice::<When>(Property::When);
    sketch.design().get(connection).is_some_and(|item| !matches!(when(item), Some(When::Write | When::Share)))
}
