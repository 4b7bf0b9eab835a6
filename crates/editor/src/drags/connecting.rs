//! Drawing a connection from a component.

use kurbo::Point;
use linchpin_document::RecordId;
use linchpin_scene::{self as scene, ConnectingEnd, Overlay, Side};

use super::Drag;
use crate::connecting;
use crate::picking;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::tools::Cursor;

pub(crate) struct Connecting {
    connection: RecordId,
    from: RecordId,
    side: Option<Side>,
    pointer_in_world: Point,
    target: Option<RecordId>,
}

impl Connecting {
    pub fn start(from: RecordId, side: Option<Side>, around: &Surroundings) -> Self {
        let pointer_in_world = around.scene.frame(from).map_or(Point::ZERO, |frame| frame.center());
        Self { connection: around.new_id(), from, side, pointer_in_world, target: None }
    }
}

impl Drag for Connecting {
    fn drag(&mut self, to: &Touchpoint, around: &Surroundings) -> Plan {
        self.pointer_in_world = around.point_in_world(to);
        self.target = picking::component(to, around).filter(|target| *target != self.from);
        let possible = |target| connecting::connection(around.design, self.connection, self.from, target);
        Plan::draft(self.target.and_then(possible).unwrap_or_default())
    }

    fn drop(self: Box<Self>, at: &Touchpoint, around: &Surroundings) -> Plan {
        match picking::component(at, around) {
            Some(target) if target == self.from => Plan::drop_draft(),
            Some(target) => connecting::connect(around, self.connection, self.from, target).tool_used(),
            None if around.design.get(self.from).is_none() => Plan::drop_draft(),
            None => connecting::ask_for_kind(around, self.from, at).tool_used(),
        }
    }

    fn overlay(&self, around: &Surroundings, overlay: &mut Overlay) {
        overlay.hovered = self.target;
        overlay.ports_of = self.target;
        // The draft shows a new connection as it will be; anything else is only pointed at.
        if around.scene.route(self.connection).is_none() {
            let to = self.target.map_or(ConnectingEnd::Point(self.pointer_in_world), ConnectingEnd::Component);
            overlay.connecting = Some(scene::Connecting { from: self.from, to, side: self.side });
        }
    }

    fn cursor(&self) -> Cursor {
        Cursor::Cross
    }
}
