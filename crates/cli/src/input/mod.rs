//! What commands read: text from a file, standard input or a link, and the design in it.

mod design;
pub mod events;
mod json;
mod place;
mod source;

pub use design::DesignInput;
pub use place::{Place, Places};
pub use source::{Origin, Text};
