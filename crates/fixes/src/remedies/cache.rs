//! A cache beside what reads a store.

use linchpin_catalog::{ComponentKind, Property, When};
use linchpin_document::{Item, RecordId};

use crate::remedy::Situation;
use crate::sketch::{Arrow, Sketch};

/// Counts of cache instances: losing one must not send more to the store than it can take.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let read = situation.subject(id).filter(|own| own.item.kind().traits().store && own.report.rate.read > 0.0);
    read.map_or_else(Vec::new, |_| vec![2, 3, 4, 6, 8])
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, count: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    let readers: Vec<Arrow> = sketch.calls_to(id).into_iter().filter(|call| may_ask_a_cache(sketch, *call)).collect();
    if readers.is_empty() {
        return None;
    }
    let cache = sketch.add(ComponentKind::Cache, &format!("{name} cache"), id);
    sketch.set(cache, Property::Instances, f64::from(count));
    for call in readers {
        sketch.connect(call.from, cache);
        let stated = sketch.design().get(call.id).and_then(|item| item.choice::<When>(Property::When));
        if stated == Some(When::Always) {
            sketch.set(call.id, Property::When, When::Miss.id());
        }
    }
    Some(format!("A cache in front of {name}"))
}

/// Whether a caller reads the store, and has no cache yet.
fn may_ask_a_cache(sketch: &Sketch, call: Arrow) -> bool {
    let caller = sketch.kind(call.from).traits();
    let when = sketch.design().get(call.id).and_then(|item: &Item| item.choice::<When>(Property::When));
    let reads = matches!(when, None | Some(When::Always));
    let mut called = sketch.calls_from(call.from).into_iter();
    let asks_one = called.any(|other| sketch.kind(other.to).traits().caching);
    reads && !asks_one && !caller.forwarder && !caller.caching
}
