//! Where new things go: near what they belong to, without covering anything, in the right boundary, on the grid.

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Item, RecordId};
use linchpin_scene::layout::Room;

use super::Sketch;

/// What stays free between a new thing and the border of a boundary that grows for it.
const PADDING: f64 = 28.0;
/// The grid of the canvas.
const GRID: f64 = 20.0;
/// From the middle of one component to the middle of the next below it.
const BELOW: f64 = 100.0;
/// Coordinates are kept well within what a document allows.
const FARTHEST: f64 = 9e6;

impl Sketch<'_> {
    /// Places a new thing beside another one, in the same boundary, which grows if it must. Where the other
    /// one was never placed, neither is the new one.
    pub(super) fn place(&mut self, id: RecordId, size: Size, beside: RecordId) {
        let Some(other) = self.design().get(beside).filter(|item| item.record_type.has_place()) else { return };
        let (is_placed, frame) = (other.is_placed(), other.frame());
        let around: Vec<RecordId> = self.design().ancestors(beside).collect();
        if let Some(parent) = around.first() {
            self.transaction.set(id, Property::Parent, *parent);
        }
        if !is_placed {
            return;
        }
        self.show();
        let placed = around.into_iter().filter(|id| self.design().get(*id).is_some_and(Item::is_placed));
        let placed: Vec<RecordId> = placed.collect();
        let near = frame.center() + Vec2::new(0.0, BELOW.max((frame.height() + size.height) / 2.0 + 2.0 * GRID));
        let corner = Room::of(self.design()).free(size, near, &placed);
        let corner = corner.unwrap_or_else(|| self.make_room(size, frame, &placed));
        let corner = Point::new(corner.x.clamp(-FARTHEST, FARTHEST), corner.y.clamp(-FARTHEST, FARTHEST));
        self.transaction.set(id, Property::Position, corner);
    }

    /// Puts an existing component into a boundary that is drawn empty for it, at a place in it.
    pub(crate) fn put_into(&mut self, id: RecordId, boundary: RecordId, offset: Option<Vec2>) {
        self.transaction.set(id, Property::Parent, boundary);
        let origin = self.design().get(boundary).filter(|item| item.is_placed()).map(Item::position);
        match (origin, offset) {
            (Some(origin), Some(offset)) => drop(self.transaction.set(id, Property::Position, origin + offset)),
            _ => drop(self.transaction.unset(id, Property::Position)),
        }
        self.show();
    }

    /// Room at the right side of the innermost boundary, or of everything where there is none.
    fn make_room(&mut self, size: Size, beside: Rect, around: &[RecordId]) -> Point {
        let Some(boundary) = around.first().and_then(|id| self.design().get(*id)).map(Item::frame) else {
            let right = self.design().items().filter(|item| item.record_type.has_place()).map(|item| item.frame().x1);
            return Point::new(on_grid(right.fold(beside.x1, f64::max) + PADDING), on_grid(beside.y0));
        };
        let lowest = on_grid(boundary.y1 - size.height - PADDING - GRID);
        let y = on_grid(beside.y0).min(lowest).max(on_grid(boundary.y0 + 2.0 * GRID));
        let corner = Point::new(on_grid(boundary.x1), y);
        let needed = corner.x + size.width + PADDING - boundary.x1;
        let extra = (corner.y + size.height + PADDING - boundary.y1).max(0.0);
        if !self.can_grow(boundary, Vec2::new(needed, extra), around) {
            self.push_right(boundary.x1, needed, around);
        }
        self.grow(Vec2::new(needed, extra), around);
        corner
    }

    /// Whether nothing stands in the way of boundaries around each other growing to the right and down.
    fn can_grow(&self, inner: Rect, by: Vec2, around: &[RecordId]) -> bool {
        let room = Room::of(self.design());
        let own = |id: RecordId| around.contains(&id) || self.design().ancestors(id).any(|above| above == around[0]);
        let strip = |frame: Rect| Rect::new(frame.x1, frame.y0, frame.x1 + by.x, frame.y1 + by.y);
        let outermost = around.iter().filter_map(|id| self.design().get(*id)).map(Item::frame);
        room.is_empty(strip(inner), &own) && outermost.skip(1).all(|frame| room.is_empty(strip(frame), &own))
    }

    /// Widens boundaries around each other. Those around the innermost keep their distance to it.
    fn grow(&mut self, by: Vec2, around: &[RecordId]) {
        for id in around {
            let Some(frame) = self.design().get(*id).map(Item::frame) else { continue };
            self.transaction.set(*id, Property::Size, frame.size() + Size::new(by.x, by.y));
        }
        self.show();
    }

    /// Moves whatever begins right of a line out of the way, and widens what the line runs through.
    fn push_right(&mut self, line: f64, by: f64, around: &[RecordId]) {
        let placed = self.design().items().filter(|item| item.record_type.has_place() && item.is_placed());
        let own = |item: &&Item| !around.contains(&item.id);
        let (moved, rest): (Vec<&Item>, Vec<&Item>) =
            placed.filter(own).partition(|item| item.frame().x0 >= line - 1.0);
        let moved: Vec<(RecordId, Point)> = moved.iter().map(|item| (item.id, item.position())).collect();
        let cut = rest.iter().filter(|item| item.record_type == RecordType::Boundary && item.frame().x1 > line);
        let cut: Vec<(RecordId, Size)> = cut.map(|item| (item.id, item.size())).collect();
        for (id, position) in moved {
            let x = (position.x + by).min(FARTHEST);
            self.transaction.set(id, Property::Position, Point::new(x, position.y));
        }
        for (id, size) in cut {
            self.transaction.set(id, Property::Size, Size::new(size.width + by, size.height));
        }
        self.show();
    }
}

/// The next point of the grid.
fn on_grid(coordinate: f64) -> f64 {
    (coordinate / GRID).ceil() * GRID
}
