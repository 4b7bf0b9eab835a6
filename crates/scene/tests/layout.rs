//! Places for things that have none.

mod support;

use kurbo::{Point, Rect};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Item, Transaction};
use linchpin_scene::layout::{free_place, place_in_layers};
use proptest::prelude::*;
use support::{Drawing, add_connection, id};

/// Adds a record without a place.
fn add(transaction: &mut Transaction, record_type: RecordType, name: &str, parent: Option<&str>) {
    transaction.create(id(name), record_type);
    if let Some(parent) = parent {
        transaction.set(id(name), Property::Parent, id(parent));
    }
}

/// A drawing with everything placed.
fn laid_out(transaction: &Transaction) -> Drawing {
    let mut drawing = Drawing::default();
    drawing.commit(transaction);
    let placements = place_in_layers(drawing.design());
    assert_eq!(placements, place_in_layers(drawing.design()));
    let mut placed = Transaction::new();
    for placement in placements {
        placed.set(placement.id, Property::Position, placement.position);
        if let Some(size) = placement.size {
            placed.set(placement.id, Property::Size, size);
        }
    }
    drawing.commit(&placed);
    drawing
}

fn frame(drawing: &Drawing, name: &str) -> Rect {
    drawing.scene.frame(id(name)).unwrap()
}

fn overlaps(a: Rect, b: Rect) -> bool {
    a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1
}

fn encloses(a: Rect, b: Rect) -> bool {
    a.x0 <= b.x0 && a.y0 <= b.y0 && a.x1 >= b.x1 && a.y1 >= b.y1
}

/// Siblings never overlap, and everything lies in its boundary.
fn check_layout(drawing: &Drawing) {
    let design = drawing.design();
    let placed: Vec<&Item> = design.items().filter(|item| drawing.scene.frame(item.id).is_some()).collect();
    for (index, item) in placed.iter().enumerate() {
        assert!(item.is_placed(), "{:?}", item.id);
        if let Some(parent) = design.parent(item.id) {
            let parent = design.get(parent).unwrap().frame();
            assert!(encloses(parent, item.frame()), "{:?} {:?} not in {parent:?}", item.id, item.frame());
        }
        for other in placed[..index].iter().filter(|other| design.parent(other.id) == design.parent(item.id)) {
            assert!(!overlaps(item.frame(), other.frame()), "{:?} over {:?}", item.id, other.id);
        }
    }
}

#[test]
fn callers_stand_left_of_callees_with_room_between() {
    let mut transaction = Transaction::new();
    for name in ["client", "lb", "api-a", "api-b", "db"] {
        add(&mut transaction, RecordType::Component, name, None);
    }
    for (from, to) in [("client", "lb"), ("lb", "api-a"), ("lb", "api-b"), ("api-a", "db"), ("api-b", "db")] {
        add_connection(&mut transaction, &format!("{from}-{to}"), from, to);
    }
    let drawing = laid_out(&transaction);
    check_layout(&drawing);
    for (_, from, to) in drawing.design().connections() {
        let gap = drawing.scene.frame(to).unwrap().x0 - drawing.scene.frame(from).unwrap().x1;
        assert!(gap >= 72.0, "{gap}");
    }
    let middle = |name: &str| frame(&drawing, name).center().y;
    assert!((middle("lb") - (middle("api-a") + middle("api-b")) / 2.0).abs() <= 4.0);
    assert!((middle("client") - middle("db")).abs() <= 4.0);
}

#[test]
fn boundaries_are_sized_around_their_content() {
    let mut transaction = Transaction::new();
    add(&mut transaction, RecordType::Boundary, "region", None);
    add(&mut transaction, RecordType::Boundary, "zone-a", Some("region"));
    add(&mut transaction, RecordType::Boundary, "zone-b", Some("region"));
    for (name, parent) in [("a", "zone-a"), ("b", "zone-b"), ("db", "region")] {
        add(&mut transaction, RecordType::Component, name, Some(parent));
    }
    add(&mut transaction, RecordType::Component, "client", None);
    for (from, to) in [("client", "a"), ("client", "b"), ("a", "db"), ("b", "db")] {
        add_connection(&mut transaction, &format!("{from}-{to}"), from, to);
    }
    let drawing = laid_out(&transaction);
    check_layout(&drawing);
    assert!(frame(&drawing, "client").x1 < frame(&drawing, "region").x0);
    assert!(frame(&drawing, "zone-a").x1 < frame(&drawing, "db").x0);
}

