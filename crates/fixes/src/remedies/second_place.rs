//! A second zone, data centre, host or region with what the first one holds.

use kurbo::Vec2;
use linchpin_catalog::{BoundaryKind, ComponentKind, Failover, Property, RecordType};
use linchpin_document::{Design, Item, RecordId, SortedMap};

use super::once;
use crate::remedy::Situation;
use crate::sketch::{Arrow, Sketch};

/// More than this many components are not drawn a second time in one go.
const MOST: usize = 60;

/// Places within a region: once with what it holds, or as many more empty ones for the region to spread over.
pub(crate) fn zone_amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    match kind(situation, id) {
        Some(BoundaryKind::Zone) if is_empty(situation.design, id) => vec![1, 2, 3, 4],
        kind => once(kind.is_some_and(|kind| kind != BoundaryKind::Region)),
    }
}

pub(crate) fn region_amounts(situation: &Situation, id: RecordId) -> Vec<u32> {
    once(kind(situation, id) == Some(BoundaryKind::Region))
}

fn kind(situation: &Situation, id: RecordId) -> Option<BoundaryKind> {
    let boundary = situation.design.get(id).filter(|item| item.record_type == RecordType::Boundary)?;
    let fails_as_one = situation.report.boundary(id).is_some_and(|report| report.failure_domain.value);
    let held = situation.design.descendants(id).len();
    (fails_as_one && held <= MOST).then(|| boundary.boundary_kind())
}

fn is_empty(design: &Design, place: RecordId) -> bool {
    design.children(place).next().is_none()
}

pub(crate) fn draw(sketch: &mut Sketch, place: RecordId, count: u32) -> Option<String> {
    let name = sketch.name(place);
    if is_empty(sketch.design(), place) {
        for _ in 0..count {
            sketch.copy_boundary(place);
        }
        let label = label(sketch, place);
        return Some(match count {
            1 => format!("A second {label} beside {name} to spread over"),
            more => format!("{more} more {label}s beside {name} to spread over"),
        });
    }
    let held = sketch.design().descendants(place);
    let components: Vec<RecordId> = held.iter().copied().filter(|id| is_used(sketch, *id)).collect();
    if components.is_empty() {
        return None;
    }
    let mut copies: SortedMap<RecordId, RecordId> = SortedMap::new();
    copies.insert(place, sketch.copy_boundary(place));
    // Outer boundaries come before those in them.
    for inner in held {
        if is_boundary(sketch, inner) {
            let copy = sketch.copy_boundary_without_place(inner);
            settle(sketch, inner, copy, &copies);
            copies.insert(inner, copy);
        }
    }
    for component in &components {
        let name = sketch.name(*component);
        let store = keeps_data(sketch, *component);
        let name = if store { format!("{name} replica") } else { name };
        let copy = sketch.copy_without_place(*component, &name);
        settle(sketch, *component, copy, &copies);
        copies.insert(*component, copy);
    }
    for component in components {
        stand_in(sketch, component, &copies);
    }
    Some(format!("A second {} beside {name}, with what it holds", label(sketch, place)))
}

fn label(sketch: &Sketch, place: RecordId) -> String {
    let kind = sketch.design().get(place).map_or(BoundaryKind::Zone, Item::boundary_kind);
    kind.label().to_ascii_lowercase()
}

fn is_boundary(sketch: &Sketch, id: RecordId) -> bool {
    sketch.design().get(id).is_some_and(|item| item.record_type == RecordType::Boundary)
}

/// Components that requests come to.
fn is_used(sketch: &Sketch, id: RecordId) -> bool {
    let used = |report: &linchpin_analysis::ComponentReport| report.state != linchpin_analysis::ComponentState::Unused;
    sketch.component(id).is_some_and(|item| !item.kind().traits().entry) && sketch.report(id).is_some_and(used)
}

/// What has data of its own, which a copy needs first.
fn keeps_data(sketch: &Sketch, id: RecordId) -> bool {
    sketch.kind(id).traits().store
}

/// Puts a copy where in the copied boundary its original is in the original one.
fn settle(sketch: &mut Sketch, original: RecordId, copy: RecordId, copies: &SortedMap<RecordId, RecordId>) {
    let Some(parent) = sketch.design().parent(original) else { return };
    let Some(into) = copies.get(&parent).copied() else { return };
    let position = |id| sketch.design().get(id).filter(|item| item.is_placed()).map(Item::position);
    let offset: Option<Vec2> = position(original).zip(position(parent)).map(|(at, corner)| at - corner);
    sketch.put_into(copy, into, offset);
}

/// Connects a copy so that it can do the work of its original.
fn stand_in(sketch: &mut Sketch, original: RecordId, copies: &SortedMap<RecordId, RecordId>) {
    let Some(copy) = copies.get(&original).copied() else { return };
    if keeps_data(sketch, original) {
        take_over(sketch, original, copy);
    } else {
        for call in sketch.calls_to(original) {
            call_both(sketch, call, copy);
            if let Some(caller) = copies.get(&call.from).copied() {
                let id = sketch.copy_connection(call.id, caller, original);
                call_both(sketch, Arrow { id, from: caller, to: original }, copy);
            }
        }
    }
    // Calls between originals are copied from the callee's side; what is called outside is called by both,
    // and so are stores, whose replicas take over.
    for call in sketch.calls_from(original) {
        let called_copy = copies.values().any(|known| *known == call.to);
        let drawn_from_callee = copies.contains_key(&call.to) && !keeps_data(sketch, call.to);
        if !called_copy && !drawn_from_callee {
            sketch.copy_connection(call.id, copy, call.to);
        }
    }
}

/// The copy of a store holds its data and takes over by itself.
fn take_over(sketch: &mut Sketch, store: RecordId, copy: RecordId) {
    sketch.connect(store, copy);
    sketch.set(store, Property::Failover, Failover::Automatic.id());
}

/// Whoever calls the original calls either.
fn call_both(sketch: &mut Sketch, call: Arrow, copy: RecordId) {
    // Consumers are given work; what they consume from is told apart by the queue.
    let second = sketch.copy_connection(call.id, call.from, copy);
    if sketch.kind(call.from) != ComponentKind::EventStream {
        sketch.join(call.id, second);
    }
}
