//! The connect tool: drag from one component to another, or click one after the other.

use kurbo::Point;
use linchpin_document::RecordId;
use linchpin_scene::{self as scene, ConnectingEnd, Overlay};

use super::{Cursor, Tool};
use crate::connecting;
use crate::drags::{Connecting, Drag, Marquee, Panning};
use crate::input::PointerKind;
use crate::picking;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;

#[derive(Default)]
pub(super) struct Connect {
    /// The component clicked first.
    source: Option<RecordId>,
    hovered: Option<RecordId>,
    pointer_in_world: Option<Point>,
}

impl Tool for Connect {
    fn hover(&mut self, at: &Touchpoint, around: &Surroundings) -> Plan {
        let hovered = picking::component(at, around);
        let changed = std::mem::replace(&mut self.hovered, hovered) != hovered;
        self.pointer_in_world = Some(around.point_in_world(at));
        if changed || self.source.is_some() { Plan::repaint() } else { Plan::nothing() }
    }

    fn leave(&mut self) -> Plan {
        (self.hovered, self.pointer_in_world) = (None, None);
        Plan::repaint()
    }

    fn click(&mut self, at: &Touchpoint, _count: u8, around: &Surroundings) -> Plan {
        let source = self.source.take().filter(|source| around.design.get(*source).is_some());
        match (source, picking::component(at, around)) {
            (None, target) => {
                self.source = target;
                Plan::repaint()
            }
            (Some(source), Some(target)) if source == target => Plan::repaint(),
            (Some(source), Some(target)) => connecting::connect(around, around.new_id(), source, target).tool_used(),
            (Some(source), None) => connecting::ask_for_kind(around, source, at).tool_used(),
        }
    }

    fn drag(&mut self, from: &Touchpoint, around: &Surroundings) -> Box<dyn Drag> {
        self.source = None;
        match picking::component(from, around) {
            Some(source) => Box::new(Connecting::start(source, None, around)),
            None if from.kind == PointerKind::Touch => Box::new(Panning::from(from)),
            None => Box::new(Marquee::start(from, around)),
        }
    }

    fn overlay(&self, _around: &Surroundings, overlay: &mut Overlay) {
        overlay.hovered = self.hovered;
        overlay.ports_of = self.hovered;
        let (Some(from), Some(pointer)) = (self.source, self.pointer_in_world) else { return };
        let to = match self.hovered.filter(|hovered| *hovered != from) {
            Some(target) => ConnectingEnd::Component(target),
            None => ConnectingEnd::Point(pointer),
        };
        overlay.connecting = Some(scene::Connecting { from, to, side: None });
    }

    fn cursor(&self) -> Cursor {
        Cursor::Cross
    }

    fn escape(&mut self) -> bool {
        self.source.take().is_some()
    }
}
