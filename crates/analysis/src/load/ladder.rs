//! The headroom ladder: what saturates at which multiple of today's peak.

use super::Load;
use crate::Rung;
use crate::model::Model;
use linchpin_document::Arrange;

/// Every component that carries load, the first to saturate first.
///
/// Load is proportional to the peak, so a component at utilisation U saturates at 1/U, and fixing one
/// leaves the others where they are.
pub(crate) fn ladder(model: &Model, load: &Load) -> Vec<Rung> {
    let rung = |(index, component): (usize, &crate::model::components::Component)| {
        let used = load.utilisation[index].filter(|used| used.value > 0.0)?;
        Some(Rung { component: component.item.id, resource: used.resource, multiple: 1.0 / used.value })
    };
    let mut rungs: Vec<Rung> = model.components.iter().enumerate().filter_map(rung).collect();
    rungs.arrange_by(|a, b| a.multiple.total_cmp(&b.multiple).then(a.component.cmp(&b.component)));
    rungs
}
