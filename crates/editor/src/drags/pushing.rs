//! Making space: everything past a line moves away from it.

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Item, Transaction};
use linchpin_scene::{Guide, Overlay};

use super::Drag;
use crate::containment::has_place;
use crate::placement;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::tools::Cursor;

pub(crate) struct Pushing {
    line_in_world: Point,
    /// How far and along which axis things are pushed now.
    push: Vec2,
}

impl Pushing {
    pub fn from(line_in_world: Point) -> Self {
        Self { line_in_world, push: Vec2::ZERO }
    }

    /// Along the axis the pointer moved most, in steps of the grid unless Ctrl is held.
    fn push(&self, to: &Touchpoint, around: &Surroundings) -> Vec2 {
        let delta = around.point_in_world(to) - self.line_in_world;
        let delta =
            if to.modifiers.primary { delta.round() } else { placement::to_grid(around, delta.to_point()).to_vec2() };
        if delta.x.abs() >= delta.y.abs() { Vec2::new(delta.x, 0.0) } else { Vec2::new(0.0, delta.y) }
    }

    fn transaction(&self, around: &Surroundings) -> Transaction {
        let mut transaction = Transaction::new();
        if self.push == Vec2::ZERO {
            return transaction;
        }
        for item in around.design.items().filter(|item| has_place(item.record_type)) {
            let frame = around.frame(item);
            if self.is_past(frame) {
                let position = placement::on_canvas(frame.origin() + self.push);
                transaction.set(item.id, Property::Position, position);
            } else if item.record_type == RecordType::Boundary && self.is_across(frame) {
                self.widen(&mut transaction, item);
            }
        }
        transaction
    }

    /// How far a rectangle's nearer and farther edge lie past the line, in the direction of the push.
    fn extent(&self, frame: Rect) -> (f64, f64) {
        let line = self.line_in_world;
        match (self.push.x, self.push.y) {
            (x, _) if x > 0.0 => (frame.x0 - line.x, frame.x1 - line.x),
            (x, _) if x < 0.0 => (line.x - frame.x1, line.x - frame.x0),
            (_, y) if y > 0.0 => (frame.y0 - line.y, frame.y1 - line.y),
            _ => (line.y - frame.y1, line.y - frame.y0),
        }
    }

    fn is_past(&self, frame: Rect) -> bool {
        self.extent(frame).0 >= 0.0
    }

    fn is_across(&self, frame: Rect) -> bool {
        let (near, far) = self.extent(frame);
        near < 0.0 && far > 0.0
    }

    /// A boundary the line runs through grows, so that it goes on holding what it holds.
    fn widen(&self, transaction: &mut Transaction, item: &Item) {
        let frame = item.frame();
        let grown = Size::new(frame.width() + self.push.x.abs(), frame.height() + self.push.y.abs());
        transaction.set(item.id, Property::Size, grown);
        let shift = Vec2::new(self.push.x.min(0.0), self.push.y.min(0.0));
        if shift != Vec2::ZERO {
            transaction.set(item.id, Property::Position, placement::on_canvas(frame.origin() + shift));
        }
    }
}

impl Drag for Pushing {
    fn drag(&mut self, to: &Touchpoint, around: &Surroundings) -> Plan {
        self.push = self.push(to, around);
        Plan::draft(self.transaction(around))
    }

    fn drop(mut self: Box<Self>, at: &Touchpoint, around: &Surroundings) -> Plan {
        self.push = self.push(at, around);
        Plan::commit(self.transaction(around)).tool_used()
    }

    fn overlay(&self, around: &Surroundings, overlay: &mut Overlay) {
        let visible = around.visible_in_world();
        let (line, now) = (self.line_in_world, self.line_in_world + self.push);
        let across = |at: Point| match self.push.x.abs() >= self.push.y.abs() {
            true => Guide::Line { from: Point::new(at.x, visible.y0), to: Point::new(at.x, visible.y1) },
            false => Guide::Line { from: Point::new(visible.x0, at.y), to: Point::new(visible.x1, at.y) },
        };
        overlay.guides = vec![across(line), across(now)];
    }

    fn cursor(&self) -> Cursor {
        if self.push.x.abs() >= self.push.y.abs() { Cursor::ResizeHorizontal } else { Cursor::ResizeVertical }
    }
}
