//! Carrying a new thing to its place, from the palette or with the place tool.

use kurbo::Rect;
use linchpin_document::{RecordId, SortedSet};
use linchpin_scene::{Guide, Overlay};

use super::Drag;
use crate::input::Placeable;
use crate::placement;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::snapping::Snapper;
use crate::tools::Cursor;

pub(crate) struct Carrying {
    id: RecordId,
    what: Placeable,
    guides: Vec<Guide>,
}

impl Carrying {
    pub fn start(what: Placeable, around: &Surroundings) -> Self {
        Self { id: around.new_id(), what, guides: Vec::new() }
    }

    /// What is being carried.
    fn frame(&mut self, at: &Touchpoint, around: &Surroundings) -> Rect {
        let outline = placement::outline(around, self.what, at);
        self.guides.clear();
        if at.modifiers.primary {
            return outline;
        }
        let middle = around.point_in_world(at);
        let wanted =
            if self.what == Placeable::Text { outline } else { Rect::from_center_size(middle, outline.size()) };
        let snapped = Snapper::around(around, wanted, &SortedSet::from([self.id])).snap_move(wanted, [false; 2]);
        self.guides = snapped.guides;
        let corner = (wanted + snapped.offset).origin();
        Rect::from_origin_size(placement::on_canvas(corner), outline.size())
    }
}

impl Drag for Carrying {
    fn drag(&mut self, to: &Touchpoint, around: &Surroundings) -> Plan {
        let frame = self.frame(to, around);
        Plan::draft(placement::creation(around, self.id, self.what, frame))
    }

    fn drop(mut self: Box<Self>, at: &Touchpoint, around: &Surroundings) -> Plan {
        let frame = self.frame(at, around);
        placement::place_as(around, self.id, self.what, frame).tool_used()
    }

    fn overlay(&self, around: &Surroundings, overlay: &mut Overlay) {
        overlay.guides = self.guides.clone();
        overlay.placing = around.scene.frame(self.id);
        let frame = around.scene.frame(self.id);
        let excluding = SortedSet::from([self.id]);
        overlay.drop_target = frame
            .and_then(|frame| crate::containment::boundary_for(around, self.what.record_type(), frame, &excluding));
    }

    fn cursor(&self) -> Cursor {
        Cursor::Copy
    }
}
