//! The canvas: display lists become pixels here, once a frame at most.

mod layer;
mod measure;
mod painter;
mod stage;
mod still;

pub use measure::CanvasMeasure;
pub use painter::Inks;
pub use stage::{SHARPEN_AFTER, Shown, Stage};
