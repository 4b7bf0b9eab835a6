//! What takes longer than a frame: the page's side of studies.
//!
//! An [`Inquiry`] has a worker of its own, which runs the program in `study/`. It is started when first
//! asked and ended when its answer would be worthless, so several may be under way at once.

mod inquiry;

pub use inquiry::{Inquiry, Listener, Standing};
