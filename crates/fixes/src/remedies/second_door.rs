//! A second of what requests enter by: DNS, CDN or gateway.

use linchpin_catalog::ComponentKind;
use linchpin_document::RecordId;

use super::once;
use crate::remedy::Situation;
use crate::sketch::Sketch;

/// DNS, CDNs and gateways that something calls.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let door = |kind| matches!(kind, ComponentKind::Dns | ComponentKind::Cdn | ComponentKind::ApiGateway);
    once(situation.subject(id).is_some_and(|subject| door(subject.item.kind())))
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, _: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    sketch.twin(id, &name);
    Some(format!("A second {name} beside it"))
}
