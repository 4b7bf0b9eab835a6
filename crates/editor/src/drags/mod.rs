//! What happens between pressing and letting go: one file a drag.
//!
//! Each step answers with the draft of what letting go here would do, computed anew from the start
//! state. Giving a drag up is dropping it and its draft; nothing has to be taken back.

mod carrying;
mod connecting;
mod drawing;
mod idling;
mod marquee;
mod moving;
mod panning;
mod pushing;
mod reconnecting;
mod resizing;

pub(crate) use carrying::Carrying;
pub(crate) use connecting::Connecting;
pub(crate) use drawing::Drawing;
pub(crate) use idling::Idling;
pub(crate) use marquee::Marquee;
pub(crate) use moving::{Moved, Moving};
pub(crate) use panning::Panning;
pub(crate) use pushing::Pushing;
pub(crate) use reconnecting::Reconnecting;
pub(crate) use resizing::Resizing;

use linchpin_scene::Overlay;

use crate::plan::{Plan, Surroundings};
use crate::pointers::Touchpoint;
use crate::tools::Cursor;

/// A drag under way.
pub(crate) trait Drag {
    /// The pointer is here now. Called again with the same place when something else changed: keys,
    /// the camera, the design.
    fn drag(&mut self, to: &Touchpoint, around: &Surroundings) -> Plan;

    /// The pointer was let go here.
    fn drop(self: Box<Self>, at: &Touchpoint, around: &Surroundings) -> Plan;

    /// What it shows on top of the design.
    fn overlay(&self, _around: &Surroundings, _overlay: &mut Overlay) {}

    /// Whether the picture scrolls when the pointer comes to an edge of the viewport.
    fn scrolls_at_edges(&self) -> bool {
        true
    }

    /// What the pointer looks like.
    fn cursor(&self) -> Cursor;
}
