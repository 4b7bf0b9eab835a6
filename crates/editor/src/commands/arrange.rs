//! Nudging and ordering.

use kurbo::Vec2;
use linchpin_catalog::RecordType;
use linchpin_document::{Item, RecordId, SortedSet};

use super::{Direction, Stride};
use crate::drags::Moved;
use crate::ordering::{self, Shift};
use crate::plan::{Plan, Surroundings};

/// Moves what is selected by one world unit, or ten.
pub(crate) fn nudge(around: &Surroundings, direction: Direction, stride: Stride) -> Plan {
    let step = match stride {
        Stride::Short => 1.0,
        Stride::Long => 10.0,
    };
    let delta: Vec2 = direction.vector() * step;
    let (transaction, _) = Moved::of(around, around.selection.ids()).shifted(delta, around);
    Plan::commit(transaction)
}

/// Moves what is selected in the order things are drawn.
pub(crate) fn reorder(around: &Surroundings, shift: Shift) -> Plan {
    Plan::commit(ordering::shift(around.design, around.scene, around.selection, shift))
}

/// Everything drawn.
pub(crate) fn everything(around: &Surroundings) -> SortedSet<RecordId> {
    let is_drawn = |item: &&Item| item.record_type.has_place() || item.record_type == RecordType::Connection;
    around.design.items().filter(is_drawn).map(|item| item.id).collect()
}
