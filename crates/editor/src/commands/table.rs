//! The table of commands.

use super::shortcut::{Shortcut, plain, primary};
use crate::ToolKind;
use crate::input::KeyInput;

/// A direction on the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Towards smaller x.
    Left,
    /// Towards larger x.
    Right,
    /// Towards smaller y.
    Up,
    /// Towards larger y.
    Down,
}

impl Direction {
    /// The unit vector, y pointing down.
    pub fn vector(self) -> kurbo::Vec2 {
        match self {
            Self::Left => kurbo::Vec2::new(-1.0, 0.0),
            Self::Right => kurbo::Vec2::new(1.0, 0.0),
            Self::Up => kurbo::Vec2::new(0.0, -1.0),
            Self::Down => kurbo::Vec2::new(0.0, 1.0),
        }
    }
}

/// How far a nudge goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stride {
    /// One world unit.
    Short,
    /// Ten world units.
    Long,
}

/// Something a person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the table says of each what it does, in words people read")]
pub enum Command {
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    Duplicate,
    DuplicateConnected,
    Delete,
    SelectAll,
    Escape,
    Next,
    Previous,
    Walk(Direction),
    EditLabel,
    Replace,
    Connect,
    Grow(Direction),
    Nudge(Direction, Stride),
    BringForward,
    SendBackward,
    BringToFront,
    SendToBack,
    Tool(ToolKind),
    BoundaryTool,
    ToggleKeepTool,
    ZoomIn,
    ZoomOut,
    ZoomActual,
    ZoomFit,
    ZoomSelection,
    ToggleGrid,
    SearchKinds,
    CommandPalette,
    Find,
    Shortcuts,
    SwitchPane,
    ContextMenu,
}

/// The heading a command stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommandGroup {
    /// Tools.
    Tools,
    /// Drawing.
    Draw,
    /// Editing.
    Edit,
    /// Arranging.
    Arrange,
    /// Selecting and moving about.
    Navigate,
    /// Zoom and grid.
    View,
    /// Searching and help.
    Help,
}

impl CommandGroup {
    /// Every group, in the order of menus and sheets.
    pub const ALL: [Self; 7] =
        [Self::Tools, Self::Draw, Self::Edit, Self::Arrange, Self::Navigate, Self::View, Self::Help];

    /// The heading.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tools => "Tools",
            Self::Draw => "Draw",
            Self::Edit => "Edit",
            Self::Arrange => "Arrange",
            Self::Navigate => "Select and walk",
            Self::View => "View",
            Self::Help => "Find and help",
        }
    }
}

/// What must hold for a command to be available.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A step to undo.
    Undo,
    /// A step to redo.
    Redo,
    /// Anything drawn.
    Content,
    /// Anything selected.
    Selection,
    /// Something selected that has a place of its own: not only connections.
    Placed,
    /// One thing selected.
    Single,
    /// A component among what is selected.
    Components,
    /// One component selected, and nothing else.
    OneComponent,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CommandSpec {
    /// What to send to the editor.
    pub command: Command,
    /// A stable name.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// The heading it stands under.
    pub group: CommandGroup,
    /// The keys that run it, the first one shown.
    pub shortcuts: &'static [Shortcut],
    /// When it is available.
    pub needs: Needs,
    /// Whether the browser turns its keys into a clipboard event, so that key presses are left to it.
    pub by_clipboard_event: bool,
}

const fn row(
    command: Command,
    id: &'static str,
    label: &'static str,
    group: CommandGroup,
    shortcuts: &'static [Shortcut],
    needs: Needs,
) -> CommandSpec {
    CommandSpec { command, id, label, group, shortcuts, needs, by_clipboard_event: false }
}

const fn clipboard(spec: CommandSpec) -> CommandSpec {
    CommandSpec { by_clipboard_event: true, ..spec }
}

use Command as C;
use CommandGroup as G;
use Direction::{Down, Left, Right, Up};
use Needs as N;
use Stride::{Long, Short};

