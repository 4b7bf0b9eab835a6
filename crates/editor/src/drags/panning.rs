//! Moving the picture.

use kurbo::Point;

use super::Drag;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::tools::Cursor;

pub(crate) struct Panning {
    last_in_screen: Point,
}

impl Panning {
    pub fn from(at: &Touchpoint) -> Self {
        Self { last_in_screen: at.point_in_screen }
    }
}

impl Drag for Panning {
    fn drag(&mut self, to: &Touchpoint, around: &Surroundings) -> Plan {
        let delta = to.point_in_screen - std::mem::replace(&mut self.last_in_screen, to.point_in_screen);
        Plan::camera(around.camera.panned(delta))
    }

    fn drop(mut self: Box<Self>, at: &Touchpoint, around: &Surroundings) -> Plan {
        self.drag(at, around)
    }

    fn scrolls_at_edges(&self) -> bool {
        false
    }

    fn cursor(&self) -> Cursor {
        Cursor::Grabbing
    }
}
