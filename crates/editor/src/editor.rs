//! The editor: takes inputs in, hands effects out. It only routes; what an input means is decided by
//! pointers, tools, drags and commands.

use kurbo::{Point, Rect, Size, Vec2};
use linchpin_document::{Design, RecordId, Replica};
use linchpin_scene::{Overlay, Scene, TextMeasure};

use crate::drags::Drag;
use crate::edge_scrolling::EdgeScrolling;
use crate::input::{Input, Placeable};
use crate::label::LabelSession;
use crate::pad::{ContextPad, PAD_COMMANDS};
use crate::picking;
use crate::plan::{Edit, Plan};
use crate::pointers::{Pointers, Touchpoint};
use crate::tools::{Cursor, Tool};
use crate::workspace::Workspace;
use crate::{Camera, Effects, Notice, Request, Selection, Settings, ToolKind};

/// Everything about editing one design that does not need a screen.
pub struct Editor {
    pub(crate) workspace: Workspace,
    pub(crate) pointers: Pointers,
    pub(crate) tool_kind: ToolKind,
    pub(crate) tool: Box<dyn Tool>,
    pub(crate) drag: Option<Box<dyn Drag>>,
    /// Where the drag under way is.
    pub(crate) drag_at: Option<Touchpoint>,
    pub(crate) edge_scrolling: EdgeScrolling,
    pub(crate) label: Option<LabelSession>,
    /// Whether the last pointer was a finger.
    pub(crate) touching: bool,
    effects: Effects,
}

impl Editor {
    /// An editor of a design. Text widths come from `measure`.
    pub fn new(replica: Replica, measure: Box<dyn TextMeasure>) -> Self {
        Self {
            workspace: Workspace::new(replica, measure),
            pointers: Pointers::default(),
            tool_kind: ToolKind::Select,
            tool: ToolKind::Select.idle(),
            drag: None,
            drag_at: None,
            edge_scrolling: EdgeScrolling::default(),
            label: None,
            touching: false,
            effects: Effects::default(),
        }
    }

    /// Reacts to an input. Never fails: what makes no sense is ignored.
    pub fn dispatch(&mut self, input: Input) -> Effects {
        match input {
            Input::Pointer(pointer) => self.on_pointer(&pointer),
            Input::Wheel { delta, point_in_screen, modifiers } => self.on_wheel(delta, point_in_screen, modifiers),
            Input::Pinch { factor, point_in_screen } => self.zoom_by(factor, point_in_screen),
            Input::KeyDown(key) => self.on_key_down(&key),
            Input::KeyUp(key) => self.on_key_up(&key),
            Input::Blur => self.on_blur(),
            Input::Command(command) => self.effects.handled = self.run(command),
            Input::Carry { what, point_in_screen, modifiers } => self.on_carry(what, point_in_screen, modifiers),
            Input::CarryCancel => self.cancel_drag(),
            Input::Drop { what, point_in_screen, modifiers } => self.on_drop(what, point_in_screen, modifiers),
            Input::Resize(size) => self.on_resize(size),
            Input::Remote(ops) => self.on_remote(&ops),
            Input::Tick(time) => self.on_tick(time),
        }
        self.finish()
    }

    /// The design, with the draft of what is under way.
    pub fn design(&self) -> &Design {
        self.workspace.replica().design()
    }

    /// The replica behind the design: its document, its draft, whether there is something to undo.
    pub fn replica(&self) -> &Replica {
        self.workspace.replica()
    }

    /// What the design looks like.
    pub fn scene(&self) -> &Scene {
        self.workspace.scene()
    }

    /// Where the viewport lies in the world.
    pub fn camera(&self) -> Camera {
        self.workspace.camera
    }

    /// The viewport's size in CSS pixels.
    pub fn viewport(&self) -> Size {
        self.workspace.viewport
    }

    /// The part of the world in view.
    pub fn visible_in_world(&self) -> Rect {
        self.workspace.camera.visible_in_world(self.workspace.viewport)
    }

    /// What is selected.
    pub fn selection(&self) -> &Selection {
        &self.workspace.selection
    }

    /// The settings.
    pub fn settings(&self) -> Settings {
        self.workspace.settings
    }

    /// The active tool.
    pub fn tool(&self) -> ToolKind {
        self.tool_kind
    }

    /// Whether a drag is under way.
    pub fn is_dragging(&self) -> bool {
        self.drag.is_some()
    }

    /// The record whose label is being edited.
    pub fn edited_label(&self) -> Option<RecordId> {
        self.label.as_ref().map(|session| session.label.id)
    }

    /// What the pointer should look like.
    pub fn cursor(&self) -> Cursor {
        match &self.drag {
            _ if self.pointers.is_panning() => Cursor::Grabbing,
            Some(drag) => drag.cursor(),
            None if self.pointers.panning_key => Cursor::Grab,
            None => self.tool.cursor(),
        }
    }

    /// What is shown on top of the design, without what analyses say.
    pub fn overlay(&self) -> Overlay {
        let around = self.workspace.surroundings();
        let mut overlay = Overlay { selected: self.workspace.selection.ids().clone(), ..Overlay::default() };
        if self.tool_kind == ToolKind::Select && self.label.is_none() {
            overlay.handles = picking::resizable(&around).map(|(_, frame)| frame);
        }
        match &self.drag {
            Some(drag) => drag.overlay(&around, &mut overlay),
            None => self.tool.overlay(&around, &mut overlay),
        }
        // A finger cannot hover: it finds the ports on what it selected.
        if self.touching && self.drag.is_none() && overlay.ports_of.is_none() {
            overlay.ports_of = self.context_pad().map(|pad| pad.component);
        }
        overlay
    }

