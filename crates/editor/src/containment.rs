//! Which boundary things lie in after they were moved, drawn or resized.

use kurbo::Rect;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Item, RecordId, SortedSet, Transaction};

use crate::plan::Surroundings;

/// The boundary a thing with this frame would be put in: the innermost one at its centre. A boundary
/// goes only into a larger one.
pub(crate) fn boundary_for(
    around: &Surroundings,
    record_type: RecordType,
    frame: Rect,
    excluding: &SortedSet<RecordId>,
) -> Option<RecordId> {
    let boundary_at = |excluding: &SortedSet<RecordId>| around.scene.boundary_at(frame.center(), excluding);
    let innermost = boundary_at(excluding)?;
    let holds = |boundary: RecordId| around.scene.frame(boundary).is_some_and(|outer| outer.area() > frame.area());
    if record_type != RecordType::Boundary || holds(innermost) {
        return Some(innermost);
    }
    let mut excluding = excluding.clone();
    excluding.insert(innermost);
    while let Some(boundary) = boundary_at(&excluding).filter(|boundary| !holds(*boundary)) {
        excluding.insert(boundary);
    }
    boundary_at(&excluding)
}

/// Puts a record into a boundary, or out of all, unless it lies there already.
pub(crate) fn put_inside(transaction: &mut Transaction, item: &Item, boundary: Option<RecordId>) {
    if item.reference(Property::Parent) == boundary {
        return;
    }
    match boundary {
        Some(boundary) => transaction.set(item.id, Property::Parent, boundary),
        None => transaction.unset(item.id, Property::Parent),
    };
}

/// What changes hands when a boundary whose own parent is `parent` takes this frame: what lies beside
/// it and is now inside comes in, what it held and is now outside goes out to `parent`. Frames of
/// others are read from the scene.
pub(crate) fn regather(
    around: &Surroundings,
    boundary: RecordId,
    frame: Rect,
    parent: Option<RecordId>,
) -> Transaction {
    let mut transaction = Transaction::new();
    for item in around.design.items().filter(|item| item.id != boundary && has_place(item.record_type)) {
        let Some(own) = around.scene.frame(item.id) else { continue };
        let fits = item.record_type != RecordType::Boundary || own.area() < frame.area();
        let inside = frame.contains(own.center()) && fits;
        let held = around.design.parent(item.id);
        if held == Some(boundary) && !inside {
            put_inside(&mut transaction, item, parent);
        } else if held == parent && inside && !around.design.ancestors(boundary).any(|above| above == item.id) {
            put_inside(&mut transaction, item, Some(boundary));
        }
    }
    transaction
}

/// Whether records of a type are placed on the canvas.
pub(crate) fn has_place(record_type: RecordType) -> bool {
    record_type.has_place()
}
