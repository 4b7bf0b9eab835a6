//! Drawing out a thing that has a size: a boundary around what is there, a note.

use kurbo::{Point, Rect};
use linchpin_document::{RecordId, SortedSet};
use linchpin_scene::Overlay;

use super::Drag;
use super::resizing::smallest;
use crate::containment::boundary_for;
use crate::input::Placeable;
use crate::placement;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::tools::Cursor;

pub(crate) struct Drawing {
    id: RecordId,
    what: Placeable,
    corner_in_world: Point,
}

impl Drawing {
    pub fn start(what: Placeable, from: &Touchpoint, around: &Surroundings) -> Self {
        Self { id: around.new_id(), what, corner_in_world: corner(from, around) }
    }

    /// From the first corner to the pointer, never smaller than such a thing can be.
    fn frame(&self, at: &Touchpoint, around: &Surroundings) -> Rect {
        let (first, second) = (self.corner_in_world, corner(at, around));
        let smallest = smallest(self.what.record_type());
        let side = |from: f64, to: f64, least: f64| {
            if to >= from { from + (to - from).max(least) } else { from - (from - to).max(least) }
        };
        let second = Point::new(side(first.x, second.x, smallest.width), side(first.y, second.y, smallest.height));
        Rect::from_points(first, placement::on_canvas(second))
    }
}

fn corner(at: &Touchpoint, around: &Surroundings) -> Point {
    let point = placement::on_canvas(around.point_in_world(at));
    if at.modifiers.primary { point.round() } else { placement::to_grid(around, point) }
}

impl Drag for Drawing {
    fn drag(&mut self, to: &Touchpoint, around: &Surroundings) -> Plan {
        Plan::draft(placement::creation(around, self.id, self.what, self.frame(to, around)))
    }

    fn drop(self: Box<Self>, at: &Touchpoint, around: &Surroundings) -> Plan {
        placement::place_as(around, self.id, self.what, self.frame(at, around)).tool_used()
    }

    fn overlay(&self, around: &Surroundings, overlay: &mut Overlay) {
        let Some(frame) = around.scene.frame(self.id) else { return };
        overlay.drop_target = boundary_for(around, self.what.record_type(), frame, &SortedSet::from([self.id]));
    }

    fn cursor(&self) -> Cursor {
        Cursor::Cross
    }
}