const COMMANDS: &[CommandSpec] = &[
    row(C::Tool(ToolKind::Select), "tool-select", "Select", G::Tools, &[plain("v")], N::Nothing),
    row(C::Tool(ToolKind::Hand), "tool-hand", "Hand", G::Tools, &[plain("h")], N::Nothing),
    row(C::Tool(ToolKind::Connect), "tool-connect", "Connect", G::Tools, &[plain("c")], N::Nothing),
    row(C::BoundaryTool, "tool-boundary", "Boundary", G::Tools, &[plain("b")], N::Nothing),
    row(C::Tool(ToolKind::TEXT), "tool-text", "Text", G::Tools, &[plain("t")], N::Nothing),
    row(C::Tool(ToolKind::NOTE), "tool-note", "Note", G::Tools, &[plain("n")], N::Nothing),
    row(C::Tool(ToolKind::Space), "tool-space", "Make space", G::Tools, &[plain("s")], N::Nothing),
    row(C::ToggleKeepTool, "keep-tool", "Keep the tool active", G::Tools, &[plain("q")], N::Nothing),
    row(C::EditLabel, "edit-label", "Edit label", G::Draw, &[plain("Enter"), plain("F2")], N::Single),
    row(C::Replace, "replace", "Replace by another kind", G::Draw, &[plain("r")], N::Components),
    row(C::Connect, "connect", "Connect to ...", G::Draw, &[plain("c").shift()], N::Components),
    row(C::Grow(Left), "grow-left", "Add connected to the left", G::Draw, &[primary("ArrowLeft")], N::OneComponent),
    row(C::Grow(Right), "grow-right", "Add connected to the right", G::Draw, &[primary("ArrowRight")], N::OneComponent),
    row(C::Grow(Up), "grow-up", "Add connected above", G::Draw, &[primary("ArrowUp")], N::OneComponent),
    row(C::Grow(Down), "grow-down", "Add connected below", G::Draw, &[primary("ArrowDown")], N::OneComponent),
    row(C::Undo, "undo", "Undo", G::Edit, &[primary("z")], N::Undo),
    row(C::Redo, "redo", "Redo", G::Edit, &[primary("z").shift(), primary("y")], N::Redo),
    clipboard(row(C::Cut, "cut", "Cut", G::Edit, &[primary("x")], N::Placed)),
    clipboard(row(C::Copy, "copy", "Copy", G::Edit, &[primary("c")], N::Placed)),
    clipboard(row(C::Paste, "paste", "Paste", G::Edit, &[primary("v")], N::Nothing)),
    row(C::Duplicate, "duplicate", "Duplicate", G::Edit, &[primary("d")], N::Placed),
    row(
        C::DuplicateConnected,
        "duplicate-connected",
        "Duplicate with connections",
        G::Edit,
        &[primary("d").shift()],
        N::Components,
    ),
    row(C::Delete, "delete", "Delete", G::Edit, &[plain("Delete"), plain("Backspace")], N::Selection),
    row(C::BringForward, "bring-forward", "Bring forward", G::Arrange, &[primary("]")], N::Placed),
    row(C::SendBackward, "send-backward", "Send backward", G::Arrange, &[primary("[")], N::Placed),
    row(C::BringToFront, "bring-to-front", "Bring to front", G::Arrange, &[plain("]")], N::Placed),
    row(C::SendToBack, "send-to-back", "Send to back", G::Arrange, &[plain("[")], N::Placed),
    row(C::Nudge(Left, Short), "nudge-left", "Nudge left", G::Arrange, &[plain("ArrowLeft")], N::Nothing),
    row(C::Nudge(Right, Short), "nudge-right", "Nudge right", G::Arrange, &[plain("ArrowRight")], N::Nothing),
    row(C::Nudge(Up, Short), "nudge-up", "Nudge up", G::Arrange, &[plain("ArrowUp")], N::Nothing),
    row(C::Nudge(Down, Short), "nudge-down", "Nudge down", G::Arrange, &[plain("ArrowDown")], N::Nothing),
    row(C::Nudge(Left, Long), "move-left", "Move left by 10", G::Arrange, &[plain("ArrowLeft").shift()], N::Nothing),
    row(
        C::Nudge(Right, Long),
        "move-right",
        "Move right by 10",
        G::Arrange,
        &[plain("ArrowRight").shift()],
        N::Nothing,
    ),
    row(C::Nudge(Up, Long), "move-up", "Move up by 10", G::Arrange, &[plain("ArrowUp").shift()], N::Nothing),
    row(C::Nudge(Down, Long), "move-down", "Move down by 10", G::Arrange, &[plain("ArrowDown").shift()], N::Nothing),
    row(C::SelectAll, "select-all", "Select all", G::Navigate, &[primary("a")], N::Content),
    row(C::Escape, "escape", "Stop, or select nothing", G::Navigate, &[plain("Escape")], N::Nothing),
    row(C::Next, "next", "Next thing", G::Navigate, &[plain("Tab")], N::Content),
    row(C::Previous, "previous", "Previous thing", G::Navigate, &[plain("Tab").shift()], N::Content),
    row(C::Walk(Left), "walk-left", "Walk left", G::Navigate, &[plain("ArrowLeft").alt()], N::Selection),
    row(C::Walk(Right), "walk-right", "Walk right", G::Navigate, &[plain("ArrowRight").alt()], N::Selection),
    row(C::Walk(Up), "walk-up", "Walk up", G::Navigate, &[plain("ArrowUp").alt()], N::Selection),
    row(C::Walk(Down), "walk-down", "Walk down", G::Navigate, &[plain("ArrowDown").alt()], N::Selection),
    row(C::SwitchPane, "switch-pane", "To the panel and back", G::Navigate, &[plain("F6")], N::Nothing),
    row(
        C::ContextMenu,
        "context-menu",
        "Context menu",
        G::Navigate,
        &[plain("F10").shift(), plain("ContextMenu")],
        N::Nothing,
    ),
    row(C::ZoomIn, "zoom-in", "Zoom in", G::View, &[primary("+"), primary("=")], N::Nothing),
    row(C::ZoomOut, "zoom-out", "Zoom out", G::View, &[primary("-")], N::Nothing),
    row(C::ZoomActual, "zoom-actual", "Zoom to 100 %", G::View, &[primary("0"), plain("0").shift()], N::Nothing),
    row(C::ZoomFit, "zoom-fit", "Show everything", G::View, &[plain("1").shift()], N::Content),
    row(C::ZoomSelection, "zoom-selection", "Show the selection", G::View, &[plain("2").shift()], N::Selection),
    row(C::ToggleGrid, "toggle-grid", "Grid", G::View, &[primary("'")], N::Nothing),
    row(C::SearchKinds, "search-kinds", "Add a component ...", G::Help, &[plain("/")], N::Nothing),
    row(C::CommandPalette, "command-palette", "All commands", G::Help, &[primary("k")], N::Nothing),
    row(C::Find, "find", "Find in the design", G::Help, &[primary("f")], N::Content),
    row(C::Shortcuts, "shortcuts", "Keyboard shortcuts", G::Help, &[plain("?")], N::Nothing),
];

impl Command {
    /// Every command, group by group.
    pub fn all() -> &'static [CommandSpec] {
        COMMANDS
    }

    /// The row of this command. Tools that place a particular thing come from the palette and have
    /// none.
    pub fn spec(self) -> Option<&'static CommandSpec> {
        COMMANDS.iter().find(|spec| spec.command == self)
    }

    /// The row whose keys were pressed.
    pub(crate) fn of_key(input: &KeyInput) -> Option<&'static CommandSpec> {
        COMMANDS.iter().find(|spec| spec.shortcuts.iter().any(|shortcut| shortcut.matches(input)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use linchpin_document::SortedSet;

    #[test]
    fn ids_are_unique_and_every_command_has_one_row() {
        let ids: SortedSet<_> = COMMANDS.iter().map(|spec| spec.id).collect();
        assert_eq!(ids.len(), COMMANDS.len());
        for spec in COMMANDS {
            assert_eq!(spec.command.spec(), Some(spec));
        }
    }

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let all: Vec<_> = COMMANDS.iter().flat_map(|spec| spec.shortcuts).collect();
        for (index, shortcut) in all.iter().enumerate() {
            assert!(!all[..index].contains(shortcut), "{shortcut:?}");
        }
    }
}
