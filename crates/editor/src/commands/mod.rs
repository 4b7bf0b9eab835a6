//! Everything a person can ask for by name: one table read by menus, palette, shortcut sheet and keys.

mod run;
mod shortcut;
mod table;

pub(crate) mod arrange;
pub(crate) mod delete;
pub(crate) mod draw;
pub(crate) mod view;

pub use shortcut::Shortcut;
pub use table::{Command, CommandGroup, CommandSpec, Direction, Needs, Stride};