    /// What the context pad offers, when one component is selected and nothing else goes on.
    pub fn context_pad(&self) -> Option<ContextPad> {
        let idle = self.drag.is_none() && self.label.is_none() && self.tool_kind == ToolKind::Select;
        let item = self.design().get(self.workspace.selection.single()?).filter(|_| idle)?;
        let is_component = item.record_type == linchpin_catalog::RecordType::Component;
        let kinds = || item.kind().usual_callees();
        is_component.then(|| ContextPad { component: item.id, kinds: kinds(), commands: PAD_COMMANDS })
    }

    /// Hands over what has come together since the last time.
    pub(crate) fn finish(&mut self) -> Effects {
        let scrolling = self.drag.as_ref().and_then(|_| self.edge_scrolling.wake_at());
        self.effects.wake_at = self.pointers.wake_at().or(scrolling);
        self.effects.redrawn = std::mem::take(&mut self.workspace.redrawn);
        std::mem::take(&mut self.effects)
    }

    /// The one place where plans become effects. A refused edit takes the rest of its plan with it.
    pub(crate) fn carry_out(&mut self, plan: Plan) {
        if let Err(notice) = self.edit(plan.edit) {
            self.effects.requests.push(Request::Notice(notice));
            return;
        }
        if let Some(label) = plan.label {
            self.begin_label(label);
        }
        if let Some(selection) = plan.select {
            self.set_selection(selection);
        }
        if let Some(camera) = plan.camera {
            self.set_camera(camera);
        }
        if let Some(kind) = plan.tool {
            self.set_tool(kind);
        }
        if plan.tool_used && !self.workspace.settings.keep_tool {
            self.set_tool(ToolKind::Select);
        }
        self.effects.requests.extend(plan.requests);
        self.effects.overlay |= plan.overlay;
    }

    fn edit(&mut self, edit: Edit) -> Result<(), Notice> {
        match edit {
            Edit::Keep => {}
            Edit::Draft(transaction) => self.set_draft(transaction),
            Edit::DropDraft => self.set_draft(Default::default()),
            Edit::Commit(transaction) => match self.workspace.commit(&transaction) {
                Ok(committed) => {
                    self.effects.ops.extend(committed.ops);
                    self.note_changes(committed.changes);
                }
                Err(refusal) => {
                    self.set_draft(Default::default());
                    return Err(Notice::Refused(refusal));
                }
            },
        }
        Ok(())
    }

    pub(crate) fn set_draft(&mut self, draft: linchpin_document::Transaction) {
        let changes = self.workspace.set_draft(draft);
        self.note_changes(changes);
    }

    pub(crate) fn note_changes(&mut self, changes: linchpin_document::Changes) {
        if changes.is_empty() {
            return;
        }
        self.effects.changes.extend(changes);
        self.effects.overlay = true;
        let living = self.workspace.selection.clone().living_in(self.design());
        self.set_selection(living);
    }

    pub(crate) fn note_ops(&mut self, ops: Vec<linchpin_document::Op>) {
        self.effects.ops.extend(ops);
    }

    pub(crate) fn request(&mut self, request: Request) {
        self.effects.requests.push(request);
    }

    pub(crate) fn handled(&mut self) {
        self.effects.handled = true;
    }

    pub(crate) fn repaint_overlay(&mut self) {
        self.effects.overlay = true;
    }

    pub(crate) fn set_selection(&mut self, selection: Selection) {
        let selection = selection.living_in(self.design());
        if selection != self.workspace.selection {
            self.workspace.selection = selection;
            self.effects.selection = true;
            self.effects.overlay = true;
        }
    }

    /// Moves the camera, as far as the content stays in sight.
    pub(crate) fn set_camera(&mut self, camera: Camera) {
        let viewport = self.workspace.viewport;
        let kept = if viewport.is_zero_area() { camera } else { camera.kept_near(self.scene().bounds(), viewport) };
        if kept != self.workspace.camera && kept.origin_in_world.is_finite() {
            self.workspace.camera = kept;
            self.effects.camera = true;
            self.effects.overlay = true;
        }
    }

    pub(crate) fn pan_by(&mut self, delta_in_screen: Vec2) {
        self.set_camera(self.workspace.camera.panned(delta_in_screen));
        self.drag_again();
    }

    pub(crate) fn zoom_by(&mut self, factor: f64, point_in_screen: Point) {
        if factor.is_finite() && factor > 0.0 && point_in_screen.is_finite() {
            let camera = self.workspace.camera;
            self.set_camera(camera.zoomed_to(camera.zoom * factor, point_in_screen));
            self.drag_again();
            self.handled();
        }
    }

    pub(crate) fn set_tool(&mut self, kind: ToolKind) {
        if kind != self.tool_kind {
            if let ToolKind::Place(Placeable::Boundary(boundary_kind)) = kind {
                self.change_settings(Settings { boundary_kind, ..self.settings() });
            }
            (self.tool_kind, self.tool) = (kind, kind.idle());
            self.effects.tool = true;
            self.effects.overlay = true;
        }
    }

    pub(crate) fn change_settings(&mut self, settings: Settings) {
        if settings != self.workspace.settings {
            self.workspace.settings = settings;
            self.effects.settings = true;
            self.effects.overlay = true;
        }
    }
}
