//! How far a long command is, on a terminal.

use std::io::Write;

/// Shows the share that is done, over what was shown before.
pub fn show(share: f64) {
    let mut out = std::io::stderr().lock();
    // Where standard error cannot be written there is nobody to tell.
    let _ = write!(out, "\r{:3.0} % ", share * 100.0);
    let _ = out.flush();
}

/// Takes it away again.
pub fn clear() {
    let mut out = std::io::stderr().lock();
    let _ = write!(out, "\r        \r");
    let _ = out.flush();
}
