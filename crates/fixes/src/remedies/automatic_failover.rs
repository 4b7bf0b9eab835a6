//! What stands by already takes over by itself.

use linchpin_catalog::{Failover, Interaction, Property};
use linchpin_document::RecordId;

use super::once;
use crate::remedy::Situation;
use crate::sketch::Sketch;

/// What has further instances, a replica or a standby that does not take over by itself.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let by_hand = situation.own(id).filter(|own| {
        let failover = own.report.failover.map(|failover| failover.value);
        failover.is_some_and(|failover| failover != Failover::Automatic)
    });
    let copies = |interaction| matches!(interaction, Interaction::Replication | Interaction::Standby);
    let stands_by = || {
        let out = situation.design.connections_of(id).filter(|item| item.ends().is_some_and(|(from, _)| from == id));
        out.filter_map(|item| situation.report.connection(item.id)).any(|seen| copies(seen.interaction.value))
    };
    once(by_hand.is_some_and(|own| own.report.instances > 1 || stands_by()))
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, _: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    sketch.set(id, Property::Failover, Failover::Automatic.id());
    Some(format!("Automatic failover for {name}"))
}
