//! Copies of records: what is copied with what, new ids, and where copies land.

use kurbo::{Point, Rect, Vec2};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{
    Change, Design, Item, OrderKey, PeerId, RecordId, Replica, SortedMap, SortedSet, Transaction, Value,
};
use linchpin_scene::layout::place_in_layers;

use crate::containment::{boundary_for, has_place};
use crate::ordering;
use crate::placement;
use crate::plan::{Plan, Surroundings};
use crate::{Notice, Selection};

/// How far a copy is moved so that it does not hide what it was copied from, in world units.
const CASCADE: Vec2 = Vec2::new(20.0, 20.0);
/// The room kept free around duplicates, in world units.
const CLEARANCE: f64 = 20.0;

/// The transaction that would create the chosen records anew: with what boundaries hold and the
/// connections between components among them. What it refers to elsewhere stays named.
pub(crate) fn fragment(design: &Design, chosen: &SortedSet<RecordId>) -> Transaction {
    let inside = chosen.iter().flat_map(|id| design.descendants(*id));
    let mut records: SortedSet<RecordId> = chosen.iter().copied().chain(inside).collect();
    // Of connections only those are copied whose ends both are, chosen or not.
    let joins = |from: &RecordId, to: &RecordId| records.contains(from) && records.contains(to);
    let joining = design.connections().filter(|(_, from, to)| joins(from, to)).map(|(item, ..)| item.id);
    let joining: SortedSet<RecordId> = joining.collect();
    records.retain(|id| design.get(*id).is_some_and(|item| item.record_type != RecordType::Connection));
    records.extend(joining);
    let mut transaction = Transaction::new();
    for item in records.iter().filter_map(|id| design.get(*id)) {
        transaction.create(item.id, item.record_type);
        for (key, value) in item.values() {
            transaction.set(item.id, key.clone(), value.clone());
        }
    }
    transaction
}

/// The same records under new ids. References to records outside are dropped, connections with such
/// an end with them.
pub(crate) fn renamed(fragment: &Transaction, mut rename: impl FnMut(RecordId) -> RecordId) -> Transaction {
    let records = design_of(fragment);
    let is_drawn = |item: &&Item| item.record_type != RecordType::Design;
    let names: SortedMap<RecordId, RecordId> =
        records.items().filter(is_drawn).map(|item| (item.id, rename(item.id))).collect();
    let mut renamed = Transaction::new();
    for (record, change) in fragment.changes() {
        let Some(name) = names.get(&record) else { continue };
        match change {
            Change::Set(key, Some(Value::Reference(target))) => {
                if let Some(target) = names.get(target) {
                    renamed.set(*name, key.clone(), *target);
                }
            }
            Change::Set(key, Some(Value::References(targets))) => {
                let kept: Vec<RecordId> = targets.iter().filter_map(|target| names.get(target).copied()).collect();
                renamed.set(*name, key.clone(), kept);
            }
            other => drop(renamed.push(*name, other.clone())),
        }
    }
    renamed
}

/// The records a fragment would make in an empty design: none dangles.
fn design_of(fragment: &Transaction) -> Design {
    let mut replica = Replica::new(PeerId::from_bits(0));
    replica.set_draft(fragment.clone());
    replica.design().clone()
}

/// The records of a fragment moved by `delta`, put into the boundaries they land in and in front of
/// everything else.
pub(crate) fn landed(around: &Surroundings, fragment: Transaction, delta: Vec2) -> Transaction {
    let records = design_of(&fragment);
    let mut landed = fragment;
    let own: SortedSet<RecordId> = records.items().map(|item| item.id).collect();
    for item in records.items().filter(|item| has_place(item.record_type)) {
        landed.set(item.id, Property::Position, placement::on_canvas(item.position() + delta));
        if records.parent(item.id).is_some() {
            continue;
        }
        match boundary_for(around, item.record_type, item.frame() + delta, &own) {
            Some(boundary) => landed.set(item.id, Property::Parent, boundary),
            None => landed.unset(item.id, Property::Parent),
        };
    }
    let mut key = ordering::in_front(around.design);
    for id in ordering::back_to_front(&records) {
        landed.set(id, Property::Order, key.as_str());
        key = OrderKey::between(Some(&key), None);
    }
    landed
}

/// Those of a fragment that no other of it holds.
fn roots(records: &Design) -> impl Iterator<Item = &Item> {
    records.items().filter(|item| has_place(item.record_type) && records.parent(item.id).is_none())
}

/// What is selected after copies were made: all of them, also what a copied boundary holds. They came together and go
/// together, while deleting a boundary alone leaves what it holds. Connections go with their ends.
pub(crate) fn selection_of(fragment: &Transaction) -> Selection {
    design_of(fragment).items().filter(|item| has_place(item.record_type)).map(|item| item.id).collect()
}

