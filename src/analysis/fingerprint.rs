//! For the end-to-end tests: whether this build computes the same bits as the native one.

use linchpin_format::file;
use wasm_bindgen::prelude::*;

/// The fingerprint of all reports on the design of a file; nothing where that cannot be read.
#[wasm_bindgen]
pub fn analysis_fingerprint(text: &str) -> Option<String> {
    file::read(text).ok().map(|imported| linchpin_analysis::fingerprint(&imported.design()))
}
