//! What comes out of the editor: what changed, and what it wants the app to do.

use kurbo::Point;
use linchpin_document::{Changes, Op, PeerId, RecordId, Refusal, Transaction};
use std::fmt;

/// What an input came to. Empty for most.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Effects {
    /// Whether the input meant something to the editor; if not, the app may let the browser have it.
    pub handled: bool,
    /// Ops of this peer, to store and to send.
    pub ops: Vec<Op>,
    /// Records whose effective state changed, by a draft, a commit, an undo or others.
    pub changes: Changes,
    /// Records that look different now: those that changed, and connectors that go another way.
    pub redrawn: Changes,
    /// Whether something on top of the design must be painted anew: selection, hover, guides ...
    pub overlay: bool,
    /// Whether the camera moved.
    pub camera: bool,
    /// Whether something else is selected.
    pub selection: bool,
    /// Whether another tool is active.
    pub tool: bool,
    /// Whether a setting changed, to be stored.
    pub settings: bool,
    /// What the app is asked to do.
    pub requests: Vec<Request>,
    /// When [`crate::Input::Tick`] is wanted, on the clock of the pointer events.
    pub wake_at: Option<f64>,
}

/// What the app is asked to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Open the label editor over a record.
    EditLabel(RecordId),
    /// Close it: the editor has taken over what was typed, or dropped it.
    EndLabel,
    /// Let the person choose a kind.
    PickKind {
        /// What becomes of the choice.
        purpose: PickPurpose,
        /// Where to open the picker.
        point_in_screen: Point,
    },
    /// Let the person choose a component to connect to, then call [`crate::Editor::connect`].
    PickTarget(RecordId),
    /// Put these records on the system clipboard.
    Copy(Transaction),
    /// Read the system clipboard, then call [`crate::Editor::paste`].
    ReadClipboard,
    /// Open the context menu.
    ContextMenu {
        /// Where.
        point_in_screen: Point,
        /// The record it is about.
        on: Option<RecordId>,
    },
    /// Tell the person something.
    Notice(Notice),
    /// Search all kinds, to add one.
    SearchKinds,
    /// Open the command palette.
    CommandPalette,
    /// Search the design.
    Find,
    /// Show the sheet of shortcuts.
    Shortcuts,
    /// Go by keyboard from the canvas to what is said of the selection, and back.
    SwitchPane,
}

/// What becomes of a kind the person picks.
#[derive(Debug, Clone, PartialEq)]
pub enum PickPurpose {
    /// Call [`crate::Editor::append`] with these.
    Append {
        /// The component to connect from.
        from: RecordId,
        /// Where the new one goes, its middle.
        at: Point,
    },
    /// Call [`crate::Editor::replace`] with these.
    Replace(Vec<RecordId>),
}

/// Something worth telling.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// The two are connected in this direction already; that connection is selected now.
    AlreadyConnected(RecordId),
    /// An undo or redo left what others changed since.
    KeptTheirs {
        /// What they changed.
        records: Vec<RecordId>,
        /// Who.
        peers: Vec<PeerId>,
    },
    /// The change cannot be.
    Refused(Refusal),
    /// There is nothing on the clipboard that could be pasted.
    NothingToPaste,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AlreadyConnected(_) => f.write_str("These two are already connected in this direction."),
            Self::KeptTheirs { records, .. } if records.len() == 1 => {
                f.write_str("One thing was changed by somebody else since; their change was kept.")
            }
            Self::KeptTheirs { records, .. } => {
                write!(f, "{} things were changed by somebody else since; their changes were kept.", records.len())
            }
            Self::Refused(refusal) => write!(f, "Not changed: {}.", refusal.reason),
            Self::NothingToPaste => f.write_str("There is nothing on the clipboard that can be pasted here."),
        }
    }
}
