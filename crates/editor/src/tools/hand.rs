//! The hand: dragging pans.

use super::{Cursor, Tool};
use crate::drags::{Drag, Panning};
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;

pub(super) struct Hand;

impl Tool for Hand {
    fn hover(&mut self, _at: &Touchpoint, _around: &Surroundings) -> Plan {
        Plan::nothing()
    }

    fn click(&mut self, _at: &Touchpoint, _count: u8, _around: &Surroundings) -> Plan {
        Plan::nothing()
    }

    fn drag(&mut self, from: &Touchpoint, _around: &Surroundings) -> Box<dyn Drag> {
        Box::new(Panning::from(from))
    }

    fn cursor(&self) -> Cursor {
        Cursor::Grab
    }
}
