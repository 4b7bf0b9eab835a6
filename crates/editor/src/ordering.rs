//! What is drawn in front of what.

use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Arrange, Design, Item, OrderKey, RecordId, Transaction};
use linchpin_scene::Scene;

use crate::Selection;

/// Where selected things go in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shift {
    Front,
    Forward,
    Backward,
    Back,
}

fn key(item: &Item) -> Option<OrderKey> {
    item.text(Property::Order).and_then(OrderKey::parse)
}

/// Things with their keys.
type Keyed = Vec<(Option<OrderKey>, RecordId)>;

fn keyed(design: &Design, is_meant: &dyn Fn(RecordType) -> bool) -> Keyed {
    design.items().filter(|item| is_meant(item.record_type)).map(|item| (key(item), item.id)).collect()
}

/// A key in front of all that are meant.
fn in_front_of(design: &Design, is_meant: &dyn Fn(RecordType) -> bool) -> OrderKey {
    let last = keyed(design, is_meant).into_iter().max();
    OrderKey::between(last.and_then(|(key, _)| key).as_ref(), None)
}

fn in_order(design: &Design, is_meant: &dyn Fn(RecordType) -> bool) -> Keyed {
    let mut things = keyed(design, is_meant);
    things.arrange();
    things
}

/// A key in front of everything there is.
pub(crate) fn in_front(design: &Design) -> OrderKey {
    in_front_of(design, &|record_type| layer(record_type).is_some())
}

/// A key behind all of a type that is listed and not drawn.
pub(crate) fn behind_all(design: &Design, record_type: RecordType) -> OrderKey {
    in_front_of(design, &|of| of == record_type)
}

/// Everything of a type that is listed and not drawn, in its order.
pub fn listed(design: &Design, record_type: RecordType) -> Vec<RecordId> {
    ids(in_order(design, &|of| of == record_type))
}

/// Everything with a place, back to front.
pub(crate) fn back_to_front(design: &Design) -> Vec<RecordId> {
    ids(in_order(design, &|record_type| layer(record_type).is_some()))
}

fn ids(things: Keyed) -> Vec<RecordId> {
    things.into_iter().map(|(_, id)| id).collect()
}

/// Things in one layer cover each other by their order; layers never change places.
fn layer(record_type: RecordType) -> Option<u8> {
    match record_type {
        RecordType::Boundary => Some(0),
        RecordType::Note => Some(1),
        RecordType::Component | RecordType::Text => Some(2),
        _ => None,
    }
}

/// The change that moves the selected things in the order, layer by layer.
pub(crate) fn shift(design: &Design, scene: &Scene, selection: &Selection, shift: Shift) -> Transaction {
    let mut transaction = Transaction::new();
    for of_layer in 0..3 {
        let before = ids(in_order(design, &|record_type| layer(record_type) == Some(of_layer)));
        let after = moved(&before, scene, selection, shift);
        if before != after {
            transaction.extend(rekey(&after, design, selection));
        }
    }
    transaction
}

/// The things of a layer, back to front, with the selected ones moved.
fn moved(things: &[RecordId], scene: &Scene, selection: &Selection, shift: Shift) -> Vec<RecordId> {
    let (chosen, rest): (Vec<RecordId>, Vec<RecordId>) = things.iter().partition(|id| selection.contains(**id));
    match shift {
        Shift::Front => rest.into_iter().chain(chosen).collect(),
        Shift::Back => chosen.into_iter().chain(rest).collect(),
        Shift::Forward => {
            let reversed: Vec<RecordId> = things.iter().rev().copied().collect();
            let mut stepped = stepped_back(&reversed, scene, selection);
            stepped.reverse();
            stepped
        }
        Shift::Backward => stepped_back(things, scene, selection),
    }
}

/// Each selected thing moved before the nearest earlier one it overlaps.
fn stepped_back(things: &[RecordId], scene: &Scene, selection: &Selection) -> Vec<RecordId> {
    let overlap = |a: RecordId, b: RecordId| match (scene.frame(a), scene.frame(b)) {
        (Some(a), Some(b)) => a.overlaps(b),
        _ => false,
    };
    let mut sequence: Vec<RecordId> = things.to_vec();
    for index in 0..sequence.len() {
        let id = sequence[index];
        let earlier = sequence[..index].iter().rposition(|other| overlap(id, *other));
        if let Some(target) = earlier.filter(|target| selection.contains(id) && !selection.contains(sequence[*target]))
        {
            sequence[target..=index].rotate_right(1);
        }
    }
    sequence
}

/// Keys that put things in this sequence. Things that were not moved keep theirs where they can.
fn rekey(sequence: &[RecordId], design: &Design, selection: &Selection) -> Transaction {
    let mut transaction = Transaction::new();
    let kept = |id: &RecordId| design.get(*id).and_then(key).filter(|_| !selection.contains(*id));
    let mut low: Option<OrderKey> = None;
    // Things without a key come first, by id; they may stay so only before anything that was moved.
    let unkeyed = sequence.iter().take_while(|id| !selection.contains(**id) && kept(id).is_none()).count();
    for (index, id) in sequence.iter().enumerate().skip(unkeyed) {
        if let Some(key) = kept(id).filter(|key| low.as_ref().is_none_or(|low| low < key)) {
            low = Some(key);
            continue;
        }
        let high = sequence[index..].iter().find_map(kept).filter(|key| low.as_ref().is_none_or(|low| low < key));
        let key = OrderKey::between(low.as_ref(), high.as_ref());
        transaction.set(*id, Property::Order, key.as_str());
        low = Some(key);
    }
    transaction
}
