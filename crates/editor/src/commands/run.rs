//! Carrying out commands: from the table's row to a plan.

use kurbo::Vec2;
use linchpin_catalog::{Property, RecordType};
use linchpin_document::{Change, PeerId, RecordId, SortedSet};

use super::{Command, Direction, Needs, Stride, arrange, delete, draw, view};
use crate::effects::{Notice, Request};
use crate::label::Label;
use crate::ordering::Shift;
use crate::plan::Plan;
use crate::{Editor, Selection, Settings, ToolKind, clipboard, navigation};

/// How far the arrow keys move the picture while nothing is selected, in screen pixels.
const SCROLL_SHORT: f64 = 40.0;
const SCROLL_LONG: f64 = 200.0;

impl Command {
    /// Whether holding its key runs it again and again.
    pub(crate) fn repeats(self) -> bool {
        use Command as C;
        let walks = matches!(self, C::Next | C::Previous | C::Walk(_) | C::Nudge(..));
        walks || matches!(self, C::Undo | C::Redo | C::ZoomIn | C::ZoomOut)
    }
}

impl Editor {
    /// Whether a command would do anything now.
    pub fn is_available(&self, command: Command) -> bool {
        command.spec().is_none_or(|spec| self.meets(spec.needs))
    }

    fn meets(&self, needs: Needs) -> bool {
        let (design, selection) = (self.design(), self.selection());
        let types = || selection.ids().iter().filter_map(|id| design.get(*id)).map(|item| item.record_type);
        match needs {
            Needs::Nothing => true,
            Needs::Undo => self.replica().can_undo(),
            Needs::Redo => self.replica().can_redo(),
            Needs::Content => !design.is_empty(),
            Needs::Selection => !selection.is_empty(),
            Needs::Placed => types().any(|record_type| Property::Position.belongs_to(record_type)),
            Needs::Single => selection.single().is_some(),
            Needs::Components => types().any(|record_type| record_type == RecordType::Component),
            Needs::OneComponent => {
                selection.single().is_some() && types().all(|record_type| record_type == RecordType::Component)
            }
        }
    }

    /// Runs a command; says whether it did anything. While something is being dragged only Escape and
    /// undo, which give it up, and zooming do.
    pub(crate) fn run(&mut self, command: Command) -> bool {
        if self.drag.is_some() {
            return self.run_while_dragging(command);
        }
        if !self.is_available(command) {
            return false;
        }
        if command == Command::Escape {
            return self.escape();
        }
        self.settle();
        match command {
            Command::Undo => self.revert(false),
            Command::Redo => self.revert(true),
            Command::ToggleKeepTool => {
                self.toggle(|settings| settings.keep_tool = !settings.keep_tool);
            }
            Command::ToggleGrid => self.toggle(|settings| settings.grid = !settings.grid),
            _ => return self.run_plan(command),
        }
        true
    }

    fn run_plan(&mut self, command: Command) -> bool {
        let Some(plan) = self.plan(command) else { return false };
        self.carry_out(plan);
        true
    }

    fn run_while_dragging(&mut self, command: Command) -> bool {
        match command {
            Command::Escape | Command::Undo => {
                self.pointers.give_up();
                self.cancel_drag();
            }
            Command::ZoomIn | Command::ZoomOut | Command::ZoomActual => {
                self.run_plan(command);
                self.drag_again();
            }
            _ => {}
        }
        true
    }

