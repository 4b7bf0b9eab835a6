//! A second provider of what somebody else runs.

use linchpin_catalog::ComponentKind;
use linchpin_document::RecordId;

use super::once;
use crate::remedy::Situation;
use crate::sketch::Sketch;

/// Services of others and functions, which keep nothing of one's own.
pub(crate) fn amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    let kinds = [ComponentKind::ExternalService, ComponentKind::ServerlessFunction];
    once(situation.subject(id).is_some_and(|subject| kinds.contains(&subject.item.kind())))
}

pub(crate) fn draw(sketch: &mut Sketch, id: RecordId, _: u32) -> Option<String> {
    let name = sketch.component(id)?.name().to_owned();
    sketch.twin(id, &name);
    Some(format!("A second provider beside {name}"))
}
