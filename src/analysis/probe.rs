//! For the end-to-end tests: whether this build says the same as the native one.

use linchpin_analysis::Probe;
use linchpin_format::file;
use wasm_bindgen::prelude::*;

use super::message::encode;

/// The bytes of the reports on the design of a file; nothing where that cannot be read.
#[wasm_bindgen]
pub fn probe(text: &str) -> Option<Vec<u8>> {
    file::read(text).ok().map(|imported| encode(&Probe::of(&imported.design())))
}
