//! Moving one end of a connection to another component.

use kurbo::Point;
use linchpin_document::{RecordId, Transaction};
use linchpin_scene::{self as scene, ConnectingEnd, Overlay};

use super::Drag;
use crate::Selection;
use crate::connecting;
use crate::effects::{Notice, Request};
use crate::picking::{self, End};
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::tools::Cursor;

pub(crate) struct Reconnecting {
    connection: RecordId,
    end: End,
    /// The component at the other end.
    fixed: RecordId,
    pointer_in_world: Option<Point>,
    target: Option<RecordId>,
}

impl Reconnecting {
    pub fn start(connection: RecordId, end: End, around: &Surroundings) -> Option<Self> {
        let (from, to) = around.design.get(connection)?.ends()?;
        let fixed = if end == End::From { to } else { from };
        Some(Self { connection, end, fixed, pointer_in_world: None, target: None })
    }

    fn target(&self, at: &Touchpoint, around: &Surroundings) -> Option<RecordId> {
        picking::component(at, around).filter(|target| *target != self.fixed)
    }

    /// The other connection that already joins the two, if there is one.
    fn taken(&self, target: RecordId, around: &Surroundings) -> Option<RecordId> {
        let (from, to) = if self.end == End::From { (target, self.fixed) } else { (self.fixed, target) };
        connecting::existing(around.design, from, to).filter(|there| *there != self.connection)
    }

    fn transaction(&self, target: RecordId, around: &Surroundings) -> Transaction {
        let mut transaction = Transaction::new();
        let held = around.design.get(self.connection).and_then(|item| item.reference(self.end.property()));
        if held.is_some_and(|held| held != target) && self.taken(target, around).is_none() {
            transaction.set(self.connection, self.end.property(), target);
        }
        transaction
    }
}

impl Drag for Reconnecting {
    fn drag(&mut self, to: &Touchpoint, around: &Surroundings) -> Plan {
        self.target = self.target(to, around);
        self.pointer_in_world = Some(around.point_in_world(to));
        let transaction = self.target.map(|target| self.transaction(target, around));
        Plan::draft(transaction.unwrap_or_default())
    }

    fn drop(self: Box<Self>, at: &Touchpoint, around: &Surroundings) -> Plan {
        let Some(target) = self.target(at, around) else { return Plan::drop_draft() };
        match self.taken(target, around) {
            Some(there) => {
                let notice = Request::Notice(Notice::AlreadyConnected(there));
                Plan::drop_draft().selecting(Selection::one(there)).requesting(notice)
            }
            None => Plan::commit(self.transaction(target, around)),
        }
    }

    fn overlay(&self, _around: &Surroundings, overlay: &mut Overlay) {
        overlay.hovered = self.target;
        overlay.ports_of = self.target;
        let loose = self.pointer_in_world.filter(|_| self.target.is_none() && self.end == End::To);
        if let Some(point) = loose {
            let to = ConnectingEnd::Point(point);
            overlay.connecting = Some(scene::Connecting { from: self.fixed, to, side: None });
        }
    }

    fn cursor(&self) -> Cursor {
        Cursor::Cross
    }
}
