//! What it cannot carry.

pub(crate) mod hidden_single_point;
pub(crate) mod request_loop;
pub(crate) mod saturation;
mod waiting;
