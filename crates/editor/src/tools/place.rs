//! Placing a thing: click where it goes, or drag it out where it has a size.

use kurbo::Rect;
use linchpin_scene::Overlay;

use super::{Cursor, Tool};
use crate::drags::{Carrying, Drag, Drawing};
use crate::input::Placeable;
use crate::placement;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;

pub(super) struct Place {
    what: Placeable,
    outline: Option<Rect>,
}

impl Place {
    pub fn new(what: Placeable) -> Self {
        Self { what, outline: None }
    }
}

impl Tool for Place {
    fn hover(&mut self, at: &Touchpoint, around: &Surroundings) -> Plan {
        self.outline = Some(placement::outline(around, self.what, at));
        Plan::repaint()
    }

    fn leave(&mut self) -> Plan {
        self.outline = None;
        Plan::repaint()
    }

    fn click(&mut self, at: &Touchpoint, _count: u8, around: &Surroundings) -> Plan {
        self.outline = None;
        placement::place(around, self.what, placement::outline(around, self.what, at)).tool_used()
    }

    fn drag(&mut self, from: &Touchpoint, around: &Surroundings) -> Box<dyn Drag> {
        self.outline = None;
        match self.what {
            Placeable::Boundary(_) | Placeable::Note => Box::new(Drawing::start(self.what, from, around)),
            Placeable::Component(_) | Placeable::Text => Box::new(Carrying::start(self.what, around)),
        }
    }

    fn overlay(&self, _around: &Surroundings, overlay: &mut Overlay) {
        overlay.placing = self.outline;
    }

    fn cursor(&self) -> Cursor {
        if self.what == Placeable::Text { Cursor::Text } else { Cursor::Cross }
    }
}
