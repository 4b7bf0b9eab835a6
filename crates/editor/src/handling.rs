//! What each kind of input does: gestures go to the tool or the drag under way, keys to commands.

use kurbo::{Point, Size, Vec2};
use linchpin_document::Op;

use crate::commands::Needs;
use crate::drags::{Carrying, Drag};
use crate::edge_scrolling::EdgeScrolling;
use crate::input::{KeyInput, Modifiers, Placeable, PointerInput, PointerKind};
use crate::label::LabelSession;
use crate::picking;
use crate::pointers::{Gesture, Touchpoint};
use crate::{Command, Editor, Request, Selection};

/// A wheel event counts for at most this many pixels when it zooms: mice report far larger steps than
/// trackpads.
const LARGEST_ZOOM_STEP: f64 = 20.0;
/// How much a pixel of the wheel zooms: e to this.
const ZOOM_PER_PIXEL: f64 = 0.01;
/// No wheel turns further at once.
const LARGEST_SCROLL: f64 = 2_000.0;

impl Editor {
    pub(crate) fn on_pointer(&mut self, input: &PointerInput) {
        self.handled();
        self.touching = input.kind == PointerKind::Touch;
        for gesture in self.pointers.feed(input) {
            self.on_gesture(gesture);
        }
    }

    pub(crate) fn on_tick(&mut self, time: f64) {
        if let Some(gesture) = self.pointers.tick(time) {
            self.on_gesture(gesture);
        }
        if self.drag.is_some() && time.is_finite() {
            let delta = self.edge_scrolling.tick(time);
            self.pan_by(delta);
        }
    }

    fn on_gesture(&mut self, gesture: Gesture) {
        match gesture {
            Gesture::Hover(at) => {
                let plan = self.tool.hover(&at, &self.workspace.surroundings());
                self.carry_out(plan);
            }
            Gesture::Leave => {
                let plan = self.tool.leave();
                self.carry_out(plan);
            }
            Gesture::Press(at) => {
                self.cancel_drag();
                self.settle();
                let plan = self.tool.press(&at, &self.workspace.surroundings());
                self.carry_out(plan);
            }
            Gesture::Click(at, count) => {
                let plan = self.tool.click(&at, count, &self.workspace.surroundings());
                self.carry_out(plan);
            }
            Gesture::DragStart { from, to } => {
                let drag = self.tool.drag(&from, &self.workspace.surroundings());
                self.start_drag(drag, to);
            }
            Gesture::Drag(at) => self.drag_to(at),
            Gesture::Drop(at) => self.drop_at(at),
            Gesture::Cancel => self.cancel_drag(),
            Gesture::Context(at) => self.ask_for_menu(&at),
            Gesture::Pan(delta) => self.pan_by(delta),
            Gesture::Zoom { factor, point_in_screen } => self.zoom_by(factor, point_in_screen),
        }
    }

    /// The context menu is about the selection: what is under the pointer becomes it.
    fn ask_for_menu(&mut self, at: &Touchpoint) {
        self.cancel_drag();
        self.settle();
        let around = self.workspace.surroundings();
        let on = picking::selectable(picking::hit(at, &around));
        match on {
            Some(id) if !self.workspace.selection.contains(id) => self.set_selection(Selection::one(id)),
            Some(_) => {}
            None => self.set_selection(Selection::default()),
        }
        self.request(Request::ContextMenu { point_in_screen: at.point_in_screen, on });
    }

    fn start_drag(&mut self, drag: Box<dyn Drag>, to: Touchpoint) {
        self.drag = Some(drag);
        self.edge_scrolling = EdgeScrolling::default();
        self.repaint_overlay();
        self.drag_to(to);
    }

    fn drag_to(&mut self, at: Touchpoint) {
        let Some(drag) = &mut self.drag else { return };
        self.drag_at = Some(at);
        if drag.scrolls_at_edges() {
            self.edge_scrolling.follow(at.point_in_screen, self.workspace.viewport, at.time);
        }
        let plan = drag.drag(&at, &self.workspace.surroundings());
        self.carry_out(plan);
    }

    /// Works out the drag anew when something other than the pointer changed.
    pub(crate) fn drag_again(&mut self) {
        if let Some(at) = self.drag_at {
            self.drag_to(at);
        }
    }

    fn drop_at(&mut self, at: Touchpoint) {
        let Some(drag) = self.drag.take() else { return };
        self.drag_at = None;
        let plan = drag.drop(&at, &self.workspace.surroundings());
        self.carry_out(plan);
        self.repaint_overlay();
    }

    /// Gives up what is under way: the design is as it was before.
    pub(crate) fn cancel_drag(&mut self) {
        if self.drag.take().is_some() {
            self.drag_at = None;
            self.set_draft(Default::default());
            self.repaint_overlay();
        }
    }

