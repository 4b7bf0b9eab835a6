//! What a pointer meets.

mod support;

use kurbo::{Point, Rect};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{RecordId, SortedSet};
use linchpin_scene::{Containment, Hit, Side, connection_ports};
use proptest::prelude::*;
use support::{Drawing, id};

const TOLERANCE: f64 = 8.0;

fn hit(drawing: &Drawing, x: f64, y: f64) -> Option<Hit> {
    drawing.scene.hit_test(Point::new(x, y), TOLERANCE)
}

#[test]
fn the_middle_of_a_component_moves_it_and_its_edge_starts_a_connection() {
    let mut drawing = Drawing::default();
    let a = drawing.component("a", 0.0, 0.0);
    assert_eq!(hit(&drawing, 84.0, 30.0), Some(Hit::Component(a)));
    assert_eq!(hit(&drawing, 20.0, 30.0), Some(Hit::Component(a)));
    assert_eq!(hit(&drawing, 165.0, 30.0), Some(Hit::ComponentEdge(a, Side::Right)));
    assert_eq!(hit(&drawing, 84.0, 3.0), Some(Hit::ComponentEdge(a, Side::Top)));
    for (side, port) in connection_ports(drawing.scene.frame(a).unwrap(), 1.0) {
        assert_eq!(drawing.scene.hit_test(port, TOLERANCE), Some(Hit::ComponentEdge(a, side)));
    }
    assert_eq!(hit(&drawing, 200.0, 30.0), None);
}

#[test]
fn a_component_seen_from_afar_can_still_be_taken_hold_of() {
    let mut drawing = Drawing::default();
    let a = drawing.component("a", 0.0, 0.0);
    assert_eq!(drawing.scene.hit_test(Point::new(84.0, 30.0), 200.0), Some(Hit::Component(a)));
    assert_eq!(drawing.scene.hit_test(Point::new(84.0, 15.0), 200.0), Some(Hit::Component(a)));
}

#[test]
fn of_components_over_each_other_the_front_one_is_hit() {
    let mut drawing = Drawing::default();
    let a = drawing.component("a", 0.0, 0.0);
    let b = drawing.component("b", 40.0, 10.0);
    assert_eq!(hit(&drawing, 100.0, 35.0), Some(Hit::Component(b)));
    drawing.set(a, Property::Order, "V");
    assert_eq!(hit(&drawing, 100.0, 35.0), Some(Hit::Component(a)));
}

#[test]
fn connectors_are_hit_beside_their_line_and_by_their_label() {
    let mut drawing = Drawing::default();
    drawing.component("a", 0.0, 0.0);
    drawing.component("b", 500.0, 0.0);
    let connection = drawing.connect("ab", "a", "b");
    assert_eq!(hit(&drawing, 240.0, 36.0), Some(Hit::Connection(connection)));
    assert_eq!(hit(&drawing, 240.0, 45.0), None);
    drawing.set(connection, Property::Name, "reads orders");
    let label = drawing.scene.label_frame(connection).unwrap();
    assert_eq!(label.center(), drawing.scene.label_point(connection).unwrap());
    assert_eq!(drawing.scene.hit_test(label.center(), TOLERANCE), Some(Hit::ConnectionLabel(connection)));
    drawing.delete(connection);
    assert_eq!(hit(&drawing, 240.0, 30.0), None);
    assert_eq!(drawing.scene.hit_test(label.center(), TOLERANCE), None);
}

#[test]
fn a_connector_through_a_note_is_hit_before_the_note() {
    let mut drawing = Drawing::default();
    drawing.component("a", 0.0, 0.0);
    drawing.component("b", 500.0, 0.0);
    let note = drawing.boxed(RecordType::Note, "n", Rect::new(-50.0, -50.0, 700.0, 200.0));
    let connection = drawing.connect("ab", "a", "b");
    assert_eq!(hit(&drawing, 300.0, 30.0), Some(Hit::Connection(connection)));
    assert_eq!(hit(&drawing, 300.0, 120.0), Some(Hit::Note(note)));
}

