//! What comes in: pointers, wheel, keys, time and the ops of others.

use kurbo::{Point, Size, Vec2};
use linchpin_catalog::{BoundaryKind, ComponentKind};
use linchpin_document::Op;

use crate::Command;

/// Keys held while something else happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Modifiers {
    /// Constrains, extends, takes larger steps.
    pub shift: bool,
    /// Duplicates, walks.
    pub alt: bool,
    /// Ctrl, or Cmd on macOS. For a wheel event also a pinch on the trackpad, which browsers report
    /// as Ctrl.
    pub primary: bool,
}

impl Modifiers {
    /// No key held.
    pub const NONE: Self = Self { shift: false, alt: false, primary: false };
    /// Shift alone.
    pub const SHIFT: Self = Self { shift: true, ..Self::NONE };
    /// Alt alone.
    pub const ALT: Self = Self { alt: true, ..Self::NONE };
    /// Ctrl or Cmd alone.
    pub const PRIMARY: Self = Self { primary: true, ..Self::NONE };
}

/// What is pointing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PointerKind {
    /// A mouse or trackpad.
    #[default]
    Mouse,
    /// A finger.
    Touch,
    /// A pen.
    Pen,
}

/// The button a pointer event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Button {
    /// Left, or contact.
    #[default]
    Primary,
    /// The wheel.
    Middle,
    /// Right, or the button of a pen.
    Secondary,
    /// Any other; ignored.
    Other,
}

/// What a pointer did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// A button went down or a finger touched.
    Down,
    /// It moved, pressed or not.
    Move,
    /// The button or finger was lifted.
    Up,
    /// The system took the pointer away: whatever it was doing is dropped.
    Cancel,
    /// It left the canvas without being pressed.
    Leave,
}

/// A pointer event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PointerInput {
    /// Which pointer, as long as it is down or hovers.
    pub id: i32,
    /// What is pointing.
    pub kind: PointerKind,
    /// What it did.
    pub phase: Phase,
    /// The button that went down or up; ignored for moves.
    pub button: Button,
    /// Where, in CSS pixels from the viewport's top left corner.
    pub point_in_screen: Point,
    /// The keys held.
    pub modifiers: Modifiers,
    /// When, in milliseconds of any clock that only goes forward.
    pub time: f64,
}

/// A key event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeyInput {
    /// `KeyboardEvent.key`.
    pub key: String,
    /// `KeyboardEvent.code`: tells digits apart from what Shift makes of them. May be empty.
    pub code: String,
    /// The keys held, the key itself not counted before it goes down nor after it goes up.
    pub modifiers: Modifiers,
    /// Whether the key is held and repeating.
    pub repeat: bool,
}

/// A thing that can be placed on the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Placeable {
    /// A component of a kind.
    Component(ComponentKind),
    /// A boundary of a kind.
    Boundary(BoundaryKind),
    /// A note.
    Note,
    /// Bare text.
    Text,
}

impl Placeable {
    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Component(kind) => kind.label(),
            Self::Boundary(kind) => kind.label(),
            Self::Note => "Note",
            Self::Text => "Text",
        }
    }
}

/// Anything the editor reacts to. See [`crate::Editor::dispatch`].
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A pointer event.
    Pointer(PointerInput),
    /// The wheel turned, by CSS pixels.
    Wheel {
        /// How far, positive down and right.
        delta: Vec2,
        /// Where the pointer is.
        point_in_screen: Point,
        /// The keys held.
        modifiers: Modifiers,
    },
    /// A pinch the browser reports as a gesture of its own (Safari).
    Pinch {
        /// By how much the scale changed since the last such event; 1 for not at all.
        factor: f64,
        /// The middle of the fingers.
        point_in_screen: Point,
    },
    /// A key went down on the canvas.
    KeyDown(KeyInput),
    /// A key went up.
    KeyUp(KeyInput),
    /// The page lost the keyboard: no key is held any more.
    Blur,
    /// A command from a menu or the palette.
    Command(Command),
    /// A thing of the palette is being dragged over the canvas.
    Carry {
        /// What.
        what: Placeable,
        /// Where the pointer is.
        point_in_screen: Point,
        /// The keys held.
        modifiers: Modifiers,
    },
    /// It left the canvas, or the drag was given up.
    CarryCancel,
    /// It was dropped on the canvas.
    Drop {
        /// What.
        what: Placeable,
        /// Where.
        point_in_screen: Point,
        /// The keys held.
        modifiers: Modifiers,
    },
    /// The viewport has this size now, in CSS pixels.
    Resize(Size),
    /// Ops of others arrived.
    Remote(Vec<Op>),
    /// Time passed; wanted at [`crate::Effects::wake_at`].
    Tick(f64),
}