#[test]
fn what_was_placed_stays_and_the_rest_stands_beside() {
    let mut drawing = Drawing::default();
    drawing.component("placed", 100.0, 50.0);
    let mut transaction = Transaction::new();
    add(&mut transaction, RecordType::Component, "loose", None);
    add_connection(&mut transaction, "l", "loose", "placed");
    drawing.commit(&transaction);
    let placements = place_in_layers(drawing.design());
    assert_eq!(placements.len(), 1);
    let loose = Rect::from_origin_size(placements[0].position, Item::COMPONENT_SIZE);
    assert!(!overlaps(loose, frame(&drawing, "placed")));
}

#[test]
fn a_placed_boundary_grows_around_what_is_put_in_it() {
    let mut drawing = Drawing::default();
    drawing.boxed(RecordType::Boundary, "zone", Rect::new(10.0, 20.0, 110.0, 90.0));
    let mut transaction = Transaction::new();
    for name in ["a", "b", "c"] {
        add(&mut transaction, RecordType::Component, name, Some("zone"));
    }
    drawing.commit(&transaction);
    let mut placed = Transaction::new();
    for placement in place_in_layers(drawing.design()) {
        placed.set(placement.id, Property::Position, placement.position);
        if let Some(size) = placement.size {
            placed.set(placement.id, Property::Size, size);
        }
    }
    drawing.commit(&placed);
    check_layout(&drawing);
    assert_eq!(frame(&drawing, "zone").origin(), Point::new(10.0, 20.0));
}

#[test]
fn nothing_to_place_gives_nothing() {
    let mut drawing = Drawing::default();
    assert_eq!(place_in_layers(drawing.design()), []);
    drawing.component("a", 0.0, 0.0);
    assert_eq!(place_in_layers(drawing.design()), []);
}

#[test]
fn a_new_component_is_put_where_nothing_is() {
    let mut drawing = Drawing::default();
    let zone = drawing.boxed(RecordType::Boundary, "zone", Rect::new(0.0, 0.0, 700.0, 500.0));
    for index in 0..12 {
        let corner = free_place(&drawing.scene, Item::COMPONENT_SIZE, Point::new(300.0, 200.0));
        let new = Rect::from_origin_size(corner, Item::COMPONENT_SIZE);
        for other in drawing.design().components() {
            assert!(!overlaps(new, other.frame()));
        }
        let zone = drawing.scene.frame(zone).unwrap();
        assert!(encloses(zone, new) || !overlaps(zone, new), "{new:?} on the border");
        drawing.component(&format!("c{index}"), corner.x, corner.y);
    }
    let empty = Drawing::default();
    assert_eq!(free_place(&empty.scene, Item::COMPONENT_SIZE, Point::new(84.0, 30.0)), Point::ZERO);
}

proptest! {
    #[test]
    fn nothing_ever_overlaps(
        parents in proptest::collection::vec(proptest::option::of(0..6usize), 1..30),
        zones in proptest::collection::vec(proptest::option::of(0..6usize), 6),
        arrows in proptest::collection::vec((0..30usize, 0..30usize), 0..50),
        notes in 0..4usize,
    ) {
        let mut transaction = Transaction::new();
        for (index, parent) in zones.iter().enumerate() {
            // Only into lower ones, so that no boundary lies in itself.
            let parent = parent.filter(|parent| *parent < index).map(|parent| format!("z{parent}"));
            add(&mut transaction, RecordType::Boundary, &format!("z{index}"), parent.as_deref());
        }
        for (index, parent) in parents.iter().enumerate() {
            let parent = parent.map(|parent| format!("z{parent}"));
            add(&mut transaction, RecordType::Component, &format!("c{index}"), parent.as_deref());
        }
        for (from, to) in arrows.iter().map(|(from, to)| (from % parents.len(), to % parents.len())) {
            if from != to {
                add_connection(&mut transaction, &format!("l{from}-{to}"), &format!("c{from}"), &format!("c{to}"));
            }
        }
        for index in 0..notes {
            add(&mut transaction, RecordType::Note, &format!("n{index}"), None);
        }
        check_layout(&laid_out(&transaction));
    }
}