/// Copies of the selected things beside them; if `connected`, joined to everything else as the
/// originals are: the second of its kind that redundancy asks for.
pub(crate) fn duplicate(around: &Surroundings, connected: bool) -> Plan {
    let mut names = SortedMap::new();
    let copies = renamed(&fragment(around.design, around.selection.ids()), |id| {
        *names.get_or_insert_with(id, || around.new_id())
    });
    let delta = beside(around, &design_of(&copies));
    let mut transaction = landed(around, copies.clone(), delta);
    if connected {
        transaction.extend(outer_connections(around, &names));
    }
    Plan::commit(transaction).selecting(selection_of(&copies))
}

/// Copies of the connections that join what was copied with what was not.
fn outer_connections(around: &Surroundings, names: &SortedMap<RecordId, RecordId>) -> Transaction {
    let mut transaction = Transaction::new();
    for (item, from, to) in around.design.connections() {
        if names.contains_key(&from) == names.contains_key(&to) {
            continue;
        }
        let copy = around.new_id();
        transaction.create(copy, RecordType::Connection);
        for (key, value) in item.values() {
            transaction.set(copy, key.clone(), value.clone());
        }
        let end = |id: RecordId| names.get(&id).copied().unwrap_or(id);
        transaction.set(copy, Property::From, end(from)).set(copy, Property::To, end(to));
    }
    transaction
}

/// Where duplicates go: below, to the right, above or to the left, the first that is free and in the
/// same boundary; else the first that is free; else slightly shifted.
fn beside(around: &Surroundings, copies: &Design) -> Vec2 {
    let Some(bounds) = roots(copies).map(Item::frame).reduce(|a, b| a.union(b)) else { return CASCADE };
    let grid = around.settings.grid_size.max(1.0);
    let step = |side: f64| ((side + CLEARANCE) / grid).ceil() * grid;
    let (right, down) = (Vec2::new(step(bounds.width()), 0.0), Vec2::new(0.0, step(bounds.height())));
    let nothing = SortedSet::new();
    let home = |item: &Item, delta| boundary_for(around, item.record_type, item.frame() + delta, &nothing);
    let free = |delta: &Vec2| roots(copies).all(|item| is_unused(around, item, *delta));
    let stays = |delta: &Vec2| roots(copies).all(|item| home(item, *delta) == home(item, Vec2::ZERO));
    let places = [down, right, -down, -right];
    let best = places.iter().find(|delta| free(delta) && stays(delta)).or(places.iter().find(|delta| free(delta)));
    best.copied().unwrap_or(CASCADE)
}

/// Whether nothing lies where a copy would; boundaries may hold it but not overlap a copied boundary.
fn is_unused(around: &Surroundings, item: &Item, delta: Vec2) -> bool {
    let frame = item.frame() + delta;
    around.scene.near(frame, CLEARANCE / 2.0).into_iter().all(|(id, other)| {
        let boundary = around.design.get(id).is_none_or(|item| item.record_type == RecordType::Boundary);
        boundary && (item.record_type != RecordType::Boundary || other.union(frame) == other)
    })
}

/// Pastes records: with their middle at a world point, else where they came from if that is in view,
/// else in the middle of the viewport. Never exactly over what is there.
pub(crate) fn paste(around: &Surroundings, fragment: &Transaction, at: Option<Point>) -> Plan {
    let copies = laid_out(renamed(fragment, |_| around.new_id()));
    let records = design_of(&copies);
    let Some(bounds) = roots(&records).map(Item::frame).reduce(|a, b| a.union(b)) else {
        return Plan::notice(Notice::NothingToPaste);
    };
    let visible = around.visible_in_world();
    let middle = at.or((!visible.overlaps(bounds)).then(|| visible.center()));
    let start = middle.map_or(Vec2::ZERO, |middle| centred(around, bounds, middle));
    let delta = (0..).map(|step| start + CASCADE * f64::from(step)).find(|delta| !hides(around, &records, *delta));
    let landed = landed(around, copies.clone(), delta.unwrap_or(start));
    Plan::commit(landed).selecting(selection_of(&copies))
}

/// Gives places to what was written by hand without any.
fn laid_out(mut fragment: Transaction) -> Transaction {
    for placement in place_in_layers(&design_of(&fragment)) {
        fragment.set(placement.id, Property::Position, placement.position);
        if let Some(size) = placement.size {
            fragment.set(placement.id, Property::Size, size);
        }
    }
    fragment
}

fn centred(around: &Surroundings, bounds: Rect, middle: Point) -> Vec2 {
    let corner = bounds.origin() + (middle - bounds.center());
    placement::to_grid(around, corner) - bounds.origin()
}

/// Whether a copy would lie exactly where something else does.
fn hides(around: &Surroundings, records: &Design, delta: Vec2) -> bool {
    roots(records).any(|item| {
        let frame = item.frame() + delta;
        around.scene.near(frame, 0.0).into_iter().any(|(_, other)| other == frame)
    })
}
