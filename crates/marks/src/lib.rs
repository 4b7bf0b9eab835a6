//! What the analysis says of a design, in the words of the scene: the same in the app and in the pictures of
//! the command line.

mod lens;
mod rate;
mod state;

pub use lens::{Lens, mark_hidden_points, marks};
pub use state::state_of;
