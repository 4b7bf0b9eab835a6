//! Making space: dragging pushes everything past the line.

use super::{Cursor, Tool};
use crate::drags::{Drag, Pushing};
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;

pub(super) struct Space;

impl Tool for Space {
    fn hover(&mut self, _at: &Touchpoint, _around: &Surroundings) -> Plan {
        Plan::nothing()
    }

    fn click(&mut self, _at: &Touchpoint, _count: u8, _around: &Surroundings) -> Plan {
        Plan::nothing()
    }

    fn drag(&mut self, from: &Touchpoint, around: &Surroundings) -> Box<dyn Drag> {
        Box::new(Pushing::from(around.point_in_world(from)))
    }

    fn cursor(&self) -> Cursor {
        Cursor::Cross
    }
}
