//! Headless editor: everything about drawing a design that does not need a screen.
//!
//! An [`Editor`] takes [`Input`]s in and hands [`Effects`] out. Raw pointer events become gestures
//! (`pointers`), gestures go to the active tool (`tools`) or the drag under way (`drags`), keys to
//! commands (`commands`). Those only look at the editor, through `plan::Surroundings`, and answer with a
//! `plan::Plan`; [`Editor`] alone carries plans out.
//!
//! Between pressing and letting go the design is shown with a draft, computed anew from the start state
//! at each step. Giving up drops the draft; nothing is ever taken back by undo.

mod api;
mod camera;
mod clipboard;
mod commands;
mod connecting;
mod containment;
mod drags;
mod edge_scrolling;
mod editor;
mod effects;
mod handling;
mod ids;
mod input;
mod label;
mod navigation;
mod ordering;
mod pad;
mod picking;
mod placement;
mod plan;
mod pointers;
mod policy;
mod selection;
mod settings;
mod snapping;
mod tools;

mod workspace;

pub use camera::Camera;
pub use commands::{Command, CommandGroup, CommandSpec, Direction, Needs, Shortcut, Stride};
pub use editor::Editor;
pub use effects::{Effects, Notice, PickPurpose, Request};
pub use input::{Button, Input, KeyInput, Modifiers, Phase, Placeable, PointerInput, PointerKind};
pub use ordering::listed;
pub use pad::ContextPad;
pub use selection::Selection;
pub use settings::Settings;
pub use tools::{Cursor, ToolKind};
