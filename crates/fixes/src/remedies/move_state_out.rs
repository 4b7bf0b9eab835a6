//! What instances keep to themselves goes to a store they share, so that any of them can serve anybody.

use linchpin_catalog::{ComponentKind, Dependency, Property};
use linchpin_document::RecordId;

use crate::remedy::Situation;
use crate::sketch::{PAIR, Sketch};

/// Counts of instances, of what keeps state.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let keeps = situation.own(id).filter(|own| own.item.flag(Property::KeepsState) == Some(true));
    let counts = |own: crate::remedy::Subject| match own.report.instances {
        // Enough run already; only their state is in the way.
        running @ 2.. => [vec![running], own.instance_counts()].concat(),
        _ => own.instance_counts(),
    };
    keeps.map(counts).unwrap_or_default()
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, count: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    let sessions = sketch.add(ComponentKind::Cache, &format!("{name} sessions"), id);
    sketch.set(sessions, Property::Instances, PAIR);
    // It stands in for no store, so no read gets by without it.
    sketch.set(sessions, Property::HitRatio, 1.0);
    let asks = sketch.connect(id, sessions);
    sketch.set(asks, Property::Dependency, Dependency::Hard.id());
    sketch.unset(id, Property::KeepsState);
    sketch.set(id, Property::Instances, f64::from(count));
    Some(format!("Sessions of {name} in a shared cache"))
}
