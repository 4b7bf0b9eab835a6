//! Resizing boundaries, notes and texts by their handles.

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{RecordId, SortedSet, Transaction};
use linchpin_scene::{Guide, Handle, Overlay};

use super::Drag;
use crate::containment::{boundary_for, put_inside, regather};
use crate::placement;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::snapping::{Edges, Snapper};
use crate::tools::{Cursor, resize_cursor};

/// The smallest size that can still be read and taken hold of.
pub(super) fn smallest(record_type: RecordType) -> Size {
    match record_type {
        RecordType::Boundary => Size::new(120.0, 80.0),
        RecordType::Note => Size::new(80.0, 60.0),
        _ => Size::new(40.0, 28.0),
    }
}

pub(crate) struct Resizing {
    id: RecordId,
    handle: Handle,
    start: Rect,
    from_in_world: Point,
    guides: Vec<Guide>,
}

impl Resizing {
    pub fn start(id: RecordId, handle: Handle, from: &Touchpoint, around: &Surroundings) -> Option<Self> {
        let start = around.scene.frame(id)?;
        Some(Self { id, handle, start, from_in_world: around.point_in_world(from), guides: Vec::new() })
    }

    /// The frame with the dragged edges moved, snapped and kept at the smallest size.
    fn frame(&mut self, to: &Touchpoint, around: &Surroundings, smallest: Size) -> Rect {
        let moved = self.with_edges_moved(self.start, around.point_in_world(to) - self.from_in_world);
        self.guides.clear();
        let mut frame = moved;
        if !to.modifiers.primary {
            let edges = Edges { horizontal: self.handle.horizontal, vertical: self.handle.vertical };
            let snapped = Snapper::around(around, moved, &SortedSet::from([self.id])).snap_edges(moved, edges);
            frame = self.with_edges_moved(moved, snapped.offset);
            self.guides = snapped.guides;
        }
        self.at_least(frame, smallest)
    }

    fn with_edges_moved(&self, rect: Rect, by: Vec2) -> Rect {
        let edge = |side: i8, of: i8, by: f64| if side == of { by } else { 0.0 };
        Rect {
            x0: rect.x0 + edge(self.handle.horizontal, -1, by.x),
            x1: rect.x1 + edge(self.handle.horizontal, 1, by.x),
            y0: rect.y0 + edge(self.handle.vertical, -1, by.y),
            y1: rect.y1 + edge(self.handle.vertical, 1, by.y),
        }
    }

    /// The dragged edges stop before the others. A thing that was smaller from the start may stay so.
    fn at_least(&self, rect: Rect, smallest: Size) -> Rect {
        let (width, height) = (smallest.width.min(self.start.width()), smallest.height.min(self.start.height()));
        let mut kept = rect;
        match self.handle.horizontal {
            -1 => kept.x0 = kept.x0.min(kept.x1 - width),
            _ => kept.x1 = kept.x1.max(kept.x0 + width),
        }
        match self.handle.vertical {
            -1 => kept.y0 = kept.y0.min(kept.y1 - height),
            _ => kept.y1 = kept.y1.max(kept.y0 + height),
        }
        let low = placement::on_canvas(kept.origin());
        Rect::from_points(low, placement::on_canvas(Point::new(kept.x1, kept.y1)))
    }

    fn transaction(&mut self, to: &Touchpoint, around: &Surroundings) -> Transaction {
        let mut transaction = Transaction::new();
        let Some(item) = around.design.get(self.id) else { return transaction };
        let frame = self.frame(to, around, smallest(item.record_type));
        if frame.origin() != item.position() {
            transaction.set(self.id, Property::Position, frame.origin());
        }
        if frame.size() != self.start.size() {
            transaction.set(self.id, Property::Size, frame.size());
        }
        if transaction.is_empty() {
            return transaction;
        }
        let mut own = around.design.descendants(self.id).into_iter().collect::<SortedSet<_>>();
        own.insert(self.id);
        let parent = boundary_for(around, item.record_type, frame, &own);
        put_inside(&mut transaction, item, parent);
        if item.record_type == RecordType::Boundary {
            transaction.extend(regather(around, self.id, frame, parent));
        }
        transaction
    }
}

impl Drag for Resizing {
    fn drag(&mut self, to: &Touchpoint, around: &Surroundings) -> Plan {
        Plan::draft(self.transaction(to, around))
    }

    fn drop(mut self: Box<Self>, at: &Touchpoint, around: &Surroundings) -> Plan {
        Plan::commit(self.transaction(at, around))
    }

    fn overlay(&self, _around: &Surroundings, overlay: &mut Overlay) {
        overlay.guides = self.guides.clone();
    }

    fn cursor(&self) -> Cursor {
        resize_cursor(self.handle)
    }
}
