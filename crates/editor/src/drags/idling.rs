//! Dragging what cannot be dragged.

use super::Drag;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::tools::Cursor;

pub(crate) struct Idling;

impl Drag for Idling {
    fn drag(&mut self, _to: &Touchpoint, _around: &Surroundings) -> Plan {
        Plan::nothing()
    }

    fn drop(self: Box<Self>, _at: &Touchpoint, _around: &Surroundings) -> Plan {
        Plan::nothing()
    }

    fn scrolls_at_edges(&self) -> bool {
        false
    }

    fn cursor(&self) -> Cursor {
        Cursor::Arrow
    }
}
