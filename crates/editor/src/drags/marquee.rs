//! Selecting what a rectangle touches.

use kurbo::{Point, Rect};
use linchpin_catalog::RecordType;
use linchpin_document::{RecordId, SortedSet};
use linchpin_scene::{Containment, Overlay};

use super::Drag;
use crate::Selection;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::tools::Cursor;

pub(crate) struct Marquee {
    corner_in_world: Point,
    rect_in_world: Rect,
    /// What was selected before, kept while Shift is held.
    before: Selection,
}

impl Marquee {
    pub fn start(from: &Touchpoint, around: &Surroundings) -> Self {
        let corner_in_world = around.point_in_world(from);
        let rect_in_world = Rect::from_points(corner_in_world, corner_in_world);
        Self { corner_in_world, rect_in_world, before: around.selection.clone() }
    }
}

/// Whatever the rectangle touches; boundaries only when it holds them whole, since it usually starts
/// inside one, and connections with both their ends.
fn caught(around: &Surroundings, rect: Rect) -> SortedSet<RecordId> {
    let type_of = |id: RecordId| around.design.get(id).map(|item| item.record_type);
    let touched = around.scene.in_rect(rect, Containment::Touching).into_iter();
    let mut caught: SortedSet<RecordId> = touched
        .filter(|id| match type_of(*id) {
            Some(RecordType::Boundary) => around.scene.frame(*id).is_some_and(|frame| frame.union(rect) == rect),
            Some(record_type) => record_type != RecordType::Connection,
            None => false,
        })
        .collect();
    let between: Vec<RecordId> = around
        .design
        .connections()
        .filter(|(_, from, to)| caught.contains(from) && caught.contains(to))
        .map(|(item, ..)| item.id)
        .collect();
    caught.extend(between);
    caught
}

impl Drag for Marquee {
    fn drag(&mut self, to: &Touchpoint, around: &Surroundings) -> Plan {
        self.rect_in_world = Rect::from_points(self.corner_in_world, around.point_in_world(to));
        let kept = if to.modifiers.shift { self.before.ids().clone() } else { SortedSet::new() };
        let selection: Selection = kept.into_iter().chain(caught(around, self.rect_in_world)).collect();
        Plan { overlay: true, ..Plan::select(selection) }
    }

    fn drop(mut self: Box<Self>, at: &Touchpoint, around: &Surroundings) -> Plan {
        self.drag(at, around)
    }

    fn overlay(&self, _around: &Surroundings, overlay: &mut Overlay) {
        overlay.marquee = Some(self.rect_in_world);
    }

    fn cursor(&self) -> Cursor {
        Cursor::Arrow
    }
}