    /// What a command comes to. `None` means it has nothing left to do.
    fn plan(&self, command: Command) -> Option<Plan> {
        use Command as C;
        let around = &self.workspace.surroundings();
        let plan = match command {
            C::Cut => Plan { requests: copy(self).requests, ..delete::delete(around) },
            C::Copy => copy(self),
            C::Paste => Plan::request(Request::ReadClipboard),
            C::Duplicate => clipboard::duplicate(around, false),
            C::DuplicateConnected => clipboard::duplicate(around, true),
            C::Delete => delete::delete(around),
            C::SelectAll => Plan::select(arrange::everything(around).into_iter().collect()),
            C::Next => return navigation::step(around, true),
            C::Previous => return navigation::step(around, false),
            C::Walk(direction) => navigation::walk(around, direction),
            C::EditLabel => Plan::edit_label(Label::of(around.selection.single()?)),
            C::Replace => draw::ask_for_replacement(around),
            C::Connect => draw::connect_selected(around),
            C::Grow(direction) => draw::grow(around, direction),
            C::Nudge(direction, stride) => self.nudge_or_scroll(direction, stride),
            C::BringForward => arrange::reorder(around, Shift::Forward),
            C::SendBackward => arrange::reorder(around, Shift::Backward),
            C::BringToFront => arrange::reorder(around, Shift::Front),
            C::SendToBack => arrange::reorder(around, Shift::Back),
            C::Tool(kind) => Plan { tool: Some(kind), ..Plan::nothing() },
            C::BoundaryTool => {
                Plan { tool: Some(ToolKind::boundary(around.settings.boundary_kind)), ..Plan::nothing() }
            }
            C::ZoomIn => view::zoom_step(around, true),
            C::ZoomOut => view::zoom_step(around, false),
            C::ZoomActual => view::zoom_actual(around),
            C::ZoomFit => view::fit_all(around),
            C::ZoomSelection => view::fit_selection(around),
            C::SearchKinds => Plan::request(Request::SearchKinds),
            C::CommandPalette => Plan::request(Request::CommandPalette),
            C::Find => Plan::request(Request::Find),
            C::Shortcuts => Plan::request(Request::Shortcuts),
            C::SwitchPane => Plan::request(Request::SwitchPane),
            C::ContextMenu => view::menu_of_selection(around),
            C::Undo | C::Redo | C::Escape | C::ToggleGrid | C::ToggleKeepTool => return None,
        };
        Some(plan)
    }

    fn nudge_or_scroll(&self, direction: Direction, stride: Stride) -> Plan {
        let around = &self.workspace.surroundings();
        if !around.selection.is_empty() {
            return arrange::nudge(around, direction, stride);
        }
        let step = if stride == Stride::Short { SCROLL_SHORT } else { SCROLL_LONG };
        let delta: Vec2 = direction.vector() * -step;
        Plan::camera(around.camera.panned(delta))
    }

    fn toggle(&mut self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings();
        change(&mut settings);
        self.change_settings(settings);
    }

    /// Ends one thing after the other: the label being edited, which is kept, what the tool began, the tool, the
    /// selection.
    fn escape(&mut self) -> bool {
        self.pointers.give_up();
        if self.label.is_some() {
            self.finish_label();
        } else if self.tool.escape() {
            self.repaint_overlay();
        } else if self.tool_kind != ToolKind::Select {
            self.set_tool(ToolKind::Select);
        } else if !self.selection().is_empty() {
            self.set_selection(Selection::default());
        } else {
            return false;
        }
        true
    }

    fn revert(&mut self, redo: bool) {
        let Some(reverted) = self.workspace.revert(redo) else { return };
        let brought_back = reverted.ops.iter().filter(|op| is_birth(&op.change)).map(|op| op.record);
        let revived: Vec<RecordId> = brought_back.filter(|id| reverted.changes.contains(id)).collect();
        self.note_ops(reverted.ops);
        self.note_changes(reverted.changes);
        if !revived.is_empty() {
            self.set_selection(revived.into_iter().collect());
        }
        if !reverted.left.is_empty() {
            let peers = self.others_who_changed(&reverted.left);
            self.request(Request::Notice(Notice::KeptTheirs { records: reverted.left, peers }));
        }
    }

    /// Everybody else who wrote something of these records.
    fn others_who_changed(&self, records: &[RecordId]) -> Vec<PeerId> {
        let document = self.replica().document();
        let mut others = SortedSet::new();
        for record in records.iter().filter_map(|id| document.record(*id)) {
            others.extend(record.existence.as_ref().map(|register| register.stamp.peer));
            others.extend(record.properties().map(|(_, register)| register.stamp.peer));
        }
        others.remove(&document.peer());
        others.into_iter().collect()
    }
}

fn is_birth(change: &Change) -> bool {
    matches!(change, Change::Exist(existence) if existence.alive)
}

fn copy(editor: &Editor) -> Plan {
    let fragment = clipboard::fragment(editor.design(), editor.selection().ids());
    if fragment.is_empty() { Plan::nothing() } else { Plan::request(Request::Copy(fragment)) }
}
