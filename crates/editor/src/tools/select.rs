//! The select tool: clicks select, drags move, resize, connect or select many.

use linchpin_document::RecordId;
use linchpin_scene::{Handle, Hit, Overlay};

use super::{Cursor, Tool};
use crate::Selection;
use crate::drags::{Connecting, Drag, Idling, Marquee, Moving, Panning, Reconnecting, Resizing};
use crate::input::{Placeable, PointerKind};
use crate::label::Label;
use crate::picking::{self, End};
use crate::placement;
use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;

/// What can be taken hold of under the pointer.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Grip {
    Handle(RecordId, Handle),
    End(RecordId, End),
    Thing(Hit),
}

fn grip(at: &Touchpoint, around: &Surroundings) -> Option<Grip> {
    let handle = picking::resize_handle(at, around).zip(around.selection.single());
    let handle = handle.map(|(handle, id)| Grip::Handle(id, handle));
    let hit = picking::hit(at, around);
    // Inside a component's border the next connection starts, so that one can fan out from a place;
    // the end of the selected one is taken from outside.
    let starts = hit.is_some_and(|hit| is_inside_border(hit, at, around));
    let end = || picking::connection_end(at, around).filter(|_| !starts).map(|(id, end)| Grip::End(id, end));
    handle.or_else(end).or_else(|| hit.map(Grip::Thing))
}

fn is_inside_border(hit: Hit, at: &Touchpoint, around: &Surroundings) -> bool {
    let Hit::ComponentEdge(id, _) = hit else { return false };
    // Ends lie on the border itself.
    let border = -around.camera.length_in_world(1.0);
    around.scene.frame(id).is_some_and(|frame| frame.inflate(border, border).contains(around.point_in_world(at)))
}

#[derive(Default)]
pub(super) struct Select {
    hovered: Option<Grip>,
}

impl Tool for Select {
    fn hover(&mut self, at: &Touchpoint, around: &Surroundings) -> Plan {
        let hovered = grip(at, around);
        let changed = std::mem::replace(&mut self.hovered, hovered) != hovered;
        if changed { Plan::repaint() } else { Plan::nothing() }
    }

    fn leave(&mut self) -> Plan {
        self.hovered = None;
        Plan::repaint()
    }

    fn press(&mut self, at: &Touchpoint, around: &Surroundings) -> Plan {
        // A finger may be about to pan or pinch: it selects by tapping or dragging.
        let Some(Grip::Thing(hit)) = grip(at, around).filter(|_| at.kind != PointerKind::Touch) else {
            return Plan::nothing();
        };
        match picking::selectable(Some(hit)) {
            Some(id) if !at.modifiers.shift && !around.selection.contains(id) => Plan::select(Selection::one(id)),
            _ => Plan::nothing(),
        }
    }

    fn click(&mut self, at: &Touchpoint, count: u8, around: &Surroundings) -> Plan {
        let thing = picking::selectable(picking::hit(at, around));
        match (thing, at.modifiers.shift) {
            (Some(id), true) => Plan::select(around.selection.clone().toggled(id)),
            (Some(id), false) if count == 2 => Plan::edit_label(Label::of(id)).selecting(Selection::one(id)),
            (Some(id), false) => Plan::select(Selection::one(id)),
            (None, false) if count == 2 => {
                placement::place(around, Placeable::Text, placement::outline(around, Placeable::Text, at))
            }
            (None, false) => Plan::select(Selection::default()),
            (None, true) => Plan::nothing(),
        }
    }

    fn drag(&mut self, from: &Touchpoint, around: &Surroundings) -> Box<dyn Drag> {
        let grip = grip(from, around);
        self.hovered = None;
        match grip {
            Some(Grip::Handle(id, handle)) => match Resizing::start(id, handle, from, around) {
                Some(resizing) => Box::new(resizing),
                None => Box::new(Idling),
            },
            Some(Grip::End(id, end)) => match Reconnecting::start(id, end, around) {
                Some(reconnecting) => Box::new(reconnecting),
                None => Box::new(Idling),
            },
            Some(Grip::Thing(Hit::ComponentEdge(id, side))) if !from.modifiers.alt && !from.modifiers.shift => {
                Box::new(Connecting::start(id, Some(side), around))
            }
            Some(Grip::Thing(Hit::Connection(_) | Hit::ConnectionLabel(_))) => Box::new(Idling),
            None | Some(Grip::Thing(Hit::BoundaryInside(_))) if from.kind == PointerKind::Touch => {
                Box::new(Panning::from(from))
            }
            None | Some(Grip::Thing(Hit::BoundaryInside(_))) => Box::new(Marquee::start(from, around)),
            Some(Grip::Thing(hit)) => Box::new(Moving::start(hit.id(), from, around)),
        }
    }

    fn overlay(&self, _around: &Surroundings, overlay: &mut Overlay) {
        let Some(Grip::Thing(hit)) = self.hovered else { return };
        overlay.hovered = picking::selectable(Some(hit));
        if matches!(hit, Hit::Component(_) | Hit::ComponentEdge(..)) {
            overlay.ports_of = Some(hit.id());
        }
    }

    fn cursor(&self) -> Cursor {
        match self.hovered {
            Some(Grip::Handle(_, handle)) => resize_cursor(handle),
            Some(Grip::End(..) | Grip::Thing(Hit::ComponentEdge(..))) => Cursor::Cross,
            None | Some(Grip::Thing(Hit::BoundaryInside(_) | Hit::Connection(_) | Hit::ConnectionLabel(_))) => {
                Cursor::Arrow
            }
            Some(Grip::Thing(_)) => Cursor::Move,
        }
    }
}

pub(crate) fn resize_cursor(handle: Handle) -> Cursor {
    match (handle.horizontal, handle.vertical) {
        (_, 0) => Cursor::ResizeHorizontal,
        (0, _) => Cursor::ResizeVertical,
        (horizontal, vertical) if horizontal == vertical => Cursor::ResizeDiagonal,
        _ => Cursor::ResizeAntidiagonal,
    }
}
