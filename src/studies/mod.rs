//! What takes longer than a frame: the page's side of studies.
//!
//! An [`Inquiry`] has a worker of its own, which runs the program in `study/`. It is started when first
//! asked and ended when its answer would be worthless. What follows the design by itself takes [`Turns`].

mod inquiry;
mod turns;

pub use inquiry::{Inquiry, Listener, Standing};
pub use turns::Turns;
