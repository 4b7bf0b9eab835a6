//! What the pointer is on, in terms of what can be done with it.

use kurbo::{Point, Rect, Vec2};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::RecordId;
use linchpin_scene::{Handle, Hit, resize_handles};

use crate::input::PointerKind;
use crate::plan::Surroundings;
use crate::pointers::Touchpoint;

/// How far beside a thing still counts, in screen pixels. A mouse is exact, a finger is not.
fn tolerance(kind: PointerKind) -> f64 {
    match kind {
        PointerKind::Mouse | PointerKind::Pen => 8.0,
        PointerKind::Touch => 16.0,
    }
}

/// Which end of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    From,
    To,
}

impl End {
    pub fn property(self) -> Property {
        match self {
            Self::From => Property::From,
            Self::To => Property::To,
        }
    }
}

/// What is under the pointer.
pub(crate) fn hit(at: &Touchpoint, around: &Surroundings) -> Option<Hit> {
    let tolerance = around.camera.length_in_world(tolerance(at.kind));
    around.scene.hit_test(around.point_in_world(at), tolerance)
}

/// The thing under the pointer that a click selects: the inside of a boundary is like empty canvas.
pub(crate) fn selectable(hit: Option<Hit>) -> Option<RecordId> {
    hit.filter(|hit| !matches!(hit, Hit::BoundaryInside(_))).map(Hit::id)
}

/// The component under the pointer, or else the nearest one within the pointer's tolerance.
pub(crate) fn component(at: &Touchpoint, around: &Surroundings) -> Option<RecordId> {
    let point = around.point_in_world(at);
    let reach = around.camera.length_in_world(tolerance(at.kind));
    let near = around.scene.near(Rect::from_points(point, point), reach).into_iter();
    let order = |id: RecordId| around.design.get(id).and_then(|item| item.text(Property::Order));
    near.filter(|(id, _)| around.design.get(*id).is_some_and(|item| item.record_type == RecordType::Component))
        .min_by(|(a, x), (b, y)| {
            let closer = distance(*x, point).total_cmp(&distance(*y, point));
            closer.then_with(|| (order(*b), *b).cmp(&(order(*a), *a)))
        })
        .map(|(id, _)| id)
}

/// How far a point lies outside a rectangle, squared.
fn distance(rect: Rect, point: Point) -> f64 {
    let beyond = |low: f64, high: f64, at: f64| (low - at).max(at - high).max(0.0);
    Vec2::new(beyond(rect.x0, rect.x1, point.x), beyond(rect.y0, rect.y1, point.y)).hypot2()
}

/// The only selected thing, if it can be resized, with its frame.
pub(crate) fn resizable(around: &Surroundings) -> Option<(RecordId, Rect)> {
    let item = around.design.get(around.selection.single()?)?;
    let frame = around.scene.frame(item.id)?;
    Property::Size.belongs_to(item.record_type).then_some((item.id, frame))
}

/// The resize handle under the pointer.
pub(crate) fn resize_handle(at: &Touchpoint, around: &Surroundings) -> Option<Handle> {
    let (_, frame) = resizable(around)?;
    let point = around.point_in_world(at);
    let reach = around.camera.length_in_world(tolerance(at.kind));
    let handles = resize_handles(frame).into_iter().map(|(handle, place)| (handle, place.distance(point)));
    let nearest = handles.filter(|(_, distance)| *distance <= reach).min_by(|a, b| a.1.total_cmp(&b.1));
    nearest.map(|(handle, _)| handle)
}

/// The end of the only selected thing, a connection, that is under the pointer.
pub(crate) fn connection_end(at: &Touchpoint, around: &Surroundings) -> Option<(RecordId, End)> {
    let id = around.selection.single()?;
    let route = around.scene.route(id)?;
    let point = around.point_in_world(at);
    let reach = around.camera.length_in_world(tolerance(at.kind));
    let ends = [(End::From, route.points.first()?), (End::To, route.points.last()?)];
    let near = ends.into_iter().map(|(end, place)| (end, place.distance(point)));
    let nearest = near.filter(|(_, distance)| *distance <= reach).min_by(|a, b| a.1.total_cmp(&b.1));
    nearest.map(|(end, _)| (id, end))
}
