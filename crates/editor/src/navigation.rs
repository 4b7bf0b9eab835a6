//! Getting from thing to thing by keyboard.

use kurbo::{Point, Vec2};
use linchpin_catalog::RecordType;
use linchpin_document::{Arrange, Design, Item, RecordId};

use crate::Selection;
use crate::commands::Direction;
use crate::commands::view::{area, reveal};
use crate::containment::has_place;
use crate::plan::{Plan, Surroundings};

/// Things whose tops are this close stand in one row, in world units: half a component.
const ROW: f64 = 30.0;

/// Everything drawn as one would read it: row by row, a boundary before what it holds, and each
/// component followed by the connections that leave it.
pub(crate) fn reading_order(design: &Design) -> Vec<RecordId> {
    let mut placed: Vec<&Item> = design.items().filter(|item| has_place(item.record_type)).collect();
    placed.arrange_by(|a, b| a.position().y.total_cmp(&b.position().y));
    let mut order = Vec::new();
    for mut row in rows(placed) {
        row.arrange_by(|a, b| a.position().x.total_cmp(&b.position().x).then(a.id.cmp(&b.id)));
        for item in row {
            order.push(item.id);
            order.extend(leaving(design, item.id));
        }
    }
    order
}

fn rows(placed: Vec<&Item>) -> Vec<Vec<&Item>> {
    let mut rows: Vec<Vec<&Item>> = Vec::new();
    for item in placed {
        match rows.last_mut() {
            Some(row) if item.position().y - row[0].position().y <= ROW => row.push(item),
            _ => rows.push(vec![item]),
        }
    }
    rows
}

fn leaving(design: &Design, component: RecordId) -> impl Iterator<Item = RecordId> {
    let leaves = move |item: &&Item| item.ends().is_some_and(|(from, _)| from == component);
    design.connections_of(component).filter(leaves).map(|item| item.id)
}

/// The next thing in reading order, or the one before. Past the last one nothing is left to select,
/// so that the keyboard can leave the canvas.
pub(crate) fn step(around: &Surroundings, forward: bool) -> Option<Plan> {
    let order = reading_order(around.design);
    let at = around.selection.lead().and_then(|lead| order.iter().position(|id| *id == lead));
    let next = match (at, forward) {
        (Some(at), true) => at.checked_add(1),
        (Some(at), false) => at.checked_sub(1),
        (None, true) => Some(0),
        (None, false) => order.len().checked_sub(1),
    };
    let next = next.and_then(|index| order.get(index).copied());
    next.map(|id| arrive(around, id))
}

/// Selects a record and brings it into view.
pub(crate) fn arrive(around: &Surroundings, id: RecordId) -> Plan {
    Plan { camera: reveal(around, id), ..Plan::select(Selection::one(id)) }
}

/// Along a connection: to the connected component that lies most in this direction; from a
/// connection to one of its ends.
pub(crate) fn walk(around: &Surroundings, direction: Direction) -> Plan {
    let Some(lead) = around.selection.lead().and_then(|id| around.design.get(id)) else { return Plan::nothing() };
    let Some(from) = area(around, lead.id).map(|area| area.center()) else { return Plan::nothing() };
    let reached: Vec<RecordId> = match lead.record_type {
        RecordType::Connection => lead.ends().into_iter().flat_map(|(a, b)| [a, b]).collect(),
        _ => neighbours(around.design, lead.id),
    };
    let towards =
        reached.into_iter().filter_map(|id| Some((id, lateness(direction, from, area(around, id)?.center())?)));
    let best = towards.min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    best.map_or_else(Plan::nothing, |(id, _)| arrive(around, id))
}

fn neighbours(design: &Design, component: RecordId) -> Vec<RecordId> {
    let ends = design.connections_of(component).filter_map(Item::ends);
    ends.map(|(from, to)| if from == component { to } else { from }).collect()
}

/// How far off a direction a point lies: its distance, with what lies aside counted twice. Nothing
/// when it lies the other way.
fn lateness(direction: Direction, from: Point, to: Point) -> Option<f64> {
    let (forward, delta): (Vec2, Vec2) = (direction.vector(), to - from);
    let (ahead, aside) = (delta.dot(forward), delta.cross(forward).abs());
    (ahead > 0.0 && aside <= 4.0 * ahead).then_some(ahead + 2.0 * aside)
}