    /// Ends what was being typed before something else begins.
    pub(crate) fn settle(&mut self) {
        self.finish_label();
        if self.drag.is_none() && self.workspace.has_draft() {
            self.set_draft(Default::default());
        }
    }

    pub(crate) fn on_wheel(&mut self, delta: Vec2, point_in_screen: Point, modifiers: Modifiers) {
        if !delta.is_finite() || !point_in_screen.is_finite() {
            return;
        }
        self.handled();
        if modifiers.primary || (self.workspace.settings.wheel_zooms && !modifiers.shift) {
            let step = delta.y.clamp(-LARGEST_ZOOM_STEP, LARGEST_ZOOM_STEP);
            return self.zoom_by(libm::exp(-step * ZOOM_PER_PIXEL), point_in_screen);
        }
        // Some systems turn the wheel sideways themselves while Shift is held.
        let sideways = modifiers.shift && delta.x == 0.0;
        let delta = if sideways { Vec2::new(delta.y, 0.0) } else { delta };
        let limit = |length: f64| length.clamp(-LARGEST_SCROLL, LARGEST_SCROLL);
        self.pan_by(-Vec2::new(limit(delta.x), limit(delta.y)));
    }

    pub(crate) fn on_key_down(&mut self, key: &KeyInput) {
        self.hold(key.modifiers);
        if key.key == " " && key.modifiers == Modifiers::NONE {
            self.pointers.panning_key = true;
            self.repaint_overlay();
            return self.handled();
        }
        let Some(spec) = Command::of_key(key).filter(|spec| !spec.by_clipboard_event) else { return };
        let repeats = !key.repeat || spec.command.repeats();
        // A drag is given up whether or not there is anything else to undo.
        let can = self.drag.is_some() || self.is_available(spec.command);
        let done = can && (!repeats || self.run(spec.command));
        self.pointers.forget_click();
        // The browser must not bookmark or search the page just because nothing is selected.
        if done || key.modifiers.primary && spec.needs != Needs::Nothing {
            self.handled();
        }
    }

    pub(crate) fn on_key_up(&mut self, key: &KeyInput) {
        self.hold(key.modifiers);
        if key.key == " " && self.pointers.panning_key {
            self.pointers.panning_key = false;
            self.repaint_overlay();
            self.handled();
        }
    }

    pub(crate) fn on_blur(&mut self) {
        self.hold(Modifiers::NONE);
        if std::mem::take(&mut self.pointers.panning_key) {
            self.repaint_overlay();
        }
    }

    /// A drag reacts to keys at once, not only when the pointer moves.
    fn hold(&mut self, modifiers: Modifiers) {
        if let Some(at) = self.drag_at.filter(|at| at.modifiers != modifiers) {
            self.drag_to(Touchpoint { modifiers, ..at });
        }
    }

    pub(crate) fn on_carry(&mut self, what: Placeable, point_in_screen: Point, modifiers: Modifiers) {
        let Some(at) = carried_at(point_in_screen, modifiers) else { return };
        self.handled();
        if self.drag.is_some() {
            return self.drag_to(at);
        }
        self.settle();
        let carrying = Carrying::start(what, &self.workspace.surroundings());
        self.start_drag(Box::new(carrying), at);
    }

    pub(crate) fn on_drop(&mut self, what: Placeable, point_in_screen: Point, modifiers: Modifiers) {
        match carried_at(point_in_screen, modifiers) {
            Some(at) => {
                self.on_carry(what, point_in_screen, modifiers);
                self.drop_at(at);
            }
            None => self.cancel_drag(),
        }
    }

    pub(crate) fn on_resize(&mut self, size: Size) {
        if size.is_finite() && size.width >= 0.0 && size.height >= 0.0 && size != self.workspace.viewport {
            self.workspace.viewport = size;
            self.set_camera(self.workspace.camera);
            self.repaint_overlay();
        }
    }

    pub(crate) fn on_remote(&mut self, ops: &[Op]) {
        let changes = self.workspace.merge(ops);
        self.note_changes(changes);
        self.drag_again();
        let gone = |session: &LabelSession| self.design().get(session.label.id).is_none();
        if self.label.as_ref().is_some_and(gone) {
            self.label = None;
            self.set_draft(Default::default());
            self.request(Request::EndLabel);
        }
    }
}

fn carried_at(point_in_screen: Point, modifiers: Modifiers) -> Option<Touchpoint> {
    let at = Touchpoint { point_in_screen, modifiers, kind: PointerKind::Mouse, time: 0.0 };
    point_in_screen.is_finite().then_some(at)
}
