//! Tools: what a press of the pointer means.
//!
//! A tool is idle: it reacts to hovering, presses and clicks, and says which [`Drag`] a drag from here
//! is. A drag lives from there until the pointer is let go; giving it up is dropping it together with
//! its draft. Both only look at the editor and answer with plans.

mod connect;
mod hand;
mod place;
mod select;
mod space;

pub(crate) use select::resize_cursor;

use linchpin_catalog::BoundaryKind;
use linchpin_scene::Overlay;

use crate::drags::Drag;
use crate::input::Placeable;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;

/// A tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToolKind {
    /// Selects, moves, resizes, connects from edges.
    Select,
    /// Pans.
    Hand,
    /// Connects from anywhere in a component.
    Connect,
    /// Pushes everything past a line.
    Space,
    /// Places a thing.
    Place(Placeable),
}

impl ToolKind {
    /// The tool that places text.
    pub const TEXT: Self = Self::Place(Placeable::Text);
    /// The tool that places notes.
    pub const NOTE: Self = Self::Place(Placeable::Note);

    /// The tool that draws boundaries of a kind.
    pub const fn boundary(kind: BoundaryKind) -> Self {
        Self::Place(Placeable::Boundary(kind))
    }

    pub(crate) fn idle(self) -> Box<dyn Tool> {
        match self {
            Self::Select => Box::new(select::Select::default()),
            Self::Hand => Box::new(hand::Hand),
            Self::Connect => Box::new(connect::Connect::default()),
            Self::Space => Box::new(space::Space),
            Self::Place(what) => Box::new(place::Place::new(what)),
        }
    }
}

/// What the pointer should look like over the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cursor {
    /// The arrow.
    #[default]
    Arrow,
    /// Something that can be moved.
    Move,
    /// An open hand: dragging pans.
    Grab,
    /// A closed hand.
    Grabbing,
    /// A cross: something is drawn or connected here.
    Cross,
    /// Text is placed here.
    Text,
    /// Something is copied.
    Copy,
    /// Left and right.
    ResizeHorizontal,
    /// Up and down.
    ResizeVertical,
    /// Along the diagonal from the top left.
    ResizeDiagonal,
    /// Along the diagonal from the top right.
    ResizeAntidiagonal,
}

/// A tool between drags.
pub(crate) trait Tool {
    /// The pointer is over the canvas, not pressed.
    fn hover(&mut self, at: &Touchpoint, around: &Surroundings) -> Plan;

    /// The pointer left the canvas.
    fn leave(&mut self) -> Plan {
        Plan::nothing()
    }

    /// The pointer went down; a click or a drag follows.
    fn press(&mut self, _at: &Touchpoint, _around: &Surroundings) -> Plan {
        Plan::nothing()
    }

    /// It went up again in place, for the `count`-th time.
    fn click(&mut self, at: &Touchpoint, count: u8, around: &Surroundings) -> Plan;

    /// What dragging from here is.
    fn drag(&mut self, from: &Touchpoint, around: &Surroundings) -> Box<dyn Drag>;

    /// What it shows on top of the design.
    fn overlay(&self, _around: &Surroundings, _overlay: &mut Overlay) {}

    /// What the pointer looks like.
    fn cursor(&self) -> Cursor;

    /// Whether there was something to give up, short of leaving the tool.
    fn escape(&mut self) -> bool {
        false
    }
}