#[test]
fn boundaries_are_hit_by_name_border_and_inside_the_innermost_first() {
    let mut drawing = Drawing::default();
    let outer = drawing.boxed(RecordType::Boundary, "outer", Rect::new(0.0, 0.0, 900.0, 600.0));
    let inner = drawing.boxed(RecordType::Boundary, "inner", Rect::new(100.0, 100.0, 500.0, 400.0));
    assert_eq!(hit(&drawing, 130.0, 115.0), Some(Hit::BoundaryHeader(inner)));
    assert_eq!(hit(&drawing, 300.0, 300.0), Some(Hit::BoundaryInside(inner)));
    assert_eq!(hit(&drawing, 497.0, 300.0), Some(Hit::BoundaryBorder(inner)));
    assert_eq!(hit(&drawing, 505.0, 300.0), Some(Hit::BoundaryBorder(inner)));
    assert_eq!(hit(&drawing, 700.0, 300.0), Some(Hit::BoundaryInside(outer)));
    assert_eq!(hit(&drawing, 950.0, 300.0), None);
    let point = Point::new(300.0, 300.0);
    assert_eq!(drawing.scene.boundary_at(point, &SortedSet::new()), Some(inner));
    assert_eq!(drawing.scene.boundary_at(point, &SortedSet::from([inner])), Some(outer));
}

#[test]
fn a_component_in_a_boundary_is_hit_before_it() {
    let mut drawing = Drawing::default();
    drawing.boxed(RecordType::Boundary, "zone", Rect::new(0.0, 0.0, 400.0, 300.0));
    let a = drawing.component("a", 100.0, 100.0);
    assert_eq!(hit(&drawing, 184.0, 130.0), Some(Hit::Component(a)));
}

fn touches(a: Rect, b: Rect) -> bool {
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

fn holds(outer: Rect, inner: Rect) -> bool {
    outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 && outer.y1 >= inner.y1
}

proptest! {
    /// Against a look at every record.
    #[test]
    fn a_rectangle_holds_what_lies_in_it(
        places in proptest::collection::vec((-600..600i32, -400..400i32), 2..25),
        arrows in proptest::collection::vec((0..25usize, 0..25usize), 0..20),
        corners in (-700..700i32, -500..500i32, -700..700i32, -500..500i32),
    ) {
        let mut drawing = Drawing::default();
        for (index, (x, y)) in places.iter().enumerate() {
            drawing.component(&format!("c{index}"), f64::from(*x), f64::from(*y));
        }
        for (from, to) in arrows.iter().map(|(from, to)| (from % places.len(), to % places.len())) {
            if from != to {
                drawing.connect(&format!("l{from}-{to}"), &format!("c{from}"), &format!("c{to}"));
            }
        }
        let (x0, y0, x1, y1) = corners;
        let rect = Rect::from_points((f64::from(x0), f64::from(y0)), (f64::from(x1), f64::from(y1)));
        let scene = &drawing.scene;
        let bodies = |wanted: &dyn Fn(Rect) -> bool| -> Vec<RecordId> {
            drawing.design().items().map(|item| item.id).filter(|id| scene.frame(*id).is_some_and(wanted)).collect()
        };
        let mut touching = bodies(&|frame| touches(frame, rect));
        let mut inside = bodies(&|frame| holds(rect, frame));
        for (connection, _, _) in drawing.design().connections() {
            let route = scene.route(connection.id).unwrap();
            if route.segments().any(|(a, b)| touches(Rect::from_points(a, b), rect)) {
                touching.push(connection.id);
            }
            if holds(rect, route.bounds()) {
                inside.push(connection.id);
            }
        }
        touching.sort_unstable();
        inside.sort_unstable();
        prop_assert_eq!(scene.in_rect(rect, Containment::Touching), touching);
        prop_assert_eq!(scene.in_rect(rect, Containment::Inside), inside);
        let near: Vec<RecordId> = scene.near(rect, 50.0).into_iter().map(|(id, _)| id).collect();
        prop_assert_eq!(near, bodies(&|frame| touches(frame, rect.inflate(50.0, 50.0))));
    }
}

#[test]
fn what_is_gone_is_hit_no_more() {
    let mut drawing = Drawing::default();
    let a = drawing.component("a", 0.0, 0.0);
    drawing.component("b", 300.0, 0.0);
    drawing.connect("ab", "a", "b");
    drawing.delete(a);
    assert_eq!(hit(&drawing, 84.0, 30.0), None);
    assert_eq!(drawing.scene.route(id("ab")), None);
    assert_eq!(drawing.scene.bounds(), drawing.scene.frame(id("b")));
}
